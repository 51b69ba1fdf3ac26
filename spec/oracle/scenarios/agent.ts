import { Process, ProcessExit } from '../../../lib/index.js';
import { Agent } from '../../../lib/behaviours/agent.js';
import { down, label, rescueIt, type Scenario } from '../dsl.js';

/** Agents. */
export const agents: readonly Scenario[] = [
  {
    name: 'agent.get_update',
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
    *run() {
      const agent = yield* Agent.start(() => 1);
      const result = yield* rescueIt(() => Agent.get(agent, () => Process.sleep(200), 20));
      return Array.isArray(result) && Array.isArray(result[1]) ? [result[1][0], ...asGenServer(result[1][1])] : result;
    },
  },
  {
    name: 'agent.stop_reason',
    *run() {
      const agent = yield* Agent.start(() => 1);
      const ref = Process.monitor(agent);
      return [ok(yield* Agent.stop(agent, 'shutdown')), yield* down(ref)];
    },
  },
  {
    name: 'agent.name_taken',
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
