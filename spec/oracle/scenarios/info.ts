import { Process, self, send } from '../../../lib/index.js';
import { dead, idle, type Scenario } from '../dsl.js';

/** What can be asked about a process. */
export const infos: readonly Scenario[] = [
  { name: 'info.keys', run: () => Object.keys(Process.info(self()) ?? {}).sort() },
  {
    name: 'info.dead',
    *run() {
      const d = yield* dead();
      return [Process.info(d), Process.info(d, 'links')];
    },
  },
  {
    name: 'info.one_item',
    run() {
      send(self(), 'a');
      return [Process.info(self(), 'messageQueueLen'), Process.info(self(), 'messages'), Process.info(self(), 'trapExit')];
    },
  },
  { name: 'info.list_of_items', run: () => Process.info(self(), ['messageQueueLen', 'links', 'trapExit', 'registeredName', 'status']) },
  {
    name: 'info.status_of_a_waiting_process',
    *run() {
      const p = idle();
      yield* Process.sleep(10);
      return Process.info(p, 'status');
    },
  },
  {
    name: 'info.types',
    run() {
      const keys = ['memory', 'reductions', 'messageQueueLen'] as const;
      return Object.fromEntries(keys.map((key) => [key, Number.isInteger(Process.info(self(), key))]));
    },
  },
];
