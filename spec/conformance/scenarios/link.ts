import { exit, on, Process, receive, self, send, spawnLink } from '../../../lib/index.js';
import { dead, downOf, flush, idle, label, puppet, type Scenario, tell } from '../dsl.js';

/** Links: what makes and breaks them. */
export const links: readonly Scenario[] = [
  {
    name: 'link.twice_is_one_link',
    rules: [47],
    elixir: `
      Process.flag(:trap_exit, true)
      q = idle() |> label("q")
      r = {Process.link(q), Process.link(q), Process.info(self(), :links)}
      Process.unlink(q)
      Process.exit(q, :boom)
      {r, flush()}
    `,
    *run() {
      Process.flag('trapExit', true);
      const q = label(idle(), 'q');
      const result = [Process.link(q), Process.link(q), Process.info(self(), 'links')];
      Process.unlink(q);
      Process.exit(q, 'boom');
      return [result, yield* flush()];
    },
  },
  {
    name: 'link.is_bidirectional',
    rules: [47, 49, 112],
    elixir: `
      q = puppet() |> label("q")
      Process.link(q)
      r = {Process.info(self(), :links), Process.info(q, :links)}
      Process.unlink(q)
      {r, Process.info(self(), :links), Process.info(q, :links)}
    `,
    *run() {
      const q = label(yield* puppet(), 'q');
      Process.link(q);
      const linked = [Process.info(self(), 'links'), Process.info(q, 'links')];
      Process.unlink(q);
      return [linked, Process.info(self(), 'links'), Process.info(q, 'links')];
    },
  },
  {
    name: 'link.unlink_from_the_other_side',
    rules: [49, 53],
    elixir: `
      Process.flag(:trap_exit, true)
      me = self()
      q = puppet() |> label("q")
      Process.link(q)
      tell(q, fn -> Process.unlink(me) end)
      Process.exit(q, :boom)
      {flush(), Process.info(self(), :links)}
    `,
    *run() {
      Process.flag('trapExit', true);
      const me = self();
      const q = label(yield* puppet(), 'q');
      Process.link(q);
      yield* tell(q, () => Process.unlink(me));
      Process.exit(q, 'boom');
      return [yield* flush(), Process.info(self(), 'links')];
    },
  },
  {
    name: 'link.unlink_then_crash',
    rules: [53],
    elixir: `
      q = idle()
      Process.link(q)
      r = Process.unlink(q)
      Process.exit(q, :boom)
      Process.sleep(20)
      {r, :survived}
    `,
    *run() {
      const q = idle();
      Process.link(q);
      const result = Process.unlink(q);
      Process.exit(q, 'boom');
      yield* Process.sleep(20);
      return [result, 'survived'];
    },
  },
  {
    name: 'link.unlink_leaves_an_EXIT_already_received',
    rules: [54],
    elixir: `
      Process.flag(:trap_exit, true)
      q = spawn_link(fn -> exit(:boom) end) |> label("q")
      down_of(q)
      Process.sleep(10)
      {Process.unlink(q), flush()}
    `,
    *run() {
      Process.flag('trapExit', true);
      const q = label(spawnLink(() => exit('boom')), 'q');
      yield* downOf(q);
      yield* Process.sleep(10);
      return [Process.unlink(q), yield* flush()];
    },
  },
  {
    name: 'link.unlink_of_unlinked_or_dead',
    rules: [55],
    elixir: `{Process.unlink(idle()), Process.unlink(dead())}`,
    *run() {
      return [Process.unlink(idle()), Process.unlink(yield* dead())];
    },
  },
  {
    name: 'link.spawn_link_two_children_exit_order',
    rules: [14],
    elixir: `
      Process.flag(:trap_exit, true)

      a =
        spawn_link(fn ->
          receive do
            :go -> exit(:a)
          end
        end)
        |> label("a")

      b =
        spawn_link(fn ->
          receive do
            :go -> exit(:b)
          end
        end)
        |> label("b")

      send(b, :go)
      down_of(b)
      send(a, :go)
      down_of(a)
      flush()
    `,
    *run() {
      Process.flag('trapExit', true);
      const endsWith = (reason: string) =>
        spawnLink(function* () {
          yield* receive(on('go', () => exit(reason)));
        });
      const a = label(endsWith('a'), 'a');
      const b = label(endsWith('b'), 'b');
      send(b, 'go');
      yield* downOf(b);
      send(a, 'go');
      yield* downOf(a);
      return yield* flush();
    },
  },
  {
    name: 'link.trap_exit_is_not_inherited',
    elixir: `
      Process.flag(:trap_exit, true)
      me = self()
      spawn_link(fn -> send(me, Process.info(self(), :trap_exit)) end)
      hd(flush())
    `,
    *run() {
      Process.flag('trapExit', true);
      const me = self();
      spawnLink(() => send(me, Process.info(self(), 'trapExit')));
      return (yield* flush())[0];
    },
  },
];
