import { expect } from 'chai';
import { after, exit, isReference, on, P, Process, receive, self, send, spawn, spawnMonitor } from '../../lib/index.js';
import '../identity.js';
import { referencesIn, tagsIn } from './messages.js';
import { ask, deadPid, downOf, flush, idle, puppet, startRuntime, turns } from './support.js';

describe('monitors', () => {
  const world = startRuntime();

  describe('making one', () => {
    it('rule 60: each call makes a new, independent reference', async () => {
      const { refs, messages, pid } = await world.run(function* () {
        const pid = idle();
        const refs = [Process.monitor(pid), Process.monitor(pid), Process.monitor(pid)];
        Process.exit(pid, 'boom');
        return { refs, messages: yield* flush(), pid };
      });
      expect(new Set(refs).size).to.equal(3);
      expect(refs.every(isReference)).to.equal(true);
      expect(messages).to.have.deep.members(refs.map((ref) => ['DOWN', ref, 'process', pid, 'boom']));
    });

    it('rule 60: calling one off leaves the others', async () => {
      const { refs, told } = await world.run(function* () {
        const pid = idle();
        const refs = [Process.monitor(pid), Process.monitor(pid), Process.monitor(pid)] as const;
        Process.demonitor(refs[1]);
        Process.exit(pid, 'boom');
        return { refs, told: referencesIn(yield* flush()) };
      });
      expect(told).to.deep.equal([refs[0], refs[2]]);
    });

    it('rule 60: monitoring oneself watches nobody', async () => {
      const result = await world.run(function* () {
        const ref = Process.monitor(self());
        return [isReference(ref), Process.info(self(), 'monitors'), Process.info(self(), 'monitoredBy'), yield* flush()];
      });
      expect(result).to.deep.equal([true, [], [], []]);
    });

    it('rule 63: a dead pid gives DOWN with noproc at once', async () => {
      const { pid, ref, first } = await world.run(function* () {
        const pid = yield* deadPid();
        const ref = Process.monitor(pid);
        return { pid, ref, first: yield* receive(on(P.any, (message) => message), after(0)) };
      });
      expect(first).to.deep.equal(['DOWN', ref, 'process', pid, 'noproc']);
    });

    it('rule 64: an unregistered name gives noproc, shown with its node', async () => {
      const { ref, messages } = await world.run(function* () {
        const ref = Process.monitor('nobody');
        return { ref, messages: yield* flush() };
      });
      expect(messages).to.deep.equal([['DOWN', ref, 'process', ['nobody', 'nonode@nohost'], 'noproc']]);
    });

    it('rule 64: DOWN for a name shows name and node, not the pid', async () => {
      const { ref, messages } = await world.run(function* () {
        const pid = idle();
        Process.register(pid, 'worker');
        const ref = Process.monitor('worker');
        Process.exit(pid, 'boom');
        return { ref, messages: yield* flush() };
      });
      expect(messages).to.deep.equal([['DOWN', ref, 'process', ['worker', 'nonode@nohost'], 'boom']]);
    });

    it('rule 65: a monitor by name stays with the first holder', async () => {
      const { ref, early, late } = await world.run(function* () {
        const [first, second] = [idle(), idle()];
        Process.register(first, 'worker');
        const ref = Process.monitor('worker');
        Process.unregister('worker');
        Process.register(second, 'worker');
        Process.exit(second, 'second');
        const early = yield* flush();
        Process.exit(first, 'first');
        return { ref, early, late: yield* flush() };
      });
      expect(early).to.deep.equal([]);
      expect(late).to.deep.equal([['DOWN', ref, 'process', ['worker', 'nonode@nohost'], 'first']]);
    });

    it('rule 75: a child that dies at once still tells its reason', async () => {
      const { pid, ref, messages } = await world.run(function* () {
        const [pid, ref] = spawnMonitor(() => exit('at once'));
        return { pid, ref, messages: yield* flush() };
      });
      expect(messages).to.deep.equal([['DOWN', ref, 'process', pid, 'at once']]);
    });

    it('rule 75: a child that is killed before it runs tells its reason', async () => {
      const { pid, ref, messages } = await world.run(function* () {
        const [pid, ref] = spawnMonitor(() => exit('never reached'));
        Process.exit(pid, 'kill');
        return { pid, ref, messages: yield* flush() };
      });
      expect(messages).to.deep.equal([['DOWN', ref, 'process', pid, 'killed']]);
    });
  });

  describe('the DOWN message', () => {
    it('rule 61: a monitor fires exactly once', async () => {
      const messages = await world.run(function* () {
        const pid = idle();
        Process.monitor(pid);
        Process.exit(pid, 'a');
        Process.exit(pid, 'b');
        const first = yield* flush();
        Process.exit(pid, 'c');
        return [first.length, (yield* flush()).length];
      });
      expect(messages).to.deep.equal([1, 0]);
    });

    it('rule 61: a spent monitor is listed no more', async () => {
      const listed = await world.run(function* () {
        const pid = idle();
        const ref = Process.monitor(pid);
        const before = Process.info(self(), 'monitors')?.length;
        Process.exit(pid, 'boom');
        yield* receive(['DOWN', ref, 'process', pid, 'boom']);
        return [before, Process.info(self(), 'monitors')?.length];
      });
      expect(listed).to.deep.equal([1, 0]);
    });

    for (const [title, reason] of [
      ['a string', 'boom'],
      ['normal', 'normal'],
      ['a shutdown with a term', ['shutdown', { at: 3 }]],
      ['a deep term', { a: [1, ['x', new Map([['k', { v: 1 }]])]] }],
    ] as const) {
      it(`rule 62: DOWN carries reference, kind, pid and reason: ${title}`, async () => {
        const { pid, ref, messages } = await world.run(function* () {
          const [pid, ref] = spawnMonitor(() => exit(reason));
          return { pid, ref, messages: yield* flush() };
        });
        expect(messages).to.deep.equal([['DOWN', ref, 'process', pid, reason]]);
      });
    }

    it('rule 66: a watcher survives, whether it traps exits or not', async () => {
      const outcome = await world.run(function* () {
        const target = idle();
        const watchers = [puppet(), puppet({ trapExit: true })] as const;
        for (const watcher of watchers) yield* ask(watcher, () => Process.monitor(target));
        Process.exit(target, 'kill');
        yield* turns();
        return watchers.map((watcher) => [Process.isAlive(watcher), tagsIn(Process.info(watcher, 'messages'))]);
      });
      expect(outcome).to.deep.equal([
        [true, ['DOWN']],
        [true, ['DOWN']],
      ]);
    });

    it('rule 66: a target that traps exits hears nothing of its watcher', async () => {
      const outcome = await world.run(function* () {
        const target = puppet({ trapExit: true });
        const watcher = spawn(() => {
          Process.monitor(target);
          exit('boom');
        });
        yield* downOf(watcher);
        yield* turns();
        return [Process.isAlive(target), Process.info(target, 'messages')];
      });
      expect(outcome).to.deep.equal([true, []]);
    });

    it('rule 74: messages of the target come before its DOWN', async () => {
      const { ref, pid, messages } = await world.run(function* () {
        const parent = self();
        const [pid, ref] = spawnMonitor(() => {
          send(parent, 1);
          send(parent, 2);
          exit('done');
        });
        return { ref, pid, messages: yield* flush() };
      });
      expect(messages).to.deep.equal([1, 2, ['DOWN', ref, 'process', pid, 'done']]);
    });

    it('rule 76: a custom tag stands in place of DOWN', async () => {
      const { ref, pid, messages } = await world.run(function* () {
        const pid = idle();
        const ref = Process.monitor(pid, { tag: ['lost', 7] });
        Process.exit(pid, 'boom');
        return { ref, pid, messages: yield* flush() };
      });
      expect(messages).to.deep.equal([[['lost', 7], ref, 'process', pid, 'boom']]);
    });

    it('rule 76: a custom tag is flushed like DOWN', async () => {
      const messages = await world.run(function* () {
        const ref = Process.monitor(yield* deadPid(), { tag: 'LOST' });
        yield* turns();
        Process.demonitor(ref, { flush: true });
        return yield* flush();
      });
      expect(messages).to.deep.equal([]);
    });

    it('rule 77: monitors of one watcher fire in the order made', async () => {
      const { refs, told } = await world.run(function* () {
        const pid = idle();
        const refs = Array.from({ length: 5 }, () => Process.monitor(pid));
        Process.exit(pid, 'boom');
        return { refs, told: referencesIn(yield* flush()) };
      });
      expect(told).to.deep.equal(refs);
    });

    it('rule 77: a link tells before the monitors, whichever came first', async () => {
      const tags = await world.run(function* () {
        Process.flag('trapExit', true);
        const pid = idle();
        Process.monitor(pid);
        Process.link(pid);
        Process.monitor(pid);
        Process.exit(pid, 'boom');
        return tagsIn(yield* flush());
      });
      expect(tags).to.deep.equal(['EXIT', 'DOWN', 'DOWN']);
    });
  });
});
