import { expect } from 'chai';
import { map, type Observable } from 'rxjs';
import { Process, self, type Pid } from '../../lib/index.js';
import { Groups } from '../../lib/behaviours/groups.js';
import '../identity.js';
import { downOf, idle, startRuntime } from '../semantics/support.js';

describe('Groups.members$', () => {
  const world = startRuntime();
  const members$ = (group: unknown): Promise<Observable<readonly Pid[]>> => world.run(() => Groups.members$(group));

  it('gives the present list at once, then one for each change', async () => {
    const lists: (readonly Pid[])[] = [];
    const first = await world.run(() => {
      const pid = idle();
      Groups.join('crew', pid);
      return pid;
    });
    (await members$('crew')).subscribe((list) => lists.push(list));
    expect(lists).to.deep.equal([[first]]);
    const [second, third] = await world.run(function* () {
      const pids = [idle(), idle()] as const;
      Groups.join('crew', pids);
      Groups.join('crew', []);
      Groups.leave('crew', first);
      Groups.leave('crew', first);
      Process.exit(pids[0], 'kill');
      yield* downOf(pids[0]);
      return pids;
    });
    expect(lists).to.deep.equal([[first], [first, second, third], [second, third], [third]]);
  });

  it('tells of one change by the end of a process that joined twice', async () => {
    const lengths: number[] = [];
    (await members$('crew')).pipe(map(({ length }) => length)).subscribe((length) => lengths.push(length));
    await world.run(() => Groups.join('crew', [self(), self()]));
    expect(lengths).to.deep.equal([0, 2, 0]);
  });

  it('hears nothing of other groups, and nothing after it was unsubscribed', async () => {
    const lengths: number[] = [];
    const subscription = (await members$('crew')).subscribe(({ length }) => lengths.push(length));
    await world.run(() => Groups.join('other', self()));
    subscription.unsubscribe();
    await world.run(() => Groups.join('crew', self()));
    expect(lengths).to.deep.equal([0]);
  });

  it('starts anew with each subscription, also after the group has been empty', async () => {
    const stream$ = await members$('crew');
    stream$.subscribe().unsubscribe();
    await world.run(() => Groups.join('crew', idle()));
    const lengths: number[] = [];
    stream$.subscribe(({ length }) => lengths.push(length));
    await world.run(() => Groups.join('crew', idle()));
    expect(lengths).to.deep.equal([1, 2]);
  });

  it('survives a subscriber that throws, which is logged and hurts nobody', async () => {
    const lengths: number[] = [];
    const stream$ = await members$('crew');
    stream$.subscribe(() => {
      throw new Error('bad subscriber');
    });
    stream$.subscribe(({ length }) => lengths.push(length));
    const joined = await world.run(() => {
      Groups.join('crew', self());
      return Groups.members('crew').length;
    });
    expect([joined, lengths]).to.deep.equal([1, [0, 1, 0]]);
    expect(world.logger.warnings).to.have.length(3);
    expect(world.logger.warnings[0]).to.contain('bad subscriber');
    expect(world.logger.crashes).to.deep.equal([]);
  });

  it('gives changes in one order to all, also those that a subscriber makes', async () => {
    const seen: [string, number][] = [];
    const [pid, extra] = await world.run(() => [idle(), idle()] as const);
    const stream$ = await members$('crew');
    const join = (group: Pid): Promise<void> => world.run(() => Groups.join('crew', group));
    let again: Promise<void> | undefined;
    stream$.subscribe(({ length }) => {
      seen.push(['a', length]);
      if (length === 1) again ??= join(extra);
    });
    stream$.subscribe(({ length }) => seen.push(['b', length]));
    await join(pid);
    await again;
    expect(seen).to.deep.equal([['a', 0], ['b', 0], ['a', 1], ['b', 1], ['a', 2], ['b', 2]]);
  });

  it('runs its subscribers outside of processes', async () => {
    const outside: boolean[] = [];
    (await members$('crew')).subscribe(() => {
      try {
        self();
        outside.push(false);
      } catch {
        outside.push(true);
      }
    });
    await world.run(() => Groups.join('crew', self()));
    expect(outside).to.deep.equal([true, true, true]);
  });

  it('completes when the runtime has stopped, and at once afterwards', async () => {
    const heard: unknown[] = [];
    const stream$ = await members$('crew');
    await world.run(() => Groups.join('crew', idle()));
    const observer = { next: (list: readonly Pid[]) => heard.push(list.length), complete: () => heard.push('complete') };
    stream$.subscribe(observer);
    await world.runtime.stop({ timeoutMs: 100 });
    expect(heard).to.deep.equal([1, 0, 'complete']);
    stream$.subscribe(observer);
    expect(heard).to.deep.equal([1, 0, 'complete', 'complete']);
  });

  it('fails for a group that no name can be', async () => {
    const circle: unknown[] = [];
    circle.push(circle);
    const errors: unknown[] = [];
    (await members$(circle)).subscribe({ error: (error) => errors.push(error.code) });
    expect(errors).to.deep.equal(['BEAMWORK_BAD_KEY']);
  });
});
