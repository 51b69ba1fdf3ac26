import { exit, isReference, Process, self, send, spawn, spawnMonitor } from '../../../lib/index.js';
import { dead, down, flush, idle, label, rescueIt, type Scenario, untyped } from '../dsl.js';

/** Spawning, flags, what can be asked about a process, aliases and the dictionary. */
export const processes: readonly Scenario[] = [
  {
    name: 'alias.send_by_alias',
    *run() {
      const alias = Process.alias();
      send(alias, 'via_alias');
      return yield* flush();
    },
  },
  {
    name: 'alias.after_unalias_is_dropped',
    *run() {
      const alias = Process.alias();
      const result = Process.unalias(alias);
      send(alias, 'x');
      return [result, Process.unalias(alias), yield* flush()];
    },
  },
  {
    name: 'alias.reply_once',
    *run() {
      const alias = Process.alias(['reply']);
      send(alias, 1);
      send(alias, 2);
      return yield* flush();
    },
  },
  {
    name: 'alive.live_dead_self',
    *run() {
      return [Process.isAlive(idle()), Process.isAlive(yield* dead()), Process.isAlive(self())];
    },
  },
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
  {
    name: 'flag.trap_exit_returns_the_old_value',
    run: () => [Process.flag('trapExit', true), Process.flag('trapExit', true), Process.flag('trapExit', false), Process.flag('trapExit', false)],
  },
  { name: 'flag.not_boolean_raises', run: () => rescueIt(() => untyped(Process.flag, 'trapExit', 1)) },
  { name: 'flag.priority', run: () => [Process.flag('priority', 'high'), Process.flag('priority', 'normal')] },
  {
    name: 'dictionary.not_inherited',
    *run() {
      Process.put('k', 1);
      const me = self();
      spawn(() => send(me, ['got', Process.get('k')]));
      return (yield* flush())[0];
    },
  },
  {
    name: 'spawn.opts_link_monitor',
    *run() {
      Process.flag('trapExit', true);
      const [p, ref] = Process.spawn(() => exit('boom'), { link: true, monitor: true });
      label(p, 'p');
      return [isReference(ref), (yield* flush()).sort(bySize)];
    },
  },
  {
    name: 'spawn.mfa_undefined_function',
    *run() {
      yield* Process.sleep(0);
      const [, ref] = spawnMonitor({}, 'f', [1]);
      return yield* down(ref);
    },
  },
  { name: 'spawn.not_a_function', run: () => rescueIt(() => untyped(spawn, 'x')) },
];

/** The order of tuples on the BEAM: the shorter first. */
function bySize(a: unknown, b: unknown): number {
  return Array.isArray(a) && Array.isArray(b) ? a.length - b.length : 0;
}
