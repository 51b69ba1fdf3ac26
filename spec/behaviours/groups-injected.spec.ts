import { Injectable, Module as NestModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { expect } from 'chai';
import { injectable } from 'inversify';
import type { Subscription } from 'rxjs';
import { Application, Call, call, Groups, Module, type Pid, Process, receive, Runtime, self, send, spawn, start, stop } from '../../lib/index.js';
import { BeamworkModule } from '../../lib/nestjs/index.js';
import '../identity.js';
import { codeOf } from '../semantics/messages.js';
import { CollectingLogger, flush, idle, startRuntime } from '../semantics/support.js';

/** A provider as there are many: no process, and it knows of no runtime. */
@injectable()
class Audience {
  readonly sizes: number[] = [];
  readonly subscription: Subscription;

  constructor(readonly groups: Groups) {
    this.subscription = groups.members$('audience').subscribe(({ length }) => this.sizes.push(length));
  }
}

@Process({ name: 'seat' })
class Seat {
  constructor(private readonly groups: Groups, private readonly audience: Audience) {}

  init(): void {
    this.groups.join('audience', self());
  }

  @Call(['present'])
  present(_: ['present']): [boolean, number] {
    return [this.audience.groups === this.groups, this.groups.members('audience').length];
  }
}

@Module({ providers: [Audience], processes: [Seat] })
class Hall {}

@Injectable()
class Usher {
  constructor(readonly groups: Groups) {}
}

@NestModule({ imports: [BeamworkModule.forRoot({ logger: new CollectingLogger() })], providers: [Usher] })
class House {}

describe('Groups as a service', () => {
  const world = startRuntime();

  it('come into the constructors of providers and of processes, one for all of a runtime', async () => {
    const application = await Application.start(Hall, { logger: new CollectingLogger(), signals: false });
    const answer = await application.runtime.run(function* () {
      return yield* call('seat', ['present']);
    });
    const groups = application.runtime.get(Groups);
    expect(groups).to.be.an.instanceOf(Groups);
    const members = groups.members('audience');
    await application.stop();
    expect(answer).to.deep.equal([true, 1]);
    expect(members).to.have.length(1);
  });

  it('tell a provider who comes and goes', async () => {
    const runtime = await Runtime.start({ logger: new CollectingLogger() });
    const audience = new Audience(runtime.get(Groups));
    await runtime.run(function* () {
      const pid = idle();
      Groups.join('audience', [pid, pid]);
      Groups.leave('audience', pid);
    });
    await runtime.stop();
    expect(audience.sizes).to.deep.equal([0, 2, 1, 0]);
    expect(audience.subscription.closed).to.equal(true);
  });

  it('are those of the runtime, from wherever they are called; the verbs show the same', async () => {
    const groups = world.runtime.get(Groups);
    const pid = await world.run(() => idle());
    groups.join('crew', pid);
    expect([groups.members('crew'), Groups.members('crew')]).to.deep.equal([[pid], []]);
    expect(await world.run(() => Groups.members('crew'))).to.deep.equal([pid]);
    expect(await world.run(() => [Groups.leave('crew', pid), groups.whichGroups()])).to.deep.equal([true, []]);
  });

  it('have scopes in the same runtime', async () => {
    const chat = world.runtime.get(Groups).scope('chat');
    const pid = await world.run(() => idle());
    chat.join('lobby', pid);
    expect(await world.run(() => Groups.scope('chat').members('lobby'))).to.deep.equal([pid]);
    expect([world.runtime.get(Groups).members('lobby'), Groups.scope('chat').members('lobby')]).to.deep.equal([[], []]);
  });

  it('watch for a process of their runtime, and for no other', async () => {
    const groups = world.runtime.get(Groups);
    const { messages, expected } = await world.run(function* () {
      const [ref] = groups.monitor('crew');
      groups.join('crew', self());
      return { messages: yield* flush(), expected: [[ref, 'join', 'crew', [self()]]] };
    });
    expect(messages).to.deep.equal(expected);
    const other = await Runtime.start({ logger: world.logger });
    expect(await other.run(() => [codeOf(() => groups.monitor('crew')), codeOf(() => groups.join('crew', self()))])).to.deep.equal(['BEAMWORK_BAD_PID', 'BEAMWORK_BAD_PID']);
    await other.stop();
    expect(codeOf(() => groups.monitor('crew'))).to.equal('BEAMWORK_OUTSIDE_PROCESS');
  });

  it('are empty after the end of the runtime', async () => {
    const runtime = await Runtime.start({ logger: world.logger });
    const groups = runtime.get(Groups);
    const pid = runtime.spawn(() => receive('stop'));
    groups.join('crew', pid);
    await runtime.stop();
    expect([groups.members('crew'), groups.whichGroups(), codeOf(() => groups.join('crew', pid))]).to.deep.equal([[], [], 'BEAMWORK_NOPROC']);
  });

  it('come into what Nest makes, too', async () => {
    const nest = await NestFactory.createApplicationContext(House, { logger: false });
    const [runtime, { groups }] = [nest.get(Runtime), nest.get(Usher)];
    const pid = runtime.spawn(() => receive('stop'));
    groups.join('staff', pid);
    const seen: readonly Pid[][] = await runtime.run(() => [[...Groups.members('staff')]]);
    const same = groups === runtime.get(Groups);
    await nest.close();
    expect([seen, same]).to.deep.equal([[[pid]], true]);
  });

  it('act as verbs on the default runtime, outside of processes', () => {
    const pid = spawn(() => receive('stop'));
    Groups.join('outside', pid);
    expect(Runtime.default().get(Groups).members('outside')).to.deep.equal([pid]);
    send(pid, 'stop');
  });

  it('are there for a process whose class asks for nothing else', async () => {
    @Process()
    class Lone {
      constructor(private readonly groups: Groups) {}
      @Call(['groups'])
      all(_: ['groups']): unknown[] {
        return this.groups.whichGroups();
      }
    }
    const names = await world.run(function* () {
      Groups.join('crew', self());
      const pid = yield* start(Lone);
      const found = yield* call(pid, ['groups']);
      yield* stop(pid);
      return found;
    });
    expect(names).to.deep.equal(['crew']);
  });
});
