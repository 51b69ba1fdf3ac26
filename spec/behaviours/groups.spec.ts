import { expect } from 'chai';
import { makeRef, Process, receive, Registry, run, Runtime, self, send, spawn, type Pid } from '../../lib/index.js';
import { Groups } from '../../lib/behaviours/groups.js';
import '../identity.js';
import { codeOf } from '../semantics/messages.js';
import { ask, deadPid, downOf, flush, idle, puppet, startRuntime } from '../semantics/support.js';

describe('Groups', () => {
  const world = startRuntime();

  it('hold processes, those of the caller and others', async () => {
    const { pids, found } = await world.run(() => {
      const pids = [self(), idle(), idle()] as const;
      Groups.join('crew', pids[0]);
      Groups.join('crew', [pids[1], pids[2]]);
      return { pids, found: [Groups.members('crew'), Groups.localMembers('crew')] };
    });
    expect(found).to.deep.equal([pids, pids]);
  });

  it('rule 138: count a process as often as it has joined, and want as many leaves', async () => {
    const lengths = await world.run(() => {
      const [one, other] = [idle(), idle()];
      Groups.join('crew', [one, other, one]);
      const length = (): number => Groups.members('crew').length;
      return [length(), Groups.leave('crew', one), length(), Groups.leave('crew', [one, other]), length(), Groups.leave('crew', one), Groups.leave('nobody', one)];
    });
    expect(lengths).to.deep.equal([3, true, 2, true, 0, false, false]);
  });

  it('go by any term, compared by what it looks like', async () => {
    const lengths = await world.run(() => {
      Groups.join(['room', { id: 1 }], self());
      return [['room', { id: 1 }], ['room', { id: 2 }], 'room'].map((group) => Groups.members(group).length);
    });
    expect(lengths).to.deep.equal([1, 0, 0]);
  });

  it('are listed while they have members', async () => {
    const lists = await world.run(() => {
      Groups.join(['a'], self());
      Groups.join('b', self());
      const before = Groups.whichGroups();
      Groups.leave('b', self());
      return [before, Groups.whichGroups()];
    });
    expect(lists).to.deep.equal([[['a'], 'b'], [['a']]]);
  });

  it('have scopes that are apart', async () => {
    const found = await world.run(() => {
      Groups.scope('chat').join('crew', self());
      return [Groups.scope('chat').members('crew').length, Groups.members('crew').length, Groups.scope('other').whichGroups(), codeOf(() => Groups.scope(''))];
    });
    expect(found).to.deep.equal([1, 0, [], 'BEAMWORK_BAD_NAME']);
  });

  it('are those of one runtime', async () => {
    const other = await Runtime.start({ logger: world.logger });
    await world.run(() => Groups.join('crew', idle()));
    const there = await other.run(() => Groups.members('crew'));
    const here = await world.run(() => Groups.members('crew').length);
    await other.stop();
    expect([there, here]).to.deep.equal([[], 1]);
  });

  it('rule 138: refuse the dead, strangers and what is no pid, and then nobody has joined', async () => {
    const other = await Runtime.start({ logger: world.logger });
    const stranger = await other.run(() => idle());
    const found = await world.run(function* () {
      const dead = yield* deadPid();
      return [
        codeOf(() => Groups.join('crew', [self(), dead])),
        codeOf(() => Groups.join('crew', [self(), stranger])),
        codeOf(() => Reflect.apply(Groups.join, Groups, ['crew', 'worker'])),
        Groups.members('crew'),
      ];
    });
    await other.stop();
    expect(found).to.deep.equal(['BEAMWORK_NOPROC', 'BEAMWORK_BAD_PID', 'BEAMWORK_BAD_PID', []]);
  });

  it('give a list that nobody can change', async () => {
    const frozen = await world.run(() => {
      Groups.join('crew', self());
      return [Object.isFrozen(Groups.members('crew')), Object.isFrozen(Groups.members('none'))];
    });
    expect(frozen).to.deep.equal([true, true]);
  });

  describe('the end of a member', () => {
    it('rule 138: takes it out of all its groups before anybody hears of it', async () => {
      const found = await world.run(function* () {
        const pid = idle();
        Groups.join('a', [pid, pid, self()]);
        Groups.join('b', pid);
        Process.exit(pid, 'kill');
        yield* downOf(pid);
        return [Groups.members('a').length, Groups.members('b'), Groups.whichGroups()];
      });
      expect(found).to.deep.equal([1, [], ['a']]);
    });

    it('is over for an observer of names, which hears first', async () => {
      const pid = spawn(() => receive('stop'));
      Process.register(pid, 'worker');
      Groups.join('observed', [pid, pid]);
      const seen: number[] = [Groups.members('observed').length];
      const subscription = Runtime.default().get(Registry).events$.subscribe(() => seen.push(Groups.members('observed').length));
      send(pid, 'stop');
      await run(() => downOf(pid));
      subscription.unsubscribe();
      expect(seen).to.deep.equal([2, 0]);
    });

    it('is handled for 100,000 members in little time', async () => {
      const lengths = await world.run(function* () {
        for (let index = 0; index < 100_000; index++) {
          const pid = spawn(() => {});
          Groups.join('all', pid);
        }
        const before = Groups.members('all').length;
        const last = idle();
        Groups.join('all', last);
        Process.exit(last, 'kill');
        yield* downOf(last);
        return [before, Groups.members('all').length];
      });
      expect(lengths).to.deep.equal([100_000, 0]);
    });
  });

  describe('monitor', () => {
    it('tells a process who is there, and then of each change', async () => {
      const { ref, first, messages, pids } = await world.run(function* () {
        const pids = [idle(), idle()] as const;
        Groups.join(['crew'], pids[0]);
        const [ref, first] = Groups.monitor(['crew']);
        Groups.join(['crew'], [pids[1], pids[1]]);
        Groups.leave(['crew'], pids[0]);
        Process.exit(pids[1], 'kill');
        return { ref, first, pids, messages: yield* flush() };
      });
      expect(first).to.deep.equal([pids[0]]);
      expect(messages).to.deep.equal([
        [ref, 'join', ['crew'], [pids[1], pids[1]]],
        [ref, 'leave', ['crew'], [pids[0]]],
        [ref, 'leave', ['crew'], [pids[1]]],
        [ref, 'leave', ['crew'], [pids[1]]],
      ]);
    });

    it('is ended by demonitor, once', async () => {
      const found = await world.run(function* () {
        const [ref] = Groups.monitor('crew');
        const results = [Groups.demonitor(ref), Groups.demonitor(ref), Groups.demonitor(makeRef())];
        Groups.join('crew', idle());
        return [...results, yield* flush()];
      });
      expect(found).to.deep.equal([true, false, false, []]);
    });

    it('is for processes, and belongs to the one that asked', async () => {
      expect(codeOf(() => Groups.monitor('crew'))).to.equal('BEAMWORK_OUTSIDE_PROCESS');
      const result = await world.run(function* () {
        const [ref] = Groups.monitor('crew');
        return yield* ask(puppet(), () => Groups.demonitor(ref));
      });
      expect(result).to.equal(false);
    });
  });

  it('may be joined and left from outside, in the default runtime', async () => {
    const pid = spawn(() => receive('stop'));
    Groups.join('from outside', pid);
    expect(Groups.members('from outside')).to.deep.equal([pid]);
    expect(Groups.leave('from outside', pid)).to.equal(true);
    send(pid, 'stop');
  });

  it('know the pid of a member, whatever it is asked for', async () => {
    const pid: Pid | undefined = await world.run(() => {
      Groups.join('crew', self());
      return Groups.members('crew')[0];
    });
    expect(pid).to.not.equal(undefined);
    expect(await world.run(() => Groups.members('crew'))).to.deep.equal([]);
  });
});
