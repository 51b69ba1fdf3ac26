import { P, type Pid, Process, receive, self, send } from '../../../lib/index.js';
import type { Restart } from '../../../lib/behaviours/child-spec.js';
import { Supervisor } from '../../../lib/behaviours/supervisor.js';
import type { AutoShutdown } from '../../../lib/behaviours/supervisor-options.js';
import { down, downOf, flush, label, type Scenario, type Step } from '../dsl.js';
import { crashes, killed, plain, starts, sup, trapper } from './sup-workers.js';

/** Was a worker of this type started again after it had ended for this reason? */
function* again(restart: Restart, reason: unknown): Step {
  Process.flag('trapExit', true);
  const s = yield* sup([plain('w', self(), { restart })]);
  const [, , worker] = yield* receive(['start', 'w', P.pid]);
  send(worker, ['die', reason]);
  const messages = starts(yield* flush(20));
  const children = (yield* Supervisor.whichChildren(s)).map(({ id }) => id);
  yield* Supervisor.stop(s);
  return [messages.length > 0, children];
}

function* againAfter(restart: Restart, reasons: readonly unknown[]): Step {
  const results: unknown[] = [];
  for (const reason of reasons) results.push(yield* again(restart, reason));
  return results;
}

/** A supervisor that ends with its significant children: workers end one by one; what became of the supervisor? */
function* significant(autoShutdown: AutoShutdown, names: readonly string[]): Step {
  Process.flag('trapExit', true);
  const workers = ['x', 'y', 'other'].map((id) => plain(id, self(), { restart: 'transient', significant: id !== 'other' }));
  const s = yield* sup(workers, { autoShutdown });
  const ref = Process.monitor(s);
  const pids = new Map<unknown, Pid>();
  for (const _ of workers) {
    const [, id, pid] = yield* receive(['start', P.string, P.pid]);
    pids.set(id, pid);
  }
  for (const name of names) {
    const pid = pids.get(name) ?? self();
    send(pid, ['die', 'normal']);
    yield* downOf(pid);
    yield* Process.sleep(10);
  }
  const reason = yield* down(ref);
  return reason === 'no_down' ? 'goes_on' : reason;
}

const reasons = ['normal', 'shutdown', ['shutdown', 'x'], 'boom'];

/** Supervisors at their limits: when they start a child again, and when they give up. */
export const supervisorLimits: readonly Scenario[] = [
  { name: 'sup.at_its_intensity_goes_on', rules: [132], elixir: `crashes(3)`, run: () => crashes(3) },
  { name: 'sup.over_its_intensity_gives_up', rules: [132], elixir: `crashes(4)`, run: () => crashes(4) },
  { name: 'sup.gives_up_once_and_for_all', rules: [132], elixir: `crashes(5)`, run: () => crashes(5) },
  { name: 'sup.one_restart_allowed_and_used', rules: [132], elixir: `crashes(1, max_restarts: 1)`, run: () => crashes(1, { maxRestarts: 1 }) },
  { name: 'sup.one_restart_allowed_and_two_needed', rules: [132], elixir: `crashes(2, max_restarts: 1)`, run: () => crashes(2, { maxRestarts: 1 }) },
  {
    name: 'sup.normal_ends_of_a_permanent_child_count',
    rules: [130, 132],
    elixir: `crashes(4, [], :normal)`,
    run: () => crashes(4, {}, 'normal'),
  },
  {
    name: 'sup.permanent_comes_back_always',
    rules: [130],
    elixir: `for reason <- [:normal, :shutdown, {:shutdown, :x}, :boom], do: again?(:permanent, reason)`,
    run: () => againAfter('permanent', reasons),
  },
  {
    name: 'sup.transient_comes_back_after_a_crash',
    rules: [130],
    elixir: `for reason <- [:normal, :shutdown, {:shutdown, :x}, :boom], do: again?(:transient, reason)`,
    run: () => againAfter('transient', reasons),
  },
  {
    name: 'sup.temporary_never_comes_back',
    rules: [130],
    elixir: `for reason <- [:normal, :shutdown, {:shutdown, :x}, :boom], do: again?(:temporary, reason)`,
    run: () => againAfter('temporary', reasons),
  },
  {
    name: 'sup.deaths_of_all_children_count_together',
    rules: [132],
    elixir: `
      Process.flag(:trap_exit, true)
      s = sup((for id <- [:a, :b], do: {Plain, {id, self(), []}}), strategy: :one_for_one, max_restarts: 2)
      ref = Process.monitor(s)
      for id <- [:a, :b, :a], do: (receive do {:start, ^id, p} -> send(p, {:die, :boom}); down_of(p) end)
      down(ref)
    `,
    *run() {
      Process.flag('trapExit', true);
      const s = yield* sup(['a', 'b'].map((id) => plain(id, self())), { maxRestarts: 2 });
      const ref = Process.monitor(s);
      for (const id of ['a', 'b', 'a']) {
        const [, , p] = yield* receive(['start', id, P.pid]);
        send(p, ['die', 'boom']);
        yield* downOf(p);
      }
      return yield* down(ref);
    },
  },
  {
    name: 'sup.one_for_all_counts_one_restart_for_all',
    rules: [131, 132],
    elixir: `
      Process.flag(:trap_exit, true)
      s = sup((for id <- [:a, :b, :c], do: {Plain, {id, self(), []}}), strategy: :one_for_all, max_restarts: 1)
      receive do {:start, :b, p} -> send(p, {:die, :boom}) end
      {Enum.sort(starts(no_exits(flush(50)))), Process.alive?(s)}
    `,
    *run() {
      Process.flag('trapExit', true);
      const s = yield* sup(['a', 'b', 'c'].map((id) => plain(id, self())), { strategy: 'one_for_all', maxRestarts: 1 });
      const [, , p] = yield* receive(['start', 'b', P.pid]);
      send(p, ['die', 'boom']);
      return [starts(yield* flush(50)).sort(), Process.isAlive(s)];
    },
  },
  {
    name: 'sup.over_its_intensity_stops_the_others_in_reverse',
    rules: [128, 132],
    elixir: `
      Process.flag(:trap_exit, true)
      workers = for id <- [:oa, :ob], do: {Trapper, {id, self(), []}}
      sup(workers ++ [{Plain, {:w, self(), []}}], strategy: :one_for_one, max_restarts: 0)
      receive do {:start, :w, p} -> send(p, {:die, :boom}) end
      starts(flush(50)) |> Enum.map(fn {:EXIT, _, why} -> {:EXIT, why}; m -> m end)
    `,
    *run() {
      Process.flag('trapExit', true);
      const workers = ['oa', 'ob'].map((id) => trapper(id, self()));
      yield* sup([...workers, plain('w', self())], { maxRestarts: 0 });
      const [, , p] = yield* receive(['start', 'w', P.pid]);
      send(p, ['die', 'boom']);
      const messages = yield* flush(50);
      const end = messages.filter((message) => Array.isArray(message) && message[0] === 'EXIT').map((message) => (Array.isArray(message) ? ['EXIT', message[2]] : message));
      return [...starts(messages), ...end];
    },
  },
  {
    name: 'sup.inner_one_that_gives_up_is_started_again',
    rules: [132],
    elixir: `
      me = self()
      Process.flag(:trap_exit, true)
      inner = {Supervisor, :start_link, [[{Plain, {:w, me, []}}], [strategy: :one_for_one, max_restarts: 0]]}
      s = sup([%{id: :inner, type: :supervisor, start: inner}], strategy: :one_for_one)
      receive do {:start, :w, p} -> send(p, {:die, :boom}) end
      {starts(no_exits(flush(50))), Process.alive?(s)}
    `,
    *run() {
      const me = self();
      Process.flag('trapExit', true);
      const inner = () => Supervisor.startLink([plain('w', me)], { maxRestarts: 0 });
      const s = yield* sup([{ id: 'inner', type: 'supervisor', start: inner }]);
      const [, , p] = yield* receive(['start', 'w', P.pid]);
      send(p, ['die', 'boom']);
      return [starts(yield* flush(50)), Process.isAlive(s)];
    },
  },
  {
    name: 'sup.what_it_stops_itself_does_not_count',
    rules: [134],
    elixir: `
      Process.flag(:trap_exit, true)
      s = sup([{Plain, {:w, self(), []}}], strategy: :one_for_one, max_restarts: 0)
      for _ <- 1..5, do: (Supervisor.terminate_child(s, :w); Supervisor.restart_child(s, :w))
      {length(flush()), Process.alive?(s)}
    `,
    *run() {
      Process.flag('trapExit', true);
      const s = label(yield* sup([plain('w', self())], { maxRestarts: 0 }), 's');
      for (let n = 0; n < 5; n++) {
        yield* Supervisor.terminateChild(s, 'w');
        yield* Supervisor.restartChild(s, 'w');
      }
      return [(yield* flush()).length, Process.isAlive(s)];
    },
  },
  { name: 'sup.one_for_one_kill_middle', rules: [131], elixir: `strategy(:one_for_one, 1)`, run: () => killed('one_for_one', 1) },
  { name: 'sup.one_significant_end_of_any', rules: [135], elixir: `significant(:any_significant, [:x])`, run: () => significant('any_significant', ['x']) },
  { name: 'sup.one_significant_end_of_all', rules: [135], elixir: `significant(:all_significant, [:x])`, run: () => significant('all_significant', ['x']) },
  { name: 'sup.all_significant_ends', rules: [135], elixir: `significant(:all_significant, [:x, :y])`, run: () => significant('all_significant', ['x', 'y']) },
  { name: 'sup.end_that_is_not_significant', rules: [135], elixir: `significant(:any_significant, [:other])`, run: () => significant('any_significant', ['other']) },
];
