import { match, isMatching } from 'ts-pattern';
import { exit, isReference, on, P, Process, receive, type Reference, self, send, spawn } from '../../../lib/index.js';
import { dead, flush, idle, label, puppet, type Scenario, tellAsync } from '../dsl.js';

/** The references of the DOWN messages among others. */
function downRefs(messages: readonly unknown[]): Reference[] {
  return messages.flatMap((message) => (isMatching(['DOWN', P.reference, P._, P._, P._], message) ? [message[1]] : []));
}

/** Monitors: who hears of an end. */
export const monitors: readonly Scenario[] = [
  {
    name: 'monitor.down_form',
    rules: [62],
    elixir: `
      p =
        spawn(fn ->
          receive do
            :go -> exit(:boom)
          end
        end)
        |> label("p")

      ref = Process.monitor(p)
      send(p, :go)
      [{:DOWN, r, t, pid, why}] = flush()
      {r == ref, t, pid, why}
    `,
    *run() {
      const p = spawn(function* () {
        yield* receive(on('go', () => exit('boom')));
      });
      label(p, 'p');
      const ref = Process.monitor(p);
      send(p, 'go');
      return match(yield* flush())
        .with([['DOWN', P.any, P.any, P.any, P.any]], ([[, its, type, pid, reason]]) => [its === ref, type, pid, reason])
        .otherwise((messages) => messages);
    },
  },
  {
    name: 'monitor.dead_pid',
    rules: [63],
    elixir: `
      d = dead() |> label("dead")
      Process.monitor(d)
      flush()
    `,
    *run() {
      const d = label(yield* dead(), 'dead');
      Process.monitor(d);
      return yield* flush();
    },
  },
  {
    name: 'monitor.several_on_one_pid',
    rules: [60],
    elixir: `
      p = idle() |> label("p")

      refs =
        for _ <- 1..3 do
          Process.monitor(p)
        end

      Process.exit(p, :boom)
      ms = flush()

      got =
        for {:DOWN, r, _, _, :boom} <- ms do
          r
        end

      {length(ms), Enum.sort(got) == Enum.sort(refs), length(Enum.uniq(refs))}
    `,
    *run() {
      const p = label(idle(), 'p');
      const refs = [1, 2, 3].map(() => Process.monitor(p));
      Process.exit(p, 'boom');
      const messages = yield* flush();
      const got = new Set(downRefs(messages));
      return [messages.length, got.size === refs.length && refs.every((ref) => got.has(ref)), new Set(refs).size];
    },
  },
  {
    name: 'monitor.several_DOWN_order_vs_creation',
    rules: [60, 77],
    elixir: `
      p = idle()

      refs =
        for _ <- 1..5 do
          Process.monitor(p)
        end

      Process.exit(p, :boom)

      got =
        for {:DOWN, r, _, _, _} <- flush() do
          Enum.find_index(refs, &(&1 == r))
        end

      got
    `,
    *run() {
      const p = idle();
      const refs = [1, 2, 3, 4, 5].map(() => Process.monitor(p));
      Process.exit(p, 'boom');
      return downRefs(yield* flush()).map((ref) => refs.indexOf(ref));
    },
  },
  {
    name: 'monitor.fires_once',
    rules: [61],
    elixir: `
      p = idle()
      Process.monitor(p)
      Process.exit(p, :a)
      Process.exit(p, :b)
      length(flush())
    `,
    *run() {
      const p = idle();
      Process.monitor(p);
      Process.exit(p, 'a');
      Process.exit(p, 'b');
      return (yield* flush()).length;
    },
  },
  {
    name: 'monitor.does_not_kill_the_watcher',
    rules: [66],
    elixir: `
      p = idle()
      Process.monitor(p)
      Process.exit(p, :kill)
      Process.sleep(20)
      Process.alive?(self())
    `,
    *run() {
      const p = idle();
      Process.monitor(p);
      Process.exit(p, 'kill');
      yield* Process.sleep(20);
      return Process.isAlive(self());
    },
  },
  {
    name: 'monitor.is_one_way',
    rules: [66],
    elixir: `
      p = idle()

      spawn(fn ->
        Process.monitor(p)
        exit(:boom)
      end)

      Process.sleep(20)
      Process.alive?(p)
    `,
    *run() {
      const p = idle();
      spawn(() => {
        Process.monitor(p);
        exit('boom');
      });
      yield* Process.sleep(20);
      return Process.isAlive(p);
    },
  },
  {
    name: 'monitor.self',
    rules: [60],
    elixir: `is_reference(Process.monitor(self()))`,
    run: () => isReference(Process.monitor(self())),
  },
  {
    name: 'monitor.process_info',
    rules: [112],
    elixir: `
      p = idle() |> label("p")
      Process.monitor(p)
      {Process.info(self(), :monitors), Process.info(p, :monitored_by)}
    `,
    run() {
      const p = label(idle(), 'p');
      Process.monitor(p);
      return [Process.info(self(), 'monitors'), Process.info(p, 'monitoredBy')];
    },
  },
  {
    name: 'monitor.alias_reply_demonitor',
    rules: [89, 90],
    elixir: `
      p = puppet()
      a = :erlang.monitor(:process, p, alias: :reply_demonitor)

      tell_async(p, fn ->
        send(a, {:reply, 1})
        send(a, {:reply, 2})
      end)

      Process.sleep(20)
      Process.exit(p, :boom)
      Enum.reject(flush(), &match?({:did, _, _}, &1))
    `,
    *run() {
      const p = yield* puppet();
      const alias = Process.monitor(p, { alias: 'reply_demonitor' });
      tellAsync(p, () => {
        send(alias, ['reply', 1]);
        send(alias, ['reply', 2]);
      });
      yield* Process.sleep(20);
      Process.exit(p, 'boom');
      return (yield* flush()).filter((message) => !isMatching(['did', P._, P._], message));
    },
  },
];
