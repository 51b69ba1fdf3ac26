import { exit, P, Process, receive, self, send, stopWith } from '../../../lib/index.js';
import { DynamicSupervisor } from '../../../lib/behaviours/dynamic-supervisor.js';
import { Supervisor } from '../../../lib/behaviours/supervisor.js';
import { answer, dead, down, flush, label, puppet, type Scenario, tell, tellAsync } from '../dsl.js';
import { isNoExit, plain, S, starts, sup, trapper } from './sup-workers.js';

/** Supervisors that stop: orders, ways, and what they are asked. */
export const supervisorStops: readonly Scenario[] = [
  {
    name: 'sup.stops_in_reverse_order',
    rules: [128],
    elixir: `
      s = sup((for id <- [:oa, :ob, :oc], do: {Trapper, {id, self(), []}}), strategy: :one_for_one)
      started = starts(flush())
      Supervisor.stop(s)
      {started, flush()}
    `,
    *run() {
      const s = yield* sup(['oa', 'ob', 'oc'].map((id) => trapper(id, self())));
      const started = starts(yield* flush());
      yield* Supervisor.stop(s);
      return [started, yield* flush()];
    },
  },
  {
    name: 'sup.waits_for_each_before_the_next',
    rules: [128, 133],
    elixir: `
      s = sup([{Trapper, {:oa, self(), []}}, {Trapper, {:ob, self(), [slow: 100]}}], strategy: :one_for_one)
      flush()
      spawn(fn -> Supervisor.stop(s) end)
      {flush(30), flush(150)}
    `,
    *run() {
      const s = yield* sup([trapper('oa', self()), trapper('ob', self(), { slow: 100 })]);
      yield* flush();
      Process.spawn(() => Supervisor.stop(s));
      return [yield* flush(30), yield* flush(150)];
    },
  },
  {
    name: 'sup.brutal_kill_in_the_middle_is_silent',
    rules: [128, 133],
    elixir: `
      s = sup([{Trapper, {:oa, self(), []}}, {Trapper, {:ob, self(), [shutdown: :brutal_kill]}}, {Trapper, {:oc, self(), []}}], strategy: :one_for_one)
      flush()
      ref = Process.monitor(:ob)
      Supervisor.stop(s)
      {down(ref), flush()}
    `,
    *run() {
      const s = yield* sup([trapper('oa', self()), trapper('ob', self(), { shutdown: 'brutal_kill' }), trapper('oc', self())]);
      yield* flush();
      const ref = Process.monitor('ob');
      yield* Supervisor.stop(s);
      return [yield* down(ref), yield* flush()];
    },
  },
  {
    name: 'sup.tree_stops_from_its_end_to_its_beginning',
    rules: [128, 133],
    elixir: `
      me = self()
      inner = {Supervisor, :start_link, [(for id <- [:ob, :oc], do: {Trapper, {id, me, []}}), [strategy: :one_for_one]]}
      s = sup([{Trapper, {:oa, me, []}}, %{id: :inner, type: :supervisor, start: inner}, {Trapper, {:od, me, []}}], strategy: :one_for_one)
      flush()
      Supervisor.stop(s)
      flush()
    `,
    *run() {
      const me = self();
      const inner = () => Supervisor.startLink(['ob', 'oc'].map((id) => trapper(id, me)));
      const s = yield* sup([trapper('oa', me), { id: 'inner', type: 'supervisor', start: inner }, trapper('od', me)]);
      yield* flush();
      yield* Supervisor.stop(s);
      return yield* flush();
    },
  },
  {
    name: 'sup.failed_start_stops_what_was_started',
    rules: [129],
    elixir: `
      Process.flag(:trap_exit, true)
      bad = %{id: :bad, start: {S, :start_link, [[id: :bad, init: fn _ -> {:stop, :nope} end]]}}
      result = Supervisor.start_link((for id <- [:oa, :ob], do: {Trapper, {id, self(), []}}) ++ [bad], strategy: :one_for_one)
      {result, starts(no_exits(flush()))}
    `,
    *run() {
      Process.flag('trapExit', true);
      const bad = { id: 'bad', start: [S, () => stopWith('nope')] as const };
      const result = yield* answer(() => Supervisor.startLink([trapper('oa', self()), trapper('ob', self()), bad]));
      return [result, starts(yield* flush())];
    },
  },
  {
    name: 'sup.kill_of_it_reaches_its_children',
    rules: [41, 126],
    elixir: `
      Process.flag(:trap_exit, true)
      s = sup([{Trapper, {:oa, self(), []}}, {Plain, {:w, self(), []}}], strategy: :one_for_one)
      refs = [Process.monitor(:oa), receive(do: ({:start, :w, p} -> Process.monitor(p)))]
      flush()
      Process.exit(s, :kill)
      {Enum.map(refs, &down/1), no_exits(flush())}
    `,
    *run() {
      Process.flag('trapExit', true);
      const s = yield* sup([trapper('oa', self()), plain('w', self())]);
      const [, , worker] = yield* receive(['start', 'w', P.pid]);
      const refs = [Process.monitor('oa'), Process.monitor(worker)];
      yield* flush();
      Process.exit(s, 'kill');
      const reasons: unknown[] = [];
      for (const ref of refs) reasons.push(yield* down(ref));
      return [reasons, (yield* flush()).filter(isNoExit)];
    },
  },
  {
    name: 'sup.answers_about_children_it_lacks_or_has',
    rules: [128],
    elixir: `
      Process.flag(:trap_exit, true)
      s = sup([{Plain, {:w, self(), []}}], strategy: :one_for_one)
      lacks = {Supervisor.terminate_child(s, :none), Supervisor.restart_child(s, :none), Supervisor.delete_child(s, :none)}
      has = {Supervisor.restart_child(s, :w), Supervisor.delete_child(s, :w), Supervisor.terminate_child(s, :w), Supervisor.delete_child(s, :w)}
      {lacks, has, Supervisor.which_children(s)}
    `,
    *run() {
      Process.flag('trapExit', true);
      const s = yield* sup([plain('w', self())]);
      const lacks = [
        yield* answer(() => Supervisor.terminateChild(s, 'none')),
        yield* answer(() => Supervisor.restartChild(s, 'none')),
        yield* answer(() => Supervisor.deleteChild(s, 'none')),
      ];
      const has = [
        yield* answer(() => Supervisor.restartChild(s, 'w')),
        yield* answer(() => Supervisor.deleteChild(s, 'w')),
        yield* answer(() => Supervisor.terminateChild(s, 'w')),
        yield* answer(() => Supervisor.deleteChild(s, 'w')),
      ];
      return [lacks, has, yield* Supervisor.whichChildren(s)];
    },
  },
  {
    name: 'sup.taken_id_is_refused',
    rules: [128],
    elixir: `
      s = sup([{Plain, {:w, self(), []}}], strategy: :one_for_one)
      receive do {:start, :w, p} -> label(p, "w") end
      running = Supervisor.start_child(s, {Plain, {:w, self(), []}})
      Supervisor.terminate_child(s, :w)
      {running, Supervisor.start_child(s, {Plain, {:w, self(), []}})}
    `,
    *run() {
      const s = yield* sup([plain('w', self())]);
      const [, , p] = yield* receive(['start', 'w', P.pid]);
      label(p, 'w');
      const running = yield* answer(() => Supervisor.startChild(s, plain('w', self())));
      yield* Supervisor.terminateChild(s, 'w');
      return [running, yield* answer(() => Supervisor.startChild(s, plain('w', self())))];
    },
  },
  {
    name: 'dynsup.over_its_intensity_gives_up',
    rules: [132],
    elixir: `
      Process.flag(:trap_exit, true)
      {:ok, s} = DynamicSupervisor.start_link(strategy: :one_for_one, max_restarts: 1)
      ref = Process.monitor(s)
      {:ok, _} = DynamicSupervisor.start_child(s, {Plain, {:w, self(), []}})
      for _ <- 1..2, do: (receive do {:start, :w, p} -> send(p, {:die, :boom}) end)
      down(ref)
    `,
    *run() {
      Process.flag('trapExit', true);
      const s = yield* DynamicSupervisor.startLink({ maxRestarts: 1 });
      const ref = Process.monitor(s);
      yield* DynamicSupervisor.startChild(s, plain('w', self()));
      for (let n = 0; n < 2; n++) {
        const [, , p] = yield* receive(['start', 'w', P.pid]);
        send(p, ['die', 'boom']);
      }
      return yield* down(ref);
    },
  },
  {
    name: 'dynsup.terminates_by_pid',
    rules: [134],
    elixir: `
      Process.flag(:trap_exit, true)
      {:ok, s} = DynamicSupervisor.start_link(strategy: :one_for_one, max_restarts: 0)
      {:ok, p} = DynamicSupervisor.start_child(s, {Plain, {:w, self(), []}})
      ref = Process.monitor(p)
      done = {DynamicSupervisor.terminate_child(s, p), down(ref), DynamicSupervisor.terminate_child(s, dead())}
      {done, DynamicSupervisor.count_children(s), Process.alive?(s)}
    `,
    *run() {
      Process.flag('trapExit', true);
      const s = yield* DynamicSupervisor.startLink({ maxRestarts: 0 });
      const p = (yield* DynamicSupervisor.startChild(s, plain('w', self()))) ?? self();
      const ref = Process.monitor(p);
      const nobody = yield* dead();
      const done = [yield* DynamicSupervisor.terminateChild(s, p), yield* down(ref), yield* answer(() => DynamicSupervisor.terminateChild(s, nobody))];
      return [done, yield* DynamicSupervisor.countChildren(s), Process.isAlive(s)];
    },
  },
  {
    name: 'dynsup.temporary_child_is_forgotten',
    rules: [130],
    elixir: `
      {:ok, s} = DynamicSupervisor.start_link(strategy: :one_for_one)
      {:ok, p} = DynamicSupervisor.start_child(s, {Plain, {:w, self(), [restart: :temporary]}})
      send(p, {:die, :boom})
      down_of(p)
      {length(flush()), DynamicSupervisor.which_children(s)}
    `,
    *run() {
      const s = yield* DynamicSupervisor.startLink();
      const p = (yield* DynamicSupervisor.startChild(s, plain('w', self(), { restart: 'temporary' }))) ?? self();
      send(p, ['die', 'boom']);
      yield* down(Process.monitor(p));
      return [(yield* flush()).length, yield* DynamicSupervisor.whichChildren(s)];
    },
  },
  {
    name: 'sup.ends_with_its_parent_whatever_the_reason',
    rules: [126, 128],
    elixir: `
      me = self()
      for reason <- [:normal, :boom] do
        q = puppet()
        s = tell(q, fn -> {:ok, s} = Supervisor.start_link([{Trapper, {:oa, me, []}}], strategy: :one_for_one); s end)
        ref = Process.monitor(s)
        flush()
        tell_async(q, fn -> exit(reason) end)
        {down(ref), flush()}
      end
    `,
    *run() {
      const me = self();
      const ends: unknown[] = [];
      for (const reason of ['normal', 'boom']) {
        const q = yield* puppet();
        let s = me;
        yield* tell(q, function* () {
          s = yield* Supervisor.startLink([trapper('oa', me)]);
        });
        const ref = Process.monitor(s);
        yield* flush();
        tellAsync(q, () => exit(reason));
        ends.push([yield* down(ref), yield* flush()]);
      }
      return ends;
    },
  },
];
