import { exit, isReference, P, Process, receive, type Reference, self, send, spawn, spawnMonitor } from '../../../lib/index.js';
import { down, flush, idle, jitter, label, puppet, type Scenario, tell, tellAsync } from '../dsl.js';

/** A process that ends with `'boom'` on `'go'`. */
function bomb() {
  return label(
    spawn(function* () {
      yield* receive('go');
      exit('boom');
    }),
    'q',
  );
}

/** DOWN messages as they are on a node, with the reference left out. */
function plain(messages: readonly unknown[]): unknown[] {
  return messages.map((message) => (Array.isArray(message) ? message.filter((part) => !isReference(part)) : message));
}

/** Monitors that are called off while ends are on their way, and what monitors show. */
export const monitorRaces: readonly Scenario[] = [
  {
    name: 'demonitor.against_an_end',
    rules: [67],
    elixir: `
      q = spawn(fn -> receive do :go -> exit(:boom) end end) |> label("q")
      ref = Process.monitor(q)
      send(q, :go)
      jitter()
      Process.demonitor(ref)
      for {:DOWN, ^ref, :process, p, why} <- flush(), do: {:DOWN, :process, p, why}
    `,
    outcomes: [[], [{ tuple: [':DOWN', ':process', '#pid<q>', ':boom'] }]],
    *run() {
      const q = bomb();
      const ref = Process.monitor(q);
      send(q, 'go');
      yield* jitter();
      Process.demonitor(ref);
      return plain(yield* flush());
    },
  },
  {
    name: 'demonitor.with_flush_leaves_nothing',
    rules: [68],
    elixir: `
      q = spawn(fn -> receive do :go -> exit(:boom) end end)
      ref = Process.monitor(q)
      send(q, :go)
      jitter()
      {Process.demonitor(ref, [:flush]), flush()}
    `,
    outcomes: [{ tuple: [true, []] }],
    *run() {
      const q = bomb();
      const ref = Process.monitor(q);
      send(q, 'go');
      yield* jitter();
      return [Process.demonitor(ref, ['flush']), yield* flush()];
    },
  },
  {
    name: 'demonitor.with_flush_and_info_tells_who_was_first',
    rules: [69, 70],
    elixir: `
      q = spawn(fn -> receive do :go -> exit(:boom) end end)
      ref = Process.monitor(q)
      send(q, :go)
      jitter()
      {Process.demonitor(ref, [:flush, :info]), flush()}
    `,
    outcomes: [{ tuple: [true, []] }, { tuple: [false, []] }],
    *run() {
      const q = bomb();
      const ref = Process.monitor(q);
      send(q, 'go');
      yield* jitter();
      return [Process.demonitor(ref, ['flush', 'info']), yield* flush()];
    },
  },
  {
    name: 'demonitor.flush_takes_its_own_DOWN_only',
    rules: [68],
    elixir: `
      q = spawn(fn -> receive do :go -> exit(:boom) end end) |> label("q")
      [r1, r2] = [Process.monitor(q), Process.monitor(q)]
      send(self(), :before)
      send(q, :go)
      Process.sleep(20)
      send(self(), :behind)
      Process.demonitor(r1, [:flush])
      for m <- flush(), do: (case m do {:DOWN, ^r2, _, p, _} -> {:second, p}; other -> other end)
    `,
    *run() {
      const q = bomb();
      const [r1, r2] = [Process.monitor(q), Process.monitor(q)];
      send(self(), 'before');
      send(q, 'go');
      yield* Process.sleep(20);
      send(self(), 'behind');
      Process.demonitor(r1, ['flush']);
      return (yield* flush()).map((message) => (Array.isArray(message) && message[1] === r2 ? ['second', message[3]] : message));
    },
  },
  {
    name: 'demonitor.one_of_two_leaves_the_other',
    rules: [60, 61],
    elixir: `
      p = idle()
      [r1, r2] = [Process.monitor(p), Process.monitor(p)]
      Process.demonitor(r1)
      Process.exit(p, :boom)
      for {:DOWN, ref, _, _, _} <- flush(), do: {ref == r1, ref == r2}
    `,
    *run() {
      const p = idle();
      const [r1, r2] = [Process.monitor(p), Process.monitor(p)];
      Process.demonitor(r1);
      Process.exit(p, 'boom');
      return (yield* flush()).map((message) => (Array.isArray(message) ? [message[1] === r1, message[1] === r2] : message));
    },
  },
  {
    name: 'demonitor.comes_with_the_end_of_the_watcher',
    rules: [73, 112],
    elixir: `
      p = idle()
      w = puppet()
      tell(w, fn -> Process.monitor(p) end)
      {_, before} = Process.info(p, :monitored_by)
      Process.exit(w, :kill)
      down_of(w)
      {length(before), Process.info(p, :monitored_by)}
    `,
    *run() {
      const p = idle();
      const w = yield* puppet();
      yield* tell(w, () => Process.monitor(p));
      const before = Process.info(p, 'monitoredBy')?.length;
      Process.exit(w, 'kill');
      yield* down(Process.monitor(w));
      return [before, Process.info(p, 'monitoredBy')];
    },
  },
  {
    name: 'monitor.by_name_shows_the_name',
    rules: [64],
    elixir: `
      p = idle()
      Process.register(p, :conf_shown)
      Process.monitor(:conf_shown)
      Process.exit(p, :boom)
      for {:DOWN, _, :process, who, why} <- flush(), do: {who, why}
    `,
    *run() {
      const p = idle();
      Process.register(p, 'conf_shown');
      Process.monitor('conf_shown');
      Process.exit(p, 'boom');
      return (yield* flush()).map((message) => (Array.isArray(message) ? message.slice(3) : message));
    },
  },
  {
    name: 'monitor.by_a_free_name_finds_nobody',
    rules: [64],
    elixir: `
      Process.monitor(:conf_free)
      for {:DOWN, _, :process, who, why} <- flush(), do: {who, why}
    `,
    *run() {
      Process.monitor('conf_free');
      return (yield* flush()).map((message) => (Array.isArray(message) ? message.slice(3) : message));
    },
  },
  {
    name: 'monitor.by_name_stays_with_the_first_owner',
    rules: [65, 86],
    elixir: `
      [p, q] = [idle(), idle()]
      Process.register(p, :conf_moved)
      ref = Process.monitor(:conf_moved)
      Process.unregister(:conf_moved)
      Process.register(q, :conf_moved)
      Process.exit(q, :new)
      quiet = flush()
      Process.exit(p, :old)
      {quiet, down(ref)}
    `,
    *run() {
      const [p, q] = [idle(), idle()];
      Process.register(p, 'conf_moved');
      const ref = Process.monitor('conf_moved');
      Process.unregister('conf_moved');
      Process.register(q, 'conf_moved');
      Process.exit(q, 'new');
      const quiet = yield* flush();
      Process.exit(p, 'old');
      const [, , , , reason] = yield* receive(['DOWN', ref, 'process', P.any, P.any]);
      return [quiet, reason];
    },
  },
  {
    name: 'monitor.spawn_monitor_misses_no_end',
    rules: [75],
    elixir: `
      for n <- 1..20, do: (({_, ref} = spawn_monitor(fn -> exit(n) end)); down(ref))
    `,
    *run() {
      const reasons: unknown[] = [];
      for (let n = 1; n <= 20; n++) reasons.push(yield* down(spawnMonitor(() => exit(n))[1]));
      return reasons;
    },
  },
  {
    name: 'monitor.tag_stands_in_place_of_DOWN',
    rules: [62, 76],
    elixir: `
      p = idle() |> label("p")
      ref = :erlang.monitor(:process, p, tag: {:gone, 1})
      Process.exit(p, :boom)
      for {tag, ^ref, kind, who, why} <- flush(), do: {tag, kind, who, why}
    `,
    *run() {
      const p = label(idle(), 'p');
      Process.monitor(p, { tag: ['gone', 1] });
      Process.exit(p, 'boom');
      return plain(yield* flush());
    },
  },
  {
    name: 'monitor.what_was_sent_comes_before_DOWN',
    rules: [1, 74],
    elixir: `
      me = self()
      {q, _} = spawn_monitor(fn -> for n <- 1..3, do: send(me, n) end)
      label(q, "q")
      for m <- flush(), do: (case m do {:DOWN, _, :process, p, why} -> {p, why}; n -> n end)
    `,
    *run() {
      const me = self();
      const [q] = spawnMonitor(() => [1, 2, 3].forEach((n) => send(me, n)));
      label(q, 'q');
      return (yield* flush()).map((message) => (Array.isArray(message) ? message.slice(3) : message));
    },
  },
  {
    name: 'monitor.link_tells_first_whichever_was_made_first',
    rules: [77],
    elixir: `
      Process.flag(:trap_exit, true)
      for first <- [:link, :monitor] do
        p = idle()
        for kind <- [first, first == :link && :monitor || :link], do: (if kind == :link, do: Process.link(p), else: Process.monitor(p))
        Process.exit(p, :boom)
        Enum.map(flush(), &elem(&1, 0))
      end
    `,
    *run() {
      Process.flag('trapExit', true);
      const heard: unknown[] = [];
      for (const first of ['link', 'monitor'] as const) {
        const p = idle();
        for (const kind of [first, first === 'link' ? 'monitor' : 'link'] as const) Process[kind](p);
        Process.exit(p, 'boom');
        heard.push((yield* flush()).map((message) => (Array.isArray(message) ? message[0] : message)));
      }
      return heard;
    },
  },
  {
    name: 'monitor.of_a_chain_tells_of_each_end',
    rules: [41, 66],
    elixir: `
      [a, b] = [puppet(), puppet()]
      tell(a, fn -> Process.link(b) end)
      refs = [Process.monitor(a), Process.monitor(b)]
      tell_async(a, fn -> exit(:boom) end)
      {Enum.map(refs, &down/1), Process.alive?(self())}
    `,
    *run() {
      const [a, b] = [yield* puppet(), yield* puppet()];
      yield* tell(a, () => Process.link(b));
      const refs: readonly Reference[] = [Process.monitor(a), Process.monitor(b)];
      tellAsync(a, () => exit('boom'));
      const reasons: unknown[] = [];
      for (const ref of refs) reasons.push(yield* down(ref));
      return [reasons, Process.isAlive(self())];
    },
  },
];
