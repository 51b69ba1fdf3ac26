import { cast, continueWith, idleAfter, self, send } from '../../../lib/index.js';
import { flush, type Scenario } from '../dsl.js';
import { startScripted } from './gs-steps.js';

/** Servers: what comes before the next message. */
export const serverTurns: readonly Scenario[] = [
  {
    name: 'gs.continue_runs_before_queued_messages',
    rules: [123],
    elixir: `
      me = self()

      {:ok, p} =
        S.start(
          id: :a,
          log: me,
          init: fn a ->
            send(self(), :queued_in_init)
            {:ok, a, {:continue, :c1}}
          end
        )

      send(p, :after_start)
      flush()
    `,
    *run() {
      const init = (): unknown => {
        send(self(), 'queued_in_init');
        return continueWith('c1');
      };
      const p = yield* startScripted({ id: 'a', log: self(), init });
      send(p, 'after_start');
      return yield* flush();
    },
  },
  {
    name: 'gs.continue_after_call_runs_before_next_message',
    rules: [123],
    elixir: `
      {:ok, p} = S.start(id: :a, log: self())
      me = self()

      GenServer.cast(
        p,
        {:do,
         fn s ->
           send(self(), :queued)
           send(me, :in_cast)
           {:noreply, s, {:continue, :c2}}
         end}
      )

      flush()
    `,
    *run() {
      const p = yield* startScripted({ id: 'a', log: self() });
      const me = self();
      const act = (): unknown => {
        send(self(), 'queued');
        send(me, 'in_cast');
        return continueWith('c2');
      };
      cast(p, ['do', act]);
      return yield* flush();
    },
  },
  {
    name: 'gs.timeout_message',
    rules: [124],
    elixir: `
      {:ok, _} = S.start(id: :a, log: self(), init: fn a -> {:ok, a, 20} end)
      flush(80)
    `,
    *run() {
      yield* startScripted({ id: 'a', log: self(), init: () => idleAfter(20) });
      return yield* flush(80);
    },
  },
  {
    name: 'gs.timeout_is_cancelled_by_a_message',
    rules: [124],
    elixir: `
      {:ok, p} = S.start(id: :a, log: self(), init: fn a -> {:ok, a, 50} end)
      send(p, :m)
      flush(120)
    `,
    *run() {
      const p = yield* startScripted({ id: 'a', log: self(), init: () => idleAfter(50) });
      send(p, 'm');
      return yield* flush(120);
    },
  },
];
