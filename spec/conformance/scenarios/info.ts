import { Process, self, send } from '../../../lib/index.js';
import { dead, idle, type Scenario } from '../dsl.js';

/** What can be asked about a process. */
export const infos: readonly Scenario[] = [
  {
    name: 'info.keys',
    elixir: `Process.info(self()) |> Keyword.keys() |> Enum.sort()`,
    run: () => Object.keys(Process.info(self()) ?? {}).sort(),
  },
  {
    name: 'info.dead',
    rules: [109],
    elixir: `
      d = dead()
      {Process.info(d), Process.info(d, :links)}
    `,
    *run() {
      const d = yield* dead();
      return [Process.info(d), Process.info(d, 'links')];
    },
  },
  {
    name: 'info.one_item',
    rules: [110, 111],
    elixir: `
      send(self(), :a)

      {Process.info(self(), :message_queue_len), Process.info(self(), :messages),
       Process.info(self(), :trap_exit)}
    `,
    run() {
      send(self(), 'a');
      return [Process.info(self(), 'messageQueueLen'), Process.info(self(), 'messages'), Process.info(self(), 'trapExit')];
    },
  },
  {
    name: 'info.list_of_items',
    rules: [110, 113],
    elixir: `Process.info(self(), [:message_queue_len, :links, :trap_exit, :registered_name, :status])`,
    run: () => Process.info(self(), ['messageQueueLen', 'links', 'trapExit', 'registeredName', 'status']),
  },
  {
    name: 'info.status_of_a_waiting_process',
    rules: [114],
    elixir: `
      p = idle()
      Process.sleep(10)
      Process.info(p, :status)
    `,
    *run() {
      const p = idle();
      yield* Process.sleep(10);
      return Process.info(p, 'status');
    },
  },
  {
    name: 'info.types',
    elixir: `
      for k <- [:memory, :reductions, :message_queue_len, :heap_size, :stack_size, :total_heap_size] do
        {^k, v} = Process.info(self(), k)
        {k, is_integer(v)}
      end
    `,
    run() {
      const keys = ['memory', 'reductions', 'messageQueueLen'] as const;
      return Object.fromEntries(keys.map((key) => [key, Number.isInteger(Process.info(self(), key))]));
    },
  },
];
