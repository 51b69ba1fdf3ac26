import { exit, on, P, Process, receive, self, send, spawnLink, spawnMonitor } from '../../../lib/index.js';
import { type Command, dead, down, flush, label, puppet, reasonOf, rescueIt, type Scenario, type Step, tell } from '../dsl.js';

/** The reason with which a process ends that waits for ever, linked to one that runs a body. */
function reasonBesides(body: Command): Step {
  return reasonOf(function* () {
    spawnLink(body);
    yield* Process.sleep(Infinity);
  });
}

/** Links: processes that end together. */
export const linkedEnds: readonly Scenario[] = [
  {
    name: 'link.normal_exit_does_not_kill',
    rules: [27, 51],
    elixir: `
      p = puppet()
      tell(p, fn -> spawn_link(fn -> :ok end) end)
      Process.sleep(20)
      Process.alive?(p)
    `,
    *run() {
      const p = yield* puppet();
      yield* tell(p, () => spawnLink(() => 'ok'));
      yield* Process.sleep(20);
      return Process.isAlive(p);
    },
  },
  {
    name: 'link.shutdown_exit_kills',
    rules: [50],
    elixir: `
      reason_of(fn ->
        spawn_link(fn -> exit(:shutdown) end)
        Process.sleep(:infinity)
      end)
    `,
    run: () => reasonBesides(() => exit('shutdown')),
  },
  {
    name: 'link.raise_kills_with_same_reason',
    rules: [29, 50],
    elixir: `
      reason_of(fn ->
        spawn_link(fn -> raise "boom" end)
        Process.sleep(:infinity)
      end)
    `,
    run: () =>
      reasonBesides(() => {
        throw new Error('boom');
      }),
  },
  {
    name: 'link.kill_reaches_the_linked_as_killed',
    rules: [41],
    elixir: `
      {p, m} =
        spawn_monitor(fn ->
          q = spawn_link(fn -> Process.sleep(:infinity) end)
          Process.exit(q, :kill)
          Process.sleep(:infinity)
        end)

      _ = p
      down(m)
    `,
    *run() {
      const [, ref] = spawnMonitor(function* () {
        const q = spawnLink(function* () {
          yield* Process.sleep(Infinity);
        });
        Process.exit(q, 'kill');
        yield* Process.sleep(Infinity);
      });
      return yield* down(ref);
    },
  },
  {
    name: 'link.exit_kill_reason_through_link_not_trapping',
    rules: [40, 42],
    elixir: `
      reason_of(fn ->
        spawn_link(fn -> exit(:kill) end)
        Process.sleep(:infinity)
      end)
    `,
    run: () => reasonBesides(() => exit('kill')),
  },
  {
    name: 'link.to_dead_pid_not_trapping',
    rules: [52],
    elixir: `
      d = dead() |> label("dead")
      me = self()

      r =
        reason_of(fn ->
          send(me, {:link_said, rescue_it(fn -> Process.link(d) end)})
          Process.sleep(100)
          exit(:survived)
        end)

      {flush(), r}
    `,
    *run() {
      const d = label(yield* dead(), 'dead');
      const me = self();
      const reason = yield* reasonOf(function* () {
        send(me, ['link_said', yield* rescueIt(() => Process.link(d))]);
        yield* Process.sleep(100);
        exit('survived');
      });
      return [yield* flush(), reason];
    },
  },
  {
    name: 'link.to_dead_pid_not_trapping_uncaught',
    rules: [52],
    elixir: `
      d = dead()

      reason_of(fn ->
        Process.link(d)
        exit(:survived)
      end)
    `,
    *run() {
      const d = yield* dead();
      return yield* reasonOf(() => {
        Process.link(d);
        exit('survived');
      });
    },
  },
  {
    name: 'link.shutdown_tuple_exit_kills',
    rules: [50],
    elixir: `
      reason_of(fn ->
        spawn_link(fn -> exit({:shutdown, :x}) end)
        Process.sleep(:infinity)
      end)
    `,
    run: () => reasonBesides(() => exit(['shutdown', 'x'])),
  },
  {
    name: 'link.chain_propagates_the_first_reason',
    rules: [50],
    elixir: `
      me = self()

      {_, m} =
        spawn_monitor(fn ->
          spawn_link(fn ->
            spawn_link(fn ->
              send(me, {:c, self()})

              receive do
                :go -> exit(:boom)
              end
            end)

            Process.sleep(:infinity)
          end)

          Process.sleep(:infinity)
        end)

      c =
        receive do
          {:c, c} -> c
        end

      send(c, :go)
      down(m)
    `,
    *run() {
      const me = self();
      const [, ref] = spawnMonitor(function* () {
        spawnLink(function* () {
          spawnLink(function* () {
            send(me, ['c', self()]);
            yield* receive(on('go', () => exit('boom')));
          });
          yield* Process.sleep(Infinity);
        });
        yield* Process.sleep(Infinity);
      });
      const [, c] = yield* receive(['c', P.pid]);
      send(c, 'go');
      return yield* down(ref);
    },
  },
  {
    name: 'link.trapping_middle_stops_the_chain',
    rules: [38, 50],
    elixir: `
      p = puppet()
      q = puppet(trap: true)
      tell(q, fn -> Process.link(p) end)
      r = puppet()
      tell(q, fn -> Process.link(r) end)
      m = Process.monitor(p)
      Process.exit(p, :boom)
      d = down(m)
      {d, Process.alive?(q), Process.alive?(r)}
    `,
    *run() {
      const p = yield* puppet();
      const q = yield* puppet({ trap: true });
      yield* tell(q, () => Process.link(p));
      const r = yield* puppet();
      yield* tell(q, () => Process.link(r));
      const ref = Process.monitor(p);
      Process.exit(p, 'boom');
      const reason = yield* down(ref);
      return [reason, Process.isAlive(q), Process.isAlive(r)];
    },
  },
  {
    name: 'link.spawn_link_child_messages_come_before_its_EXIT',
    rules: [1, 57],
    elixir: `
      Process.flag(:trap_exit, true)
      me = self()

      q =
        spawn_link(fn ->
          send(me, :hello)
          send(me, :bye)
          exit(:done)
        end)
        |> label("q")

      _ = q
      flush()
    `,
    *run() {
      Process.flag('trapExit', true);
      const me = self();
      const q = spawnLink(() => {
        send(me, 'hello');
        send(me, 'bye');
        exit('done');
      });
      label(q, 'q');
      return yield* flush();
    },
  },
];
