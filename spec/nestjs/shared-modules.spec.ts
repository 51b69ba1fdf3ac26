import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { expect } from 'chai';
import { type LifecycleHooks, Module as Tree, type ModuleOptions, Process } from '../../lib/index.js';
import { BeamworkModule, type Feature } from '../../lib/nestjs/index.js';
import { failureOf } from '../application/support.js';
import { CollectingLogger } from '../semantics/support.js';

const log: string[] = [];
const logger = new CollectingLogger();

class Disk implements LifecycleHooks {
  onModuleInit(): void {
    log.push('disk opens');
  }

  onApplicationShutdown(): void {
    log.push('disk closes');
  }
}

function worker(name: string): new (disk: Disk) => object {
  @Process({ name, trapExit: true })
  class Worker {
    constructor(readonly disk: Disk) {}

    init(): void {
      log.push(`${name} starts`);
      disks.add(this.disk);
    }

    terminate(): void {
      log.push(`${name} ends`);
    }
  }
  Object.defineProperty(Worker, 'name', { value: name });
  return Worker;
}

const disks = new Set<Disk>();

function tree(name: string, options: ModuleOptions): new () => object {
  class Made {}
  Object.defineProperty(Made, 'name', { value: name });
  Tree(options)(Made);
  return Made;
}

const Store = tree('Store', { providers: [Disk], exports: [Disk], processes: [worker('store')] });
const Shop = tree('Shop', { imports: [Store], processes: [worker('shop')] });
const Office = tree('Office', { imports: [Store], processes: [worker('office')] });

/** An application whose Nest modules list these features, a module for each list. */
function appOf(...lists: readonly (readonly Feature[])[]): new () => object {
  const modules = lists.map((features) => {
    class Part {}
    Module({ imports: [BeamworkModule.forFeature(features)] })(Part);
    return Part;
  });
  class AppModule {}
  Module({ imports: [BeamworkModule.forRoot({ logger }), ...modules] })(AppModule);
  return AppModule;
}

describe('A module of beamwork in a Nest application', () => {
  beforeEach(() => {
    log.length = 0;
    disks.clear();
  });

  const started: readonly [title: string, lists: readonly (readonly Feature[])[], log: readonly string[]][] = [
    ['imported by two trees of one list', [[Shop, Office]], ['disk opens', 'store starts', 'shop starts', 'office starts', 'office ends', 'shop ends', 'store ends', 'disk closes']],
    ['imported by trees of two Nest modules', [[Shop], [Office]], ['disk opens', 'store starts', 'shop starts', 'office starts', 'office ends', 'shop ends', 'store ends', 'disk closes']],
    ['imported by a tree, and then listed', [[Shop], [Store]], ['disk opens', 'store starts', 'shop starts', 'shop ends', 'store ends', 'disk closes']],
    ['listed, and then imported', [[Store], [Shop]], ['disk opens', 'store starts', 'shop starts', 'shop ends', 'store ends', 'disk closes']],
    ['listed twice', [[Store], [Store]], ['disk opens', 'store starts', 'store ends', 'disk closes']],
  ];

  for (const [title, lists, expected] of started) {
    it(`is started once, with one set of services, when it is ${title}`, async () => {
      const app = await NestFactory.createApplicationContext(appOf(...lists), { logger: false });
      await app.close();
      expect(log).to.deep.equal(expected);
      expect(disks).to.have.property('size', 1);
    });
  }

  it('may not come a second time with options that would be lost', async () => {
    const app = await NestFactory.create(appOf([Shop], [{ module: Store, maxRestarts: 9 }]), { logger: false });
    const failure = await failureOf(app.init());
    expect(failure.code).to.equal('BEAMWORK_BAD_MODULE');
    expect(failure.problem).to.equal('the application was given Store with options of its own, but it is in the tree already, as Shop > Store');
    expect(log).to.include.members(['shop ends', 'store ends', 'disk closes']);
  });
});
