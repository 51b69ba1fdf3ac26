import { injectable } from 'inversify';
import { expect } from 'chai';
import { Application, BeamworkError, Module, Process } from '../../lib/index.js';
import { CollectingLogger } from '../semantics/support.js';
import { failureOf } from './support.js';

const options = { logger: new CollectingLogger(), signals: false };

class Inner {}
Module({})(Inner);

/** A root module with options that the compiler would refuse. */
function rootWith(given: object): new () => object {
  class Root {}
  Reflect.apply(Module, undefined, [given])(Root);
  return Root;
}

describe('A module given with options of its own', () => {
  const wrong: readonly [title: string, given: object, problem: string][] = [
    ['a list that is none', { providers: {} }, 'the module Inner was given options: providers is an object with keys (none)'],
    ['null for a list', { imports: null }, 'the module Inner was given options: imports is null'],
    ['an option that there is not', { process: [] }, 'the module Inner was given options: there is no option "process"'],
  ];

  for (const [title, given, problem] of wrong) {
    it(`is refused because of ${title}`, async () => {
      const failure = await failureOf(Reflect.apply(Application.start, Application, [{ module: Inner, ...given }, options]));
      expect(failure).to.include({ code: 'BEAMWORK_BAD_OPTION', problem });
    });
  }
});

describe('A provider that can be none', () => {
  const wrong: readonly [title: string, provider: unknown][] = [
    ['a class that is undefined', { provide: 'x', useClass: undefined }],
    ['a class that is a function without a prototype', { provide: 'x', useClass: () => 1 }],
    ['a function where a class is wanted', () => 1],
    ['a factory that is no function', { provide: 'x', useFactory: 5 }],
    ['needs of a factory that are no list', { provide: 'x', useFactory: () => 1, inject: 'abc' }],
    ['a need of a factory that is undefined', { provide: 'x', useFactory: () => 1, inject: [undefined] }],
    ['a second token for undefined', { provide: 'x', useExisting: undefined }],
    ['a token that is a number', { provide: 5, useValue: 1 }],
  ];

  for (const [title, provider] of wrong) {
    it(`is refused: ${title}`, async () => {
      const failure = await failureOf(Application.start(rootWith({ providers: [provider] }), options));
      expect(failure.code).to.equal('BEAMWORK_BAD_MODULE');
      expect(failure.problem).to.match(/^Root has the provider /);
    });
  }

  it('is refused when the module has the token already', async () => {
    const providers = [{ provide: 'x', useValue: 1 }, { provide: 'x', useValue: 2 }];
    const failure = await failureOf(Application.start(rootWith({ providers }), options));
    expect(failure).to.include({ code: 'BEAMWORK_BAD_MODULE', problem: 'Root provides "x" twice' });
  });
});

describe('What a provider needs and nobody has', () => {
  const needy: readonly [title: string, provider: unknown, problem: string][] = [
    ['by a factory', { provide: 'x', useFactory: () => 1, inject: ['nope'] }, 'Root: "x" cannot be made: "x" needs "nope", which Root neither provides nor imports'],
    ['by a second token', { provide: 'x', useExisting: 'nope' }, 'Root: "x" cannot be made: "x" needs "nope", which Root neither provides nor imports'],
  ];

  for (const [title, provider, problem] of needy) {
    it(`is named when it is asked for ${title}`, async () => {
      const failure = await failureOf(Application.start(rootWith({ providers: [provider] }), options));
      expect(failure).to.include({ code: 'BEAMWORK_START_FAILED', problem, remedy: 'add it to the providers of Root, or import a module that exports it' });
      expect(failure.cause).to.be.instanceOf(BeamworkError).with.property('code', 'BEAMWORK_BAD_MODULE');
    });
  }
});

describe('Two modules of one name', () => {
  it('are two modules', async () => {
    const users = (name: string): new () => object => {
      @Process({ name })
      @injectable()
      class Keeper {}
      @Module({ processes: [Keeper] })
      class Users {}
      return Users;
    };
    const application = await Application.start(rootWith({ imports: [users('one'), users('two')] }), options);
    const { children } = await application.tree();
    await application.stop();
    expect(children.map(({ id }) => id)).to.deep.equal(['Users', 'Users']);
  });
});
