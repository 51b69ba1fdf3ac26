import { Process, ProcessExit } from '../../../lib/index.js';
import { Agent } from '../../../lib/behaviours/agent.js';
import { down, label, rescueIt, type Scenario } from '../dsl.js';

/** Agents. */
export const agents: readonly Scenario[] = [
  {
    name: 'agent.get_update',
    elixir: `
      {:ok, a} = Agent.start_link(fn -> 1 end)

      {Agent.get(a, & &1), Agent.update(a, &(&1 + 1)), Agent.get_and_update(a, &{&1, &1 * 10}),
       Agent.get(a, & &1), Agent.cast(a, &(&1 + 1)), Agent.get(a, & &1), Agent.stop(a)}
    `,
    *run() {
      const agent = yield* Agent.startLink(() => 1);
      const get = () => Agent.get(agent, (n) => n);
      return [
        yield* get(),
        ok(yield* Agent.update(agent, (n) => n + 1)),
        yield* Agent.getAndUpdate(agent, (n) => [n, n * 10]),
        yield* get(),
        ok(Agent.cast(agent, (n) => n + 1)),
        yield* get(),
        ok(yield* Agent.stop(agent)),
      ];
    },
  },
  {
    name: 'agent.raise_in_fun',
    elixir: `
      {:ok, a} = Agent.start(fn -> 1 end)
      m = Process.monitor(a)
      r = rescue_it(fn -> Agent.update(a, fn _ -> raise "boom" end) end)

      {case r do
         {:exited, {why, {mod, f, _}}} -> {:exited, why, mod, f}
       end, down(m)}
    `,
    *run() {
      const agent = yield* Agent.start(() => 1);
      const ref = Process.monitor(agent);
      const result = yield* rescueIt(() =>
        Agent.update(agent, () => {
          throw new Error('boom');
        }),
      );
      if (!Array.isArray(result) || !Array.isArray(result[1])) return result;
      return [[result[0], result[1][0], ...asGenServer(result[1][1])], yield* down(ref)];
    },
  },
  {
    name: 'agent.raise_in_init',
    elixir: `Agent.start(fn -> raise "init boom" end)`,
    *run() {
      return yield* startFailure(() =>
        Agent.start(() => {
          throw new Error('init boom');
        }),
      );
    },
  },
  {
    name: 'agent.timeout',
    elixir: `
      {:ok, a} = Agent.start(fn -> 1 end)

      case rescue_it(fn -> Agent.get(a, fn _ -> Process.sleep(200) end, 20) end) do
        {:exited, {why, {m, f, _}}} -> {why, m, f}
      end
    `,
    *run() {
      const agent = yield* Agent.start(() => 1);
      const result = yield* rescueIt(() => Agent.get(agent, () => Process.sleep(200), 20));
      return Array.isArray(result) && Array.isArray(result[1]) ? [result[1][0], ...asGenServer(result[1][1])] : result;
    },
  },
  {
    name: 'agent.stop_reason',
    elixir: `
      {:ok, a} = Agent.start(fn -> 1 end)
      m = Process.monitor(a)
      {Agent.stop(a, :shutdown), down(m)}
    `,
    *run() {
      const agent = yield* Agent.start(() => 1);
      const ref = Process.monitor(agent);
      return [ok(yield* Agent.stop(agent, 'shutdown')), yield* down(ref)];
    },
  },
  {
    name: 'agent.name_taken',
    elixir: `
      {:ok, a} = Agent.start(fn -> 1 end, name: :oracle_a1)
      label(a, "first")
      Agent.start(fn -> 2 end, name: :oracle_a1)
    `,
    *run() {
      label(yield* Agent.start(() => 1, { name: 'oracle_a1' }), 'first');
      return yield* startFailure(() => Agent.start(() => 2, { name: 'oracle_a1' }));
    },
  },
];

/** What returns `:ok` there returns nothing here. */
function ok(value: void): unknown {
  return value === undefined ? 'ok' : value;
}

/** `['call', …]` is `{GenServer, :call, …}` on the node. */
function asGenServer(what: unknown): unknown[] {
  return Array.isArray(what) && what[0] === 'call' ? ['GenServer', 'call'] : [what];
}

/** `{:error, reason}` is thrown here. */
function* startFailure(start: () => Iterable<unknown>): Generator<unknown, unknown> {
  try {
    return yield* start();
  } catch (thrown) {
    if (thrown instanceof ProcessExit) return ['error', thrown.reason];
    throw thrown;
  }
}
