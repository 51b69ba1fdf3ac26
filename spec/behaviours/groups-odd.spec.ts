import { expect } from 'chai';
import { firstValueFrom } from 'rxjs';
import { Monitor, Process, receive, Registry, Runtime, self, send, spawn, type MonitorEvent, type Pid } from '../../lib/index.js';
import { Groups } from '../../lib/behaviours/groups.js';
import '../identity.js';
import { codeOf } from '../semantics/messages.js';
import { ask, downOf, flush, idle, puppet, startRuntime, turns } from '../semantics/support.js';

describe('Groups with odd names and members', () => {
  const world = startRuntime();

  it('are one group where reading the name joins it', async () => {
    const [members, joins] = await world.run(() => {
      let [reads, joins] = [0, 1];
      const name = {
        get id(): number {
          if (reads++ === 1) {
            joins++;
            Groups.join({ id: 1 }, self());
          }
          return 1;
        },
      };
      Groups.join(name, self());
      return [Groups.members({ id: 1 }).length, joins];
    });
    expect(members).to.equal(joins);
  });

  it('refuse a name that throws when it is read, or stands for very many values', async () => {
    let wide: unknown = [];
    for (let level = 0; level < 64; level++) wide = [wide, wide];
    const codes = await world.run(() => {
      const bad = { get id(): number { throw new Error('unreadable'); } };
      return [codeOf(() => Groups.join(bad, self())), codeOf(() => Groups.join(wide, self())), codeOf(() => Groups.members(wide)), Groups.whichGroups()];
    });
    expect(codes).to.deep.equal(['BEAMWORK_UNCOPYABLE', 'BEAMWORK_BAD_KEY', 'BEAMWORK_BAD_KEY', []]);
  });

  it('refuse a list with holes', async () => {
    const found = await world.run(() => [codeOf(() => Groups.join('crew', new Array<Pid>(2))), codeOf(() => Groups.leave('crew', new Array<Pid>(1))), Groups.members('crew')]);
    expect(found).to.deep.equal(['BEAMWORK_BAD_PID', 'BEAMWORK_BAD_PID', []]);
  });

  it('take 10,000 members in and out, and 10,000 ends, and leave no monitor behind', async () => {
    let balance = 0;
    const seen = { monitored: 0, demonitored: 0, down: 0 };
    world.runtime.get(Monitor).events$.subscribe(({ type }: MonitorEvent) => {
      seen[type]++;
      balance += type === 'monitored' ? 1 : -1;
    });
    const found = await world.run(function* () {
      const [before, pids] = [balance, Array.from({ length: 10_000 }, () => idle())];
      Groups.join('all', [...pids, ...pids]);
      Groups.join('few', pids.slice(0, 10));
      const steps = [Groups.members('all').length, balance - before];
      Groups.leave('all', pids);
      steps.push(Groups.members('all').length, balance - before);
      Groups.leave('all', pids);
      steps.push(Groups.members('all').length, balance - before);
      Groups.join('all', pids);
      for (const pid of pids) Process.exit(pid, 'kill');
      yield* turns();
      return [...steps, Groups.members('all').length, Groups.whichGroups().length, balance - before];
    });
    expect(found).to.deep.equal([20_000, 10_000, 10_000, 10_000, 0, 10, 0, 0, 0]);
    expect(seen.down).to.be.at.least(10_000);
  });

  it('forget a watcher that ends', async () => {
    const { messages, watched } = await world.run(function* () {
      const watcher = puppet();
      yield* ask(watcher, () => Groups.monitor('crew'));
      const [ref] = Groups.monitor('crew');
      Process.exit(watcher, 'kill');
      yield* downOf(watcher);
      const member = idle();
      Groups.join('crew', member);
      return { messages: yield* flush(), watched: [ref, 'join', 'crew', [member]] };
    });
    expect(messages).to.deep.equal([watched]);
    expect(world.logger.warnings).to.deep.equal([]);
  });

  it('watch twice where they are asked twice, and each is ended by itself', async () => {
    const found = await world.run(function* () {
      const [[one], [other]] = [Groups.monitor('crew'), Groups.monitor('crew')];
      const me = self();
      Groups.join('crew', me);
      Groups.demonitor(one);
      Groups.leave('crew', me);
      return { messages: yield* flush(), expected: [[one, 'join', 'crew', [me]], [other, 'join', 'crew', [me]], [other, 'leave', 'crew', [me]]] };
    });
    expect(found.messages).to.deep.equal(found.expected);
  });
});

describe('Groups in the moment of an end', () => {
  it('are not listed for those who hear first, and their members are a list that nobody can change', async () => {
    const pid = spawn(() => receive('stop'));
    Process.register(pid, 'member');
    Groups.join(['last of', 1], pid);
    const listed = (): boolean => Groups.whichGroups().some((name) => Array.isArray(name) && name[0] === 'last of');
    const seen: unknown[] = [listed()];
    const subscription = Runtime.default().get(Registry).events$.subscribe(() => seen.push(listed(), Object.isFrozen(Groups.members(['last of', 1]))));
    send(pid, 'stop');
    await firstValueFrom(Runtime.default().get(Monitor).down$(pid));
    subscription.unsubscribe();
    expect(seen).to.deep.equal([true, false, true]);
  });

  it('tell subscribers of other changes without those who have ended', async () => {
    const pids = [spawn(() => receive('stop')), spawn(() => receive('stop'))] as const;
    Process.register(pids[0], 'first member');
    Groups.join('waning', pids);
    const lists: (readonly Pid[])[] = [];
    const members = Groups.members$('waning').subscribe((list) => lists.push(list));
    const names = Runtime.default().get(Registry).events$.subscribe(() => Groups.leave('waning', pids[1]));
    send(pids[0], 'stop');
    await firstValueFrom(Runtime.default().get(Monitor).down$(pids[0]));
    members.unsubscribe();
    names.unsubscribe();
    send(pids[1], 'stop');
    expect(lists).to.deep.equal([[...pids], [], []]);
  });
});

describe('Subscribers of Groups', () => {
  it('may unsubscribe, join and leave inside of next', async () => {
    const pids = [spawn(() => receive('stop')), spawn(() => receive('stop'))] as const;
    const seen: [string, number][] = [];
    const first = Groups.members$('busy').subscribe(({ length }) => {
      seen.push(['first', length]);
      if (length === 1) Groups.join('busy', pids[1]);
      if (length === 2) Groups.leave('busy', pids[0]);
    });
    const second = Groups.members$('busy').subscribe(({ length }) => {
      seen.push(['second', length]);
      if (length === 2) second.unsubscribe();
    });
    Groups.join('busy', pids[0]);
    expect(seen).to.deep.equal([['first', 0], ['second', 0], ['first', 1], ['second', 1], ['first', 2], ['second', 2], ['first', 1], ['first', 2]]);
    first.unsubscribe();
    for (const pid of pids) send(pid, 'stop');
  });

  it('that leave at once leave nothing: the group is gone with its last member', async () => {
    const pid = spawn(() => receive('stop'));
    expect(await firstValueFrom(Groups.members$('brief'))).to.deep.equal([]);
    Groups.join('brief', pid);
    expect(await firstValueFrom(Groups.members$('brief'))).to.deep.equal([pid]);
    Groups.leave('brief', pid);
    expect(Groups.whichGroups()).to.not.include('brief');
    send(pid, 'stop');
  });
});
