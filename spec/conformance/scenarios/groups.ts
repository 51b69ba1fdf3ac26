import { Groups, type GroupScope, isReference, type Pid, Process, self } from '../../../lib/index.js';
import { down, flush, label, puppet, type Scenario, tell } from '../dsl.js';

const scope = (): GroupScope => Groups.scope('conf_scope');

/** `:ok` or `:not_joined`, as a node says it. */
const left = (result: boolean): string => (result ? 'ok' : 'not_joined');

/** `:ok`, where a verb gives nothing. */
const ok = (nothing: void): unknown => nothing ?? 'ok';

const among = (pids: readonly Pid[], members: readonly Pid[]): boolean[] => pids.map((pid) => members.includes(pid));

/** The messages of a monitor, without its reference. */
function changes(messages: readonly unknown[]): unknown[] {
  return messages.map((message) => (Array.isArray(message) && isReference(message[0]) ? message.slice(1) : message));
}

/** Process groups. */
export const groups: readonly Scenario[] = [
  {
    name: 'pg.joining_twice_counts_twice',
    rules: [138],
    elixir: `
      :pg.start_link(:conf_scope)
      joined = for _ <- 1..2, do: :pg.join(:conf_scope, :g, self())
      count = fn -> length(:pg.get_members(:conf_scope, :g)) end
      {joined, count.(), :pg.leave(:conf_scope, :g, self()), count.(), :pg.leave(:conf_scope, :g, self()), count.(), :pg.leave(:conf_scope, :g, self())}
    `,
    run() {
      const joined = [1, 2].map(() => ok(scope().join('g', self())));
      const count = (): number => scope().members('g').length;
      const leave = (): string => left(scope().leave('g', self()));
      return [joined, count(), leave(), count(), leave(), count(), leave()];
    },
  },
  {
    name: 'pg.several_at_once',
    rules: [138],
    elixir: `
      :pg.start_link(:conf_scope)
      pids = for _ <- 1..3, do: puppet()
      :pg.join(:conf_scope, :g, pids)
      all = length(:pg.get_members(:conf_scope, :g))
      :pg.leave(:conf_scope, :g, tl(pids))
      {all, Enum.map(pids, &(&1 in :pg.get_members(:conf_scope, :g)))}
    `,
    *run() {
      const pids: Pid[] = [];
      for (let n = 0; n < 3; n++) pids.push(yield* puppet());
      scope().join('g', pids);
      const all = scope().members('g').length;
      scope().leave('g', pids.slice(1));
      return [all, among(pids, scope().members('g'))];
    },
  },
  {
    name: 'pg.members_leave_by_their_end',
    rules: [138],
    elixir: `
      :pg.start_link(:conf_scope)
      [p, q] = [puppet(), puppet()]
      for pid <- [p, p, q], do: :pg.join(:conf_scope, :g, pid)
      Process.exit(p, :kill)
      down_of(p)
      wait_until(fn -> p not in :pg.get_members(:conf_scope, :g) end)
      :pg.get_members(:conf_scope, :g) == [q]
    `,
    *run() {
      const [p, q] = [yield* puppet(), yield* puppet()];
      for (const pid of [p, p, q]) scope().join('g', pid);
      Process.exit(p, 'kill');
      yield* down(Process.monitor(p));
      while (scope().members('g').includes(p)) yield;
      const [only, ...others] = scope().members('g');
      return only === q && others.length === 0;
    },
  },
  {
    name: 'pg.end_is_heard_of_before_or_after_the_leave',
    rules: [2, 138],
    elixir: `
      :pg.start_link(:conf_scope)
      p = puppet()
      :pg.join(:conf_scope, :g, p)
      Process.exit(p, :kill)
      down_of(p)
      length(:pg.get_members(:conf_scope, :g))
    `,
    outcomes: [0, 1],
    *run() {
      const p = yield* puppet();
      scope().join('g', p);
      Process.exit(p, 'kill');
      yield* down(Process.monitor(p));
      return scope().members('g').length;
    },
  },
  {
    name: 'pg.groups_exist_while_they_have_members',
    rules: [138],
    elixir: `
      :pg.start_link(:conf_scope)
      none = :pg.which_groups(:conf_scope)
      :pg.join(:conf_scope, {:room, 1}, self())
      one = :pg.which_groups(:conf_scope)
      :pg.leave(:conf_scope, {:room, 1}, self())
      {none, one, :pg.which_groups(:conf_scope), :pg.get_members(:conf_scope, {:room, 1})}
    `,
    run() {
      const none = scope().whichGroups();
      scope().join(['room', 1], self());
      const one = scope().whichGroups();
      scope().leave(['room', 1], self());
      return [none, one, scope().whichGroups(), scope().members(['room', 1])];
    },
  },
  {
    name: 'pg.scopes_are_apart',
    rules: [138],
    elixir: `
      for scope <- [:conf_scope, :conf_other], do: :pg.start_link(scope)
      :pg.join(:conf_scope, :g, self())
      {:pg.get_members(:conf_scope, :g), :pg.get_members(:conf_other, :g)}
    `,
    run() {
      scope().join('g', self());
      return [scope().members('g'), Groups.scope('conf_other').members('g')];
    },
  },
  {
    name: 'pg.a_process_may_be_in_many_groups',
    rules: [138],
    elixir: `
      :pg.start_link(:conf_scope)
      p = puppet()
      for g <- [:a, :b, :c], do: :pg.join(:conf_scope, g, p)
      before = Enum.sort(:pg.which_groups(:conf_scope))
      Process.exit(p, :kill)
      wait_until(fn -> :pg.which_groups(:conf_scope) == [] end)
      {before, for(g <- [:a, :b, :c], do: :pg.get_members(:conf_scope, g))}
    `,
    *run() {
      const p = yield* puppet();
      const names = ['a', 'b', 'c'];
      for (const name of names) scope().join(name, p);
      const before = scope().whichGroups().sort();
      Process.exit(p, 'kill');
      while (scope().whichGroups().length > 0) yield;
      return [before, names.map((name) => scope().members(name))];
    },
  },
  {
    name: 'pg.leave_of_who_never_joined',
    rules: [138],
    elixir: `
      :pg.start_link(:conf_scope)
      :pg.join(:conf_scope, :g, self())
      {:pg.leave(:conf_scope, :g, puppet()), :pg.leave(:conf_scope, :empty, self()), :pg.get_members(:conf_scope, :g)}
    `,
    *run() {
      const p = yield* puppet();
      scope().join('g', self());
      return [left(scope().leave('g', p)), left(scope().leave('empty', self())), scope().members('g')];
    },
  },
  {
    name: 'pg.monitor_tells_of_each_change',
    rules: [138],
    elixir: `
      :pg.start_link(:conf_scope)
      p = puppet() |> label("p")
      {ref, members} = :pg.monitor(:conf_scope, :g)
      :pg.join(:conf_scope, :g, p)
      :pg.leave(:conf_scope, :g, p)
      :pg.join(:conf_scope, :elsewhere, p)
      {members, for({^ref, what, group, pids} <- flush(), do: {what, group, pids})}
    `,
    *run() {
      const p = label(yield* puppet(), 'p');
      const [, members] = scope().monitor('g');
      scope().join('g', p);
      scope().leave('g', p);
      scope().join('elsewhere', p);
      return [members, changes(yield* flush())];
    },
  },
  {
    name: 'pg.monitor_tells_of_ends',
    rules: [138],
    elixir: `
      :pg.start_link(:conf_scope)
      p = puppet() |> label("p")
      for _ <- 1..2, do: :pg.join(:conf_scope, :g, p)
      {ref, members} = :pg.monitor(:conf_scope, :g)
      Process.exit(p, :kill)
      {members, for({^ref, what, group, pids} <- flush(), do: {what, group, pids})}
    `,
    *run() {
      const p = label(yield* puppet(), 'p');
      for (let n = 0; n < 2; n++) scope().join('g', p);
      const [, members] = scope().monitor('g');
      Process.exit(p, 'kill');
      return [members, changes(yield* flush())];
    },
  },
  {
    name: 'pg.demonitor_ends_it',
    rules: [138],
    elixir: `
      :pg.start_link(:conf_scope)
      {ref, _} = :pg.monitor(:conf_scope, :g)
      done = {:pg.demonitor(:conf_scope, ref), :pg.demonitor(:conf_scope, ref)}
      :pg.join(:conf_scope, :g, self())
      {done, flush()}
    `,
    *run() {
      const [ref] = scope().monitor('g');
      const done = [scope().demonitor(ref) ? 'ok' : false, scope().demonitor(ref) ? 'ok' : false];
      scope().join('g', self());
      return [done, yield* flush()];
    },
  },
  {
    name: 'pg.anybody_may_join_another_process',
    rules: [138],
    elixir: `
      :pg.start_link(:conf_scope)
      p = puppet() |> label("p")
      tell(puppet(), fn -> :pg.join(:conf_scope, :g, p) end)
      :pg.get_members(:conf_scope, :g)
    `,
    *run() {
      const p = label(yield* puppet(), 'p');
      yield* tell(yield* puppet(), () => scope().join('g', p));
      return scope().members('g');
    },
  },
];
