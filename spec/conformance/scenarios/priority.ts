import { makeRef, on, P, Process, receive, self, send } from '../../../lib/index.js';
import { flush, type Scenario } from '../dsl.js';

const urgent = { priority: true } as const;

/**
 * Priority messages, which a node of OTP 28 is the first to have: outcomes are those of the documentation.
 *
 * @see https://www.erlang.org/doc/system/ref_man_processes.html#enable-prio-msg-recv
 */
export const priorityMessages: readonly Scenario[] = [
  {
    name: 'priority.goes_before_ordinary_messages',
    rules: [92, 94],
    elixir: `
      a = :erlang.alias([:priority])
      send(self(), 1)
      :erlang.send(a, 2, [:priority])
      flush()
    `,
    documented: [2, 1],
    *run() {
      const a = Process.alias(urgent);
      send(self(), 1);
      Process.send(a, 2, urgent);
      return yield* flush();
    },
  },
  {
    name: 'priority.goes_behind_earlier_priority_messages',
    rules: [94],
    elixir: `
      a = :erlang.alias([:priority])
      b = :erlang.alias([:priority])
      for n <- 1..2, do: send(self(), n)
      :erlang.send(a, 3, [:priority])
      :erlang.send(b, 4, [:priority])
      send(self(), 5)
      :erlang.send(a, 6, [:priority])
      flush()
    `,
    documented: [3, 4, 6, 1, 2, 5],
    *run() {
      const a = Process.alias(urgent);
      const b = Process.alias(urgent);
      for (const n of [1, 2]) send(self(), n);
      Process.send(a, 3, urgent);
      Process.send(b, 4, urgent);
      send(self(), 5);
      Process.send(a, 6, urgent);
      return yield* flush();
    },
  },
  {
    name: 'priority.needs_a_priority_alias',
    rules: [92, 93],
    elixir: `
      a = :erlang.alias()
      send(self(), 1)
      :erlang.send(a, 2, [:priority])
      :erlang.send(self(), 3, [:priority])
      flush()
    `,
    documented: [1, 2, 3],
    *run() {
      const a = Process.alias();
      send(self(), 1);
      Process.send(a, 2, urgent);
      Process.send(self(), 3, urgent);
      return yield* flush();
    },
  },
  {
    name: 'priority.needs_the_option_of_the_sender',
    rules: [93],
    elixir: `
      a = :erlang.alias([:priority])
      send(self(), 1)
      send(a, 2)
      :erlang.send(a, 3, [])
      flush()
    `,
    documented: [1, 2, 3],
    *run() {
      const a = Process.alias(urgent);
      send(self(), 1);
      send(a, 2);
      Process.send(a, 3, []);
      return yield* flush();
    },
  },
  {
    name: 'priority.ends_with_unalias',
    rules: [88, 92],
    elixir: `
      a = :erlang.alias([:priority])
      send(self(), 1)
      :erlang.unalias(a)
      :erlang.send(a, 2, [:priority])
      {flush(), elem(Process.info(self(), :priority_messages), 1)}
    `,
    documented: { tuple: [[1], false] },
    *run() {
      const a = Process.alias(urgent);
      send(self(), 1);
      Process.unalias(a);
      Process.send(a, 2, urgent);
      return [yield* flush(), Process.info(self(), 'priorityMessages')];
    },
  },
  {
    name: 'priority.a_reply_alias_serves_once',
    rules: [89, 94],
    elixir: `
      a = :erlang.alias([:reply, :priority])
      send(self(), 1)
      :erlang.send(a, 2, [:priority])
      :erlang.send(a, 3, [:priority])
      flush()
    `,
    documented: [2, 1],
    *run() {
      const a = Process.alias(['reply', 'priority']);
      send(self(), 1);
      Process.send(a, 2, urgent);
      Process.send(a, 3, urgent);
      return yield* flush();
    },
  },
  {
    name: 'priority.is_no_part_of_matching',
    rules: [95],
    elixir: `
      a = :erlang.alias([:priority])
      send(self(), {:n, 1})
      :erlang.send(a, {:n, 2}, [:priority])
      :erlang.send(a, :other, [:priority])
      first = receive do {:n, n} -> n end
      second = receive do {:n, n} -> n end
      {first, second, flush()}
    `,
    documented: { tuple: [2, 1, [':other']] },
    *run() {
      const a = Process.alias(urgent);
      send(self(), ['n', 1]);
      Process.send(a, ['n', 2], urgent);
      Process.send(a, 'other', urgent);
      const first = yield* receive(on(['n', P.number], ([, n]) => n));
      const second = yield* receive(on(['n', P.number], ([, n]) => n));
      return [first, second, yield* flush()];
    },
  },
  {
    name: 'priority.is_found_by_a_receive_for_a_new_reference',
    rules: [75, 95],
    elixir: `
      a = :erlang.alias([:priority])
      for n <- 1..100, do: send(self(), n)
      ref = make_ref()
      :erlang.send(a, {ref, :answer}, [:priority])
      receive do {^ref, answer} -> answer end
    `,
    documented: ':answer',
    *run() {
      const a = Process.alias(urgent);
      for (let n = 1; n <= 100; n++) send(self(), n);
      const ref = makeRef();
      Process.send(a, [ref, 'answer'], urgent);
      return yield* receive(on([ref, P.any], ([, answer]) => answer));
    },
  },
];
