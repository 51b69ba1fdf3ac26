import { P, ProcessExit, receive, self, send } from '../../../lib/index.js';
import { DynamicSupervisor } from '../../../lib/behaviours/dynamic-supervisor.js';
import { flush, type Scenario } from '../dsl.js';
import { plain, starts } from './sup-workers.js';

/** Dynamic supervisors. */
export const dynamicSupervisors: readonly Scenario[] = [
  {
    name: 'dynsup.max_children',
    elixir: `
      {:ok, s} = DynamicSupervisor.start_link(strategy: :one_for_one, max_children: 1)
      {:ok, _} = DynamicSupervisor.start_child(s, {Plain, {:w, self(), []}})
      DynamicSupervisor.start_child(s, {Plain, {:w, self(), []}})
    `,
    *run() {
      const s = yield* DynamicSupervisor.startLink({ strategy: 'one_for_one', maxChildren: 1 });
      yield* DynamicSupervisor.startChild(s, plain('w', self()));
      try {
        return yield* DynamicSupervisor.startChild(s, plain('w', self()));
      } catch (thrown) {
        if (thrown instanceof ProcessExit) return ['error', thrown.reason];
        throw thrown;
      }
    },
  },
  {
    name: 'dynsup.restarts_permanent',
    rules: [130],
    elixir: `
      {:ok, s} = DynamicSupervisor.start_link(strategy: :one_for_one)
      {:ok, p} = DynamicSupervisor.start_child(s, {Plain, {:w, self(), []}})
      flush(10)
      send(p, {:die, :boom})
      {starts(flush()), DynamicSupervisor.count_children(s).active}
    `,
    *run() {
      const s = yield* DynamicSupervisor.startLink({ strategy: 'one_for_one' });
      yield* DynamicSupervisor.startChild(s, plain('w', self()));
      const [, , worker] = yield* receive(['start', 'w', P.pid]);
      yield* flush(10);
      send(worker, ['die', 'boom']);
      return [starts(yield* flush()), (yield* DynamicSupervisor.countChildren(s)).active];
    },
  },
];
