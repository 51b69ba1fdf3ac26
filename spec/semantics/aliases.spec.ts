import { expect } from 'chai';
import { exit, isReference, makeRef, Process, receive, self, send, spawn, type Reference } from '../../lib/index.js';
import '../identity.js';
import { codeOf, tagsIn } from './messages.js';
import { ask, downOf, flush, puppet, startRuntime, tell, turns } from './support.js';

describe('aliases', () => {
  const world = startRuntime();

  it('rule 87: a message to an active alias arrives as if sent to the pid', async () => {
    const { alias, returned, messages } = await world.run(function* () {
      const alias = Process.alias();
      send(self(), 1);
      const returned = send(alias, ['two', { n: 2 }]);
      send(self(), 3);
      return { alias, returned, messages: yield* flush() };
    });
    expect(isReference(alias)).to.equal(true);
    expect(returned).to.deep.equal(['two', { n: 2 }]);
    expect(messages).to.deep.equal([1, ['two', { n: 2 }], 3]);
  });

  it('rule 87: any process may use it, and more than once', async () => {
    const messages = await world.run(function* () {
      const alias = Process.alias();
      const other = puppet();
      yield* ask(other, () => send(alias, 'first'));
      yield* ask(other, () => send(alias, 'second'));
      return yield* flush();
    });
    expect(messages).to.deep.equal(['first', 'second']);
  });

  it('rule 87: a process may have several, each on its own', async () => {
    const messages = await world.run(function* () {
      const [one, two] = [Process.alias(), Process.alias()];
      Process.unalias(one);
      send(one, 'by one');
      send(two, 'by two');
      return yield* flush();
    });
    expect(messages).to.deep.equal(['by two']);
  });

  it('rule 88: after unalias, sends are dropped', async () => {
    const result = await world.run(function* () {
      const alias = Process.alias();
      const returned = Process.unalias(alias);
      return [returned, send(alias, 'late'), Process.unalias(alias), yield* flush()];
    });
    expect(result).to.deep.equal([true, 'late', false, []]);
  });

  it('rule 88: what is in the mailbox already stays', async () => {
    const messages = await world.run(function* () {
      const alias = Process.alias();
      yield* ask(puppet(), () => send(alias, 'early'));
      Process.unalias(alias);
      send(alias, 'late');
      return yield* flush();
    });
    expect(messages).to.deep.equal(['early']);
  });

  it('rule 88: a send to the alias of a dead process is silent', async () => {
    const returned = await world.run(function* () {
      const owner = puppet();
      const alias = yield* ask(owner, () => Process.alias());
      Process.exit(owner, 'kill');
      yield* downOf(owner);
      return [send(alias, 'hi'), send(makeRef(), 'hi')];
    });
    expect(returned).to.deep.equal(['hi', 'hi']);
  });

  it('rule 89: a reply alias is off after the first message', async () => {
    const result = await world.run(function* () {
      const alias = Process.alias({ reply: true });
      send(alias, 1);
      send(alias, 2);
      return [yield* flush(), Process.unalias(alias)];
    });
    expect(result).to.deep.equal([[1], false]);
  });

  it('rule 89: a reply alias that nobody used is switched off by unalias', async () => {
    const result = await world.run(function* () {
      const alias = Process.alias(['reply']);
      const returned = Process.unalias(alias);
      send(alias, 1);
      return [returned, yield* flush()];
    });
    expect(result).to.deep.equal([true, []]);
  });

  describe('with a monitor', () => {
    it('rule 90: alias and monitor share one reference', async () => {
      const { ref, pid, messages } = await world.run(function* () {
        const pid = puppet();
        const ref = Process.monitor(pid, { alias: 'explicit_unalias' });
        send(ref, 'by alias');
        Process.exit(pid, 'boom');
        return { ref, pid, messages: yield* flush() };
      });
      expect(messages).to.deep.equal(['by alias', ['DOWN', ref, 'process', pid, 'boom']]);
    });

    /** Which of three later sends arrive: after a reply, after demonitor, after DOWN. */
    const table = [
      { mode: 'explicit_unalias', afterReply: true, afterDemonitor: true, afterDown: true },
      { mode: 'demonitor', afterReply: true, afterDemonitor: false, afterDown: false },
      { mode: 'reply_demonitor', afterReply: false, afterDemonitor: false, afterDown: false },
    ] as const;
    for (const { mode, afterReply, afterDemonitor, afterDown } of table) {
      it(`rule 90: ${mode} ${afterReply ? 'outlives' : 'ends with'} a reply`, async () => {
        const { messages, monitors } = await world.run(function* () {
          const ref = Process.monitor(puppet(), { alias: mode });
          send(ref, 'reply');
          send(ref, 'again');
          return { messages: yield* flush(), monitors: Process.info(self(), 'monitors')?.length };
        });
        expect(messages).to.deep.equal(afterReply ? ['reply', 'again'] : ['reply']);
        expect(monitors).to.equal(afterReply ? 1 : 0);
      });

      it(`rule 90: ${mode} ${afterDemonitor ? 'outlives' : 'ends with'} demonitor`, async () => {
        const result = await world.run(function* () {
          const ref = Process.monitor(puppet(), { alias: mode });
          Process.demonitor(ref);
          send(ref, 'late');
          return [yield* flush(), Process.unalias(ref)];
        });
        expect(result).to.deep.equal(afterDemonitor ? [['late'], true] : [[], false]);
      });

      it(`rule 90: ${mode} ${afterDown ? 'outlives' : 'ends with'} DOWN`, async () => {
        const result = await world.run(function* () {
          const pid = puppet();
          const ref = Process.monitor(pid, { alias: mode });
          Process.exit(pid, 'boom');
          const told = tagsIn(yield* flush());
          send(ref, 'late');
          return [told, yield* flush()];
        });
        expect(result).to.deep.equal([['DOWN'], afterDown ? ['late'] : []]);
      });

      it(`rule 90: ${mode} ${afterDown ? 'outlives' : 'ends with'} a DOWN that is still in transit`, async () => {
        const result = await world.run(function* () {
          Process.flag('trapExit', true);
          const ref = Process.monitor('nobody', { alias: mode });
          send(ref, 'late');
          Process.exit(ref, 'late too');
          return tagsIn(yield* flush());
        });
        expect(result).to.deep.equal(afterDown ? ['DOWN', 'late', 'EXIT'] : ['DOWN']);
      });

      it(`rule 90: unalias of ${mode} leaves the monitor`, async () => {
        const result = await world.run(function* () {
          const pid = puppet();
          const ref = Process.monitor(pid, { alias: mode });
          const returned = Process.unalias(ref);
          send(ref, 'late');
          Process.exit(pid, 'boom');
          return [returned, tagsIn(yield* flush())];
        });
        expect(result).to.deep.equal([true, ['DOWN']]);
      });
    }

    it('rule 90: a reply that comes first keeps DOWN away', async () => {
      const messages = await world.run(function* () {
        const server = puppet();
        const ref = Process.monitor(server, { alias: 'reply_demonitor' });
        tell(server, () => {
          send(ref, ['reply', 1]);
          send(ref, ['reply', 2]);
          exit('boom');
        });
        return yield* flush();
      });
      expect(messages).to.deep.equal([['reply', 1]]);
    });
  });

  it('rule 91: only the creator can switch an alias off', async () => {
    const { refused, messages } = await world.run(function* () {
      const alias = Process.alias();
      const refused = yield* ask(puppet(), () => Process.unalias(alias));
      send(alias, 'still on');
      return { refused, messages: yield* flush() };
    });
    expect(refused).to.equal(false);
    expect(messages).to.deep.equal(['still on']);
  });

  it('rule 91: an alias does not show whose it is, nor whether it is on', async () => {
    const { on, off, plain } = await world.run(() => {
      const on = Process.alias();
      const off = Process.alias();
      Process.unalias(off);
      return { on, off, plain: makeRef() };
    });
    expect([on, off].map(fieldsOf)).to.deep.equal([fieldsOf(plain), fieldsOf(plain)]);
    expect(String(on)).to.match(/^#Reference<[\d.]+>$/);
  });

  it('waits for a reply by its alias like for any reference', async () => {
    const reply = await world.run(function* () {
      const alias = Process.alias({ reply: true });
      spawn(() => {
        send(alias, [alias, 42]);
      });
      yield* turns();
      return (yield* receive([alias, 42]))[1];
    });
    expect(reply).to.equal(42);
  });

  it('refuses modes and options that it does not know', async () => {
    const refusals = await world.run(() => [
      codeOf(() => Reflect.apply(Process.monitor, undefined, [self(), { alias: 'sometimes' }])),
      codeOf(() => Reflect.apply(Process.alias, undefined, [{ once: true }])),
      codeOf(() => Reflect.apply(Process.unalias, undefined, ['alias'])),
    ]);
    expect(refusals).to.deep.equal(['BEAMWORK_BAD_OPTION', 'BEAMWORK_BAD_OPTION', 'BEAMWORK_BAD_REFERENCE']);
  });
});

function fieldsOf(ref: Reference): unknown {
  return [Reflect.ownKeys(ref), Object.getPrototypeOf(ref), Object.isFrozen(ref)];
}
