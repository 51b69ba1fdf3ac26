import { after, exit, P, Process, receive, self, send, spawnLink } from '../../../lib/index.js';
import { flush, idle, jitter, label, puppet, reasonOf, rescueIt, type Scenario, tell, tellAsync } from '../dsl.js';

/** A linked process that ends with `'boom'` on `'go'`. */
function bomb() {
  return label(
    spawnLink(function* () {
      yield* receive('go');
      exit('boom');
    }),
    'q',
  );
}

/** Links that are made and cut while ends are on their way. */
export const linkRaces: readonly Scenario[] = [
  {
    name: 'unlink.against_an_end',
    rules: [53, 54, 56],
    elixir: `
      Process.flag(:trap_exit, true)
      q = spawn_link(fn -> receive do :go -> exit(:boom) end end) |> label("q")
      send(q, :go)
      jitter()
      Process.unlink(q)
      flush()
    `,
    outcomes: [[], [{ tuple: [':EXIT', '#pid<q>', ':boom'] }]],
    *run() {
      Process.flag('trapExit', true);
      const q = bomb();
      send(q, 'go');
      yield* jitter();
      Process.unlink(q);
      return yield* flush();
    },
  },
  {
    name: 'unlink.against_an_end_that_nobody_traps',
    rules: [53, 56],
    elixir: `
      reason_of(fn ->
        q = spawn_link(fn -> receive do :go -> exit(:boom) end end)
        send(q, :go)
        jitter()
        Process.unlink(q)
        Process.sleep(20)
        exit(:survived)
      end)
    `,
    outcomes: [':boom', ':survived'],
    *run() {
      return yield* reasonOf(function* () {
        const q = bomb();
        send(q, 'go');
        yield* jitter();
        Process.unlink(q);
        yield* Process.sleep(20);
        exit('survived');
      });
    },
  },
  {
    name: 'unlink.and_flush_leaves_nothing',
    rules: [54],
    elixir: `
      Process.flag(:trap_exit, true)
      q = spawn_link(fn -> receive do :go -> exit(:boom) end end) |> label("q")
      send(q, :go)
      jitter()
      Process.unlink(q)
      receive do {:EXIT, ^q, _} -> :flushed after 0 -> :nothing end
      flush()
    `,
    outcomes: [[]],
    *run() {
      Process.flag('trapExit', true);
      const q = bomb();
      send(q, 'go');
      yield* jitter();
      Process.unlink(q);
      yield* receive(['EXIT', q, P.any], after(0));
      return yield* flush();
    },
  },
  {
    name: 'unlink.between_two_links_leaves_one',
    rules: [47, 58],
    elixir: `
      Process.flag(:trap_exit, true)
      q = idle() |> label("q")
      done = {Process.link(q), Process.unlink(q), Process.link(q)}
      links = Process.info(self(), :links)
      Process.exit(q, :boom)
      {done, links, flush()}
    `,
    *run() {
      Process.flag('trapExit', true);
      const q = label(idle(), 'q');
      const done = [Process.link(q), Process.unlink(q), Process.link(q)];
      const links = Process.info(self(), 'links');
      Process.exit(q, 'boom');
      return [done, links, yield* flush()];
    },
  },
  {
    name: 'unlink.from_both_sides',
    rules: [49, 55],
    elixir: `
      Process.flag(:trap_exit, true)
      me = self()
      q = puppet()
      Process.link(q)
      done = {Process.unlink(q), tell(q, fn -> Process.unlink(me) end)}
      Process.exit(q, :boom)
      {done, flush()}
    `,
    *run() {
      Process.flag('trapExit', true);
      const me = self();
      const q = yield* puppet();
      Process.link(q);
      const done = [Process.unlink(q), yield* tell(q, () => Process.unlink(me))];
      Process.exit(q, 'boom');
      return [done, yield* flush()];
    },
  },
  {
    name: 'unlink.is_no_shield_against_a_later_link',
    rules: [47, 50, 58],
    elixir: `
      Process.flag(:trap_exit, true)
      me = self()
      q = puppet() |> label("q")
      Process.link(q)
      Process.unlink(q)
      tell(q, fn -> Process.link(me) end)
      tell_async(q, fn -> exit(:boom) end)
      flush()
    `,
    *run() {
      Process.flag('trapExit', true);
      const me = self();
      const q = label(yield* puppet(), 'q');
      Process.link(q);
      Process.unlink(q);
      yield* tell(q, () => Process.link(me));
      tellAsync(q, () => exit('boom'));
      return yield* flush();
    },
  },
  {
    name: 'link.made_from_both_sides_is_one',
    rules: [47],
    elixir: `
      Process.flag(:trap_exit, true)
      me = self()
      q = puppet() |> label("q")
      Process.link(q)
      tell(q, fn -> Process.link(me) end)
      links = {Process.info(self(), :links), tell(q, fn -> length(elem(Process.info(self(), :links), 1)) end)}
      Process.exit(q, :boom)
      {links, flush()}
    `,
    *run() {
      Process.flag('trapExit', true);
      const me = self();
      const q = label(yield* puppet(), 'q');
      Process.link(q);
      yield* tell(q, () => Process.link(me));
      const links = [Process.info(self(), 'links'), yield* tell(q, () => Process.info(self(), 'links')?.length)];
      Process.exit(q, 'boom');
      return [links, yield* flush()];
    },
  },
  {
    name: 'link.to_oneself_is_none',
    rules: [48],
    elixir: `{Process.link(self()), Process.info(self(), :links), Process.unlink(self())}`,
    run: () => [Process.link(self()), Process.info(self(), 'links'), Process.unlink(self())],
  },
  {
    name: 'link.spawn_link_misses_no_end',
    rules: [57],
    elixir: `
      Process.flag(:trap_exit, true)
      children = for n <- 1..20, do: spawn_link(fn -> exit({:n, n}) end)
      ends = for {:EXIT, q, {:n, n}} <- flush(), do: {q, n}
      Enum.sort(ends) == Enum.sort(Enum.zip(children, 1..20))
    `,
    *run() {
      Process.flag('trapExit', true);
      const children = Array.from({ length: 20 }, (_, n) => spawnLink(() => exit(['n', n])));
      const ends = yield* flush();
      return children.length === ends.length && children.every((q, n) => ends.some((message) => isEnd(message, q, n)));
    },
  },
  {
    name: 'link.normal_end_is_heard_by_who_traps',
    rules: [38, 51],
    elixir: `
      Process.flag(:trap_exit, true)
      spawn_link(fn -> :done end) |> label("q")
      flush()
    `,
    *run() {
      Process.flag('trapExit', true);
      label(spawnLink(() => 'done'), 'q');
      return yield* flush();
    },
  },
  {
    name: 'link.exit_reason_survives_whatever_it_is',
    rules: [28, 35],
    elixir: `
      Process.flag(:trap_exit, true)
      deep = Enum.reduce(1..50, [], fn n, inner -> {n, inner} end)
      many = Enum.to_list(1..10_000)
      q = spawn_link(fn -> exit({deep, many, "text", %{a: 1.5}}) end)
      receive do {:EXIT, ^q, reason} -> reason == {deep, many, "text", %{a: 1.5}} end
    `,
    *run() {
      Process.flag('trapExit', true);
      let deep: unknown[] = [];
      for (let n = 1; n <= 50; n++) deep = [n, deep];
      const many = Array.from({ length: 10_000 }, (_, at) => at + 1);
      const q = spawnLink(() => exit([deep, many, 'text', { a: 1.5 }]));
      const [, , reason] = yield* receive(['EXIT', q, P.any]);
      return JSON.stringify(reason) === JSON.stringify([deep, many, 'text', { a: 1.5 }]);
    },
  },
  {
    name: 'link.dead_target_of_an_exit_is_no_matter',
    rules: [46],
    elixir: `
      p = idle()
      Process.exit(p, :kill)
      {Process.exit(p, :boom), Process.exit(p, :kill), rescue_it(fn -> Process.exit(p, :normal) end)}
    `,
    *run() {
      const p = idle();
      Process.exit(p, 'kill');
      return [Process.exit(p, 'boom'), Process.exit(p, 'kill'), yield* rescueIt(() => Process.exit(p, 'normal'))];
    },
  },
];

function isEnd(message: unknown, q: unknown, n: number): boolean {
  if (!Array.isArray(message) || message[1] !== q || !Array.isArray(message[2])) return false;
  return message[2][1] === n;
}
