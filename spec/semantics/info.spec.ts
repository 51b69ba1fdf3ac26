import { expect } from 'chai';
import { exit, isPid, P, Process, receive, self, send, spawn, spawnLink, type InfoKey } from '../../lib/index.js';
import '../identity.js';
import { ask, deadPid, downOf, flush, idle, puppet, startRuntime, turns } from './support.js';

describe('process info', () => {
  const world = startRuntime();

  it('rule 109: info on a dead pid is undefined', async () => {
    const answers = await world.run(function* () {
      const pid = yield* deadPid();
      return [Process.info(pid), Process.info(pid, 'links'), Process.info(pid, ['links', 'status'])];
    });
    expect(answers).to.deep.equal([undefined, undefined, undefined]);
  });

  it('rule 109: a process that was just killed has no info any more', async () => {
    const answer = await world.run(() => {
      const pid = idle();
      Process.exit(pid, 'kill');
      return Process.info(pid, 'status');
    });
    expect(answer).to.equal(undefined);
  });

  it('rule 110: the queue length counts all messages, wanted or not', async () => {
    const { lengths, messages } = await world.run(function* () {
      const pid = spawn(function* () {
        for (;;) yield* receive(['wanted', P.number]);
      });
      for (const message of ['odd', ['wanted', 1], 'odd again', ['wanted', 2], { n: 3 }]) send(pid, message);
      const lengths = [Process.info(pid, 'messageQueueLen')];
      yield* turns();
      lengths.push(Process.info(pid, 'messageQueueLen'));
      return { lengths, messages: Process.info(pid, 'messages') };
    });
    expect(lengths).to.deep.equal([5, 3]);
    expect(messages).to.deep.equal(['odd', 'odd again', { n: 3 }]);
  });

  it('rule 110: length and messages agree at any moment', async () => {
    const pairs = await world.run(function* () {
      const pid = spawn(function* () {
        for (;;) {
          yield* receive(P.number);
          yield;
        }
      });
      const pairs: unknown[][] = [];
      for (let n = 0; n < 30; n++) {
        send(pid, n % 3 === 0 ? 'odd' : n);
        if (n % 4 === 0) yield* turns(1);
        const info = Process.info(pid, ['messageQueueLen', 'messages']);
        pairs.push([info?.messageQueueLen, info?.messages.length]);
      }
      return pairs;
    });
    expect(pairs.every(([length, count]) => length === count)).to.equal(true);
    expect(pairs.at(-1)?.[0]).to.be.at.least(10);
  });

  it('rule 110: shown messages are copies', async () => {
    const messages = await world.run(function* () {
      send(self(), { n: 1 });
      const [shown] = Process.info(self(), 'messages') ?? [];
      Object.assign(Object(shown), { n: 2 });
      return yield* flush();
    });
    expect(messages).to.deep.equal([{ n: 1 }]);
  });

  it('rule 111: asking about oneself receives what was sent before', async () => {
    const { pid, ref, exits, downs } = await world.run(function* () {
      Process.flag('trapExit', true);
      const pid = idle();
      Process.link(pid);
      Process.exit(pid, 'boom');
      Process.isAlive(pid);
      const exits = Process.info(self(), 'messages');
      const ref = Process.monitor(pid);
      return { pid, ref, exits, downs: Process.info(self(), ['messageQueueLen', 'messages']) };
    });
    expect(exits).to.deep.equal([['EXIT', pid, 'boom']]);
    expect(downs).to.deep.equal({ messageQueueLen: 2, messages: [['EXIT', pid, 'boom'], ['DOWN', ref, 'process', pid, 'noproc']] });
  });

  it('rule 111: asking about another comes after what the asker sent', async () => {
    const { me, inbox, links } = await world.run(function* () {
      const pid = idle({ trapExit: true });
      yield* turns();
      Process.link(pid);
      send(pid, 'hi');
      Process.exit(pid, 'normal');
      return { me: self(), inbox: Process.info(pid, 'messages'), links: Process.info(pid, 'links') };
    });
    expect(inbox).to.deep.equal(['hi', ['EXIT', me, 'normal']]);
    expect(links).to.deep.equal([me]);
  });

  it('rule 112: links, monitors and watchers are listed', async () => {
    const { me, pid, own, other } = await world.run(() => {
      const pid = idle();
      Process.register(self(), 'me');
      Process.link(pid);
      Process.monitor(pid);
      const keys = ['links', 'monitors', 'monitoredBy'] as const satisfies InfoKey[];
      return { me: self(), pid, own: Process.info(self(), keys), other: Process.info(pid, keys) };
    });
    expect(own).to.deep.equal({ links: [pid], monitors: [['process', pid]], monitoredBy: [] });
    expect(other).to.deep.equal({ links: [me], monitors: [], monitoredBy: [me] });
  });

  it('rule 112: a monitor by name is listed with name and node', async () => {
    const monitors = await world.run(() => {
      Process.register(idle(), 'worker');
      Process.monitor('worker');
      return Process.info(self(), 'monitors');
    });
    expect(monitors).to.deep.equal([['process', ['worker', 'nonode@nohost']]]);
  });

  it('rule 112: the lists shrink as soon as the other side is gone', async () => {
    const lists = await world.run(function* () {
      const middle = puppet({ trapExit: true });
      const [linked, watched, watcher] = [idle(), idle(), puppet()];
      yield* ask(middle, () => [Process.link(linked), Process.monitor(watched)].length);
      yield* ask(watcher, () => Process.monitor(middle));
      const count = () => [Process.info(middle, 'links')?.length, Process.info(middle, 'monitors')?.length, Process.info(middle, 'monitoredBy')?.length];
      const lists = [count()];
      for (const pid of [linked, watched, watcher]) {
        Process.exit(pid, 'kill');
        Process.isAlive(pid);
        lists.push(count());
      }
      return lists;
    });
    expect(lists).to.deep.equal([
      [1, 1, 1],
      [0, 1, 1],
      [0, 0, 1],
      [0, 0, 0],
    ]);
  });

  it('rule 112: unlink and demonitor shrink them too', async () => {
    const lists = await world.run(() => {
      const pid = idle();
      Process.link(pid);
      const ref = Process.monitor(pid);
      Process.unlink(pid);
      Process.demonitor(ref);
      return [Process.info(self(), ['links', 'monitors']), Process.info(pid, ['links', 'monitoredBy'])];
    });
    expect(lists).to.deep.equal([
      { links: [], monitors: [] },
      { links: [], monitoredBy: [] },
    ]);
  });

  it('rule 113: the registered name is empty without one', async () => {
    const names = await world.run(() => {
      const before = Process.info(self(), 'registeredName');
      Process.register(self(), 'me');
      const named = Process.info(self(), ['registeredName']);
      Process.unregister('me');
      return [before, named, Process.info(self(), 'registeredName')];
    });
    expect(names).to.deep.equal([[], { registeredName: 'me' }, []]);
  });

  it('rule 114: the parent is the process that spawned', async () => {
    const { me, parents, own } = await world.run(() => ({
      me: self(),
      parents: [spawn(() => {}), spawnLink(() => {}), idle()].map((pid) => Process.info(pid, 'parent')),
      own: Process.info(self(), 'parent'),
    }));
    expect(parents).to.deep.equal([me, me, me]);
    expect(own).to.equal(undefined);
  });

  it('rule 114: the label is what setLabel set, a copy of it', async () => {
    const labels = await world.run(() => {
      const label = { role: 'till', desk: [1] };
      const before = Process.info(self(), 'label');
      Process.setLabel(label);
      label.desk.push(2);
      return [before, Process.info(self(), 'label')];
    });
    expect(labels).to.deep.equal([undefined, { role: 'till', desk: [1] }]);
  });

  it('rule 114: the status is running, runnable or waiting', async () => {
    const statuses = await world.run(function* () {
      const pid = idle();
      const statuses = [Process.info(self(), 'status'), Process.info(pid, 'status')];
      yield* turns();
      return [...statuses, Process.info(pid, 'status')];
    });
    expect(statuses).to.deep.equal(['running', 'runnable', 'waiting']);
  });

  it('rule 115: a list never shows a pid that never lived', async () => {
    const { strangers, listed } = await world.run(function* () {
      const known = new Set([self()]);
      const seen = new Set<unknown>();
      for (let round = 0; round < 50; round++) {
        const born = Array.from({ length: 20 }, (_, n) => (n % 2 === 0 ? idle() : spawn(() => exit('at once'))));
        for (const pid of born) known.add(pid);
        for (const pid of Process.list()) seen.add(pid);
        for (const pid of born.slice(0, 15)) Process.exit(pid, 'kill');
        yield* turns(1);
        for (const pid of Process.list()) seen.add(pid);
      }
      return { listed: seen.size, strangers: [...seen].filter((pid) => !isPid(pid) || !known.has(pid)) };
    });
    expect(strangers).to.deep.equal([]);
    expect(listed).to.be.above(50);
  });

  it('rule 115: a list shows the living, oldest first, and no dead', async () => {
    const { expected, list } = await world.run(function* () {
      const [one, two, three] = [idle(), idle(), idle()];
      Process.exit(two, 'kill');
      yield* downOf(two);
      return { expected: [self(), one, three], list: Process.list() };
    });
    expect(list).to.deep.equal(expected);
  });
});
