import { isReference, Process } from '../../../lib/index.js';
import { dead, flush, idle, label, puppet, rescueIt, type Scenario, tell, untyped } from '../dsl.js';

/** Monitors that are called off. */
export const demonitors: readonly Scenario[] = [
  {
    name: 'monitor.demonitor_stops_it',
    rules: [67],
    elixir: `
      p = idle()
      r = Process.monitor(p)
      x = Process.demonitor(r)
      Process.exit(p, :boom)
      {x, flush()}
    `,
    *run() {
      const p = idle();
      const result = Process.demonitor(Process.monitor(p));
      Process.exit(p, 'boom');
      return [result, yield* flush()];
    },
  },
  {
    name: 'monitor.demonitor_after_DOWN_leaves_it',
    rules: [67, 71],
    elixir: `
      d = dead() |> label("dead")
      r = Process.monitor(d)
      Process.sleep(10)
      {Process.demonitor(r), flush()}
    `,
    *run() {
      const d = label(yield* dead(), 'dead');
      const ref = Process.monitor(d);
      yield* Process.sleep(10);
      return [Process.demonitor(ref), yield* flush()];
    },
  },
  {
    name: 'monitor.demonitor_flush_removes_DOWN',
    rules: [68],
    elixir: `
      d = dead()
      r = Process.monitor(d)
      Process.sleep(10)
      {Process.demonitor(r, [:flush]), flush()}
    `,
    *run() {
      const ref = Process.monitor(yield* dead());
      yield* Process.sleep(10);
      return [Process.demonitor(ref, ['flush']), yield* flush()];
    },
  },
  {
    name: 'monitor.demonitor_info',
    rules: [69, 70],
    elixir: `
      r1 = Process.monitor(idle())
      r2 = Process.monitor(dead())
      Process.sleep(10)
      r3 = Process.monitor(dead())
      Process.sleep(10)

      {Process.demonitor(r1, [:info]), Process.demonitor(r1, [:info]), Process.demonitor(r2, [:info]),
       Process.demonitor(r3, [:flush, :info]), length(flush())}
    `,
    *run() {
      const active = Process.monitor(idle());
      const fired = Process.monitor(yield* dead());
      yield* Process.sleep(10);
      const flushed = Process.monitor(yield* dead());
      yield* Process.sleep(10);
      return [
        Process.demonitor(active, ['info']),
        Process.demonitor(active, ['info']),
        Process.demonitor(fired, ['info']),
        Process.demonitor(flushed, ['flush', 'info']),
        (yield* flush()).length,
      ];
    },
  },
  {
    name: 'monitor.demonitor_twice',
    rules: [71],
    elixir: `
      r = Process.monitor(idle())
      {Process.demonitor(r), Process.demonitor(r)}
    `,
    run() {
      const ref = Process.monitor(idle());
      return [Process.demonitor(ref), Process.demonitor(ref)];
    },
  },
  {
    name: 'monitor.demonitor_of_another_process',
    rules: [72],
    elixir: `
      p = idle()
      me = self()
      q = puppet()
      r = tell(q, fn -> Process.monitor(p) end)
      x = rescue_it(fn -> Process.demonitor(r) end)
      _ = me
      Process.exit(p, :boom)
      {x, tell(q, fn -> length(flush()) end)}
    `,
    *run() {
      const p = idle();
      const q = yield* puppet();
      const ref = yield* tell(q, () => Process.monitor(p));
      if (!isReference(ref)) return ref;
      const result = yield* rescueIt(() => Process.demonitor(ref));
      Process.exit(p, 'boom');
      return [
        result,
        yield* tell(q, function* () {
          return (yield* flush()).length;
        }),
      ];
    },
  },
  {
    name: 'monitor.demonitor_not_a_ref',
    elixir: `rescue_it(fn -> Process.demonitor(Enum.random([:nope])) end)`,
    run: () => rescueIt(() => untyped(Process.demonitor, 'nope')),
  },
];
