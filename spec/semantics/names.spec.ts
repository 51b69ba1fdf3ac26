import { expect } from 'chai';
import { exit, P, Process, receive, self, send, spawn, spawnLink, spawnMonitor } from '../../lib/index.js';
import '../identity.js';
import { codeIn, codeOf } from './messages.js';
import { ask, deadPid, downOf, flush, idle, puppet, startRuntime, turns } from './support.js';

describe('names', () => {
  const world = startRuntime();

  it('rule 78: a name maps to one live process', async () => {
    const { pid, found, names, own } = await world.run(function* () {
      const pid = idle();
      Process.register(pid, 'worker');
      return { pid, found: Process.whereis('worker'), names: Process.registered(), own: Process.info(pid, 'registeredName') };
    });
    expect(found).to.equal(pid);
    expect(names).to.deep.equal(['worker']);
    expect(own).to.equal('worker');
  });

  it('rule 78: messages to a name reach the process that has it', async () => {
    const messages = await world.run(function* () {
      Process.register(self(), 'me');
      send('me', 1);
      send(['me', 'nonode@nohost'], 2);
      return yield* flush();
    });
    expect(messages).to.deep.equal([1, 2]);
  });

  it('rule 78: a process has at most one name', async () => {
    const result = await world.run(function* () {
      const pid = idle();
      Process.register(pid, 'one');
      const refusal = codeOf(() => Process.register(pid, 'two'));
      return [refusal, Process.whereis('two'), Process.info(pid, 'registeredName')];
    });
    expect(result).to.deep.equal(['BEAMWORK_ALREADY_NAMED', undefined, 'one']);
  });

  it('rule 79: a name that is taken cannot be given again', async () => {
    const { holder, refusals, found } = await world.run(function* () {
      const holder = idle();
      const other = idle();
      Process.register(holder, 'worker');
      const refusals = [codeOf(() => Process.register(other, 'worker')), codeOf(() => Process.register(holder, 'worker'))];
      return { holder, refusals, found: Process.whereis('worker') };
    });
    expect(refusals).to.deep.equal(['BEAMWORK_NAME_TAKEN', 'BEAMWORK_NAME_TAKEN']);
    expect(found).to.equal(holder);
  });

  it('rule 79: a dead pid cannot be registered', async () => {
    const result = await world.run(function* () {
      const pid = yield* deadPid();
      return [codeOf(() => Process.register(pid, 'ghost')), Process.whereis('ghost')];
    });
    expect(result).to.deep.equal(['BEAMWORK_NOPROC', undefined]);
  });

  it('rule 79: a second name leaves the new name free', async () => {
    const { second, holder } = await world.run(function* () {
      const [first, second] = [idle(), idle()];
      Process.register(first, 'one');
      codeOf(() => Process.register(first, 'two'));
      Process.register(second, 'two');
      return { second, holder: Process.whereis('two') };
    });
    expect(holder).to.equal(second);
  });

  it('rule 80: a name is free when a monitor tells of the death', async () => {
    const { found, registered, next } = await world.run(function* () {
      const pid = idle();
      const next = idle();
      Process.register(pid, 'worker');
      const ref = Process.monitor(pid);
      Process.exit(pid, 'kill');
      yield* receive(['DOWN', ref, 'process', pid, 'killed']);
      return { next, found: Process.whereis('worker'), registered: Process.register(next, 'worker') && Process.whereis('worker') };
    });
    expect(found).to.equal(undefined);
    expect(registered).to.equal(next);
  });

  it('rule 80: a name is free when a link tells of the death', async () => {
    const found = await world.run(function* () {
      Process.flag('trapExit', true);
      const pid = spawnLink(() => {
        Process.register(self(), 'worker');
        exit('boom');
      });
      yield* receive(['EXIT', pid, 'boom']);
      return [Process.whereis('worker'), Process.registered()];
    });
    expect(found).to.deep.equal([undefined, []]);
  });

  it('rule 81: whereis of a free name is undefined', async () => {
    expect(await world.run(() => Process.whereis('nobody'))).to.equal(undefined);
  });

  it('rule 82: sending to an unregistered name fails', async () => {
    const refusal = await world.run(() => codeOf(() => send('nobody', 'hi')));
    expect(refusal).to.equal('BEAMWORK_NAME_NOT_REGISTERED');
  });

  it('rule 82: an uncaught failure of that send ends the sender', async () => {
    const reason = await world.run(function* () {
      const [, ref] = spawnMonitor(() => send('nobody', 'hi'));
      const [, , , , reason] = yield* receive(['DOWN', ref, 'process', P.any, P.any]);
      return reason;
    });
    expect(codeIn(reason)).to.equal('BEAMWORK_NAME_NOT_REGISTERED');
  });

  it('rule 82: sending to a dead pid, or to a name at a node, is silent', async () => {
    const returned = await world.run(function* () {
      const pid = yield* deadPid();
      return [send(pid, ['hi', 1]), send(['nobody', 'nonode@nohost'], 'hi'), send(['nobody', 'other@host'], 'hi')];
    });
    expect(returned).to.deep.equal([['hi', 1], 'hi', 'hi']);
  });

  it('rule 83: unregistering a free name fails', async () => {
    const refusal = await world.run(() => codeOf(() => Process.unregister('nobody')));
    expect(refusal).to.equal('BEAMWORK_NAME_NOT_REGISTERED');
  });

  it('rule 83: an unregistered process lives on, and may be named again', async () => {
    const outcome = await world.run(function* () {
      const pid = idle();
      Process.register(pid, 'one');
      const returned = Process.unregister('one');
      return [returned, Process.whereis('one'), Process.isAlive(pid), Process.register(pid, 'two')];
    });
    expect(outcome).to.deep.equal([true, undefined, true, true]);
  });

  it('rule 84: an exiting process cannot be registered', async () => {
    const result = await world.run(function* () {
      const pid = idle();
      Process.exit(pid, 'kill');
      Process.isAlive(pid);
      return [codeOf(() => Process.register(pid, 'worker')), Process.whereis('worker')];
    });
    expect(result).to.deep.equal(['BEAMWORK_NOPROC', undefined]);
  });

  it('rule 84: a process that ends cannot name itself on the way out', async () => {
    const found = await world.run(function* () {
      const pid = spawn(() => {
        try {
          Process.exit(self(), 'boom');
        } finally {
          Process.register(self(), 'worker');
        }
      });
      yield* downOf(pid);
      yield* turns();
      return Process.registered();
    });
    expect(found).to.deep.equal([]);
  });

  it('rule 85: of many that race for a name exactly one wins', async () => {
    const { outcomes, winner, holder } = await world.run(function* () {
      const parent = self();
      const racers = Array.from({ length: 20 }, () =>
        spawn(function* () {
          yield;
          send(parent, [self(), codeOf(() => Process.register(self(), 'prize'))]);
          yield* receive('stop');
        }),
      );
      const outcomes: unknown[] = [];
      for (const racer of racers) outcomes.push((yield* receive([racer, P.any]))[1]);
      return { outcomes, winner: racers[outcomes.indexOf(undefined)], holder: Process.whereis('prize') };
    });
    expect(outcomes.filter((outcome) => outcome === undefined)).to.have.lengthOf(1);
    expect(outcomes.filter((outcome) => outcome === 'BEAMWORK_NAME_TAKEN')).to.have.lengthOf(19);
    expect(holder).to.equal(winner);
  });

  it('rule 86: a name taken again routes to the new owner', async () => {
    const { inbox, reasons } = await world.run(function* () {
      const [first, second] = [puppet(), puppet()];
      Process.register(first, 'worker');
      send('worker', 'for the first');
      const ref = Process.monitor('worker');
      yield* turns();
      const inbox = [Process.info(first, 'messages')];
      Process.exit(first, 'gone');
      yield* downOf(first);
      Process.register(second, 'worker');
      send('worker', 'for the second');
      yield* ask(second, () => true);
      inbox.push(Process.info(second, 'messages'));
      Process.exit(second, 'later');
      return { inbox, reasons: (yield* flush()).map((message) => (Array.isArray(message) && message[1] === ref ? message[4] : message)) };
    });
    expect(inbox).to.deep.equal([['for the first'], ['for the second']]);
    expect(reasons).to.deep.equal(['gone']);
  });

  it('takes only strings that are not empty, and only pids', async () => {
    const refusals = await world.run(() => {
      const pid = idle();
      return [
        codeOf(() => Process.register(pid, '')),
        codeOf(() => Reflect.apply(Process.register, undefined, [pid, undefined])),
        codeOf(() => Reflect.apply(Process.register, undefined, ['worker', pid])),
        codeOf(() => Process.whereis('')),
      ];
    });
    expect(refusals).to.deep.equal(['BEAMWORK_BAD_NAME', 'BEAMWORK_BAD_NAME', 'BEAMWORK_BAD_PID', 'BEAMWORK_BAD_NAME']);
  });
});
