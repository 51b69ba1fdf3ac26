import { expect } from 'chai';
import { makeRef, P, Process, receive, self, send } from '../../lib/index.js';
import '../identity.js';
import { tagsIn } from './messages.js';
import { ask, deadPid, downOf, flush, idle, puppet, startRuntime, turns } from './support.js';

describe('demonitor', () => {
  const world = startRuntime();

  it('rule 67: after demonitor no new DOWN arrives', async () => {
    const result = await world.run(function* () {
      const pid = idle();
      const ref = Process.monitor(pid);
      yield* turns();
      const returned = Process.demonitor(ref);
      Process.exit(pid, 'boom');
      return [returned, yield* flush()];
    });
    expect(result).to.deep.equal([true, []]);
  });

  it('rule 67: a demonitor that overtakes the death still wins', async () => {
    const messages = await world.run(function* () {
      const pid = idle();
      const ref = Process.monitor(pid);
      Process.exit(pid, 'kill');
      Process.demonitor(ref);
      return yield* flush();
    });
    expect(messages).to.deep.equal([]);
  });

  it('rule 67: a DOWN that is queued already stays', async () => {
    const { ref, pid, returned, messages } = await world.run(function* () {
      const pid = yield* deadPid();
      const ref = Process.monitor(pid);
      yield* turns();
      return { ref, pid, returned: Process.demonitor(ref), messages: yield* flush() };
    });
    expect(returned).to.equal(true);
    expect(messages).to.deep.equal([['DOWN', ref, 'process', pid, 'noproc']]);
  });

  it('rule 68: flush removes the queued DOWN and nothing else', async () => {
    const { other, pid, messages } = await world.run(function* () {
      const pid = yield* deadPid();
      send(self(), 'before');
      const ref = Process.monitor(pid);
      yield* turns();
      send(self(), 'between');
      const other = Process.monitor(pid);
      yield* turns();
      send(self(), 'after');
      Process.demonitor(ref, { flush: true });
      return { other, pid, messages: yield* flush() };
    });
    expect(messages).to.deep.equal(['before', 'between', ['DOWN', other, 'process', pid, 'noproc'], 'after']);
  });

  it('rule 69: info says whether the monitor was still active', async () => {
    const answers = await world.run(function* () {
      const active = Process.monitor(idle());
      const spent = Process.monitor(yield* deadPid());
      yield* turns();
      return [active, active, spent, makeRef()].map((ref) => Process.demonitor(ref, { info: true }));
    });
    expect(answers).to.deep.equal([true, false, false, false]);
  });

  it('rule 70: flush and info together remove a queued DOWN and say false', async () => {
    const result = await world.run(function* () {
      const ref = Process.monitor(yield* deadPid());
      yield* turns();
      return [Process.demonitor(ref, ['flush', 'info']), yield* flush()];
    });
    expect(result).to.deep.equal([false, []]);
  });

  it('rule 71: a spent or unknown reference is called off with true', async () => {
    const answers = await world.run(function* () {
      const pid = idle();
      const ref = Process.monitor(pid);
      Process.exit(pid, 'boom');
      yield* receive(['DOWN', ref, P.any, P.any, P.any]);
      return [Process.demonitor(ref), Process.demonitor(ref), Process.demonitor(makeRef())];
    });
    expect(answers).to.deep.equal([true, true, true]);
  });

  it('rule 72: only the owner can call its monitor off', async () => {
    const outcome = await world.run(function* () {
      const target = idle();
      const watcher = puppet();
      const ref = yield* ask(watcher, () => Process.monitor(target));
      const returned = Process.demonitor(ref);
      Process.exit(target, 'boom');
      yield* turns();
      return [returned, tagsIn(Process.info(watcher, 'messages'))];
    });
    expect(outcome).to.deep.equal([true, ['DOWN']]);
  });

  it('rule 73: the monitors of a dead watcher vanish from the target', async () => {
    const { watcher, before, later } = await world.run(function* () {
      const target = idle();
      const watcher = puppet();
      yield* ask(watcher, () => [Process.monitor(target), Process.monitor(target)].length);
      const before = Process.info(target, 'monitoredBy');
      Process.exit(watcher, 'kill');
      yield* downOf(watcher);
      return { watcher, before, later: Process.info(target, 'monitoredBy') };
    });
    expect(before).to.deep.equal([watcher, watcher]);
    expect(later).to.deep.equal([]);
  });
});
