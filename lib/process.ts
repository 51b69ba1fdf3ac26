import { processDecorator } from '../decorators/process.js';
import type { ProcessOptions } from './metadata/process-metadata.js';
import { alias, unalias } from './verbs/alias-verbs.js';
import { delete as deleteKey, flag, get, put, setLabel } from './verbs/flag-verbs.js';
import { info, isAlive, list } from './verbs/info-verbs.js';
import { sendWith } from './verbs/kernel-verbs.js';
import { register, registered, unregister, whereis } from './verbs/name-verbs.js';
import { demonitor, exitProcess, link, monitor, unlink } from './verbs/signal-verbs.js';
import { spawnWith } from './verbs/spawn.js';
import { cancelTimer, readTimer, sendAfter, sleep, startTimer } from './verbs/timer-verbs.js';
import { wait } from './verbs/wait.js';

const verbs = {
  alias,
  cancelTimer,
  delete: deleteKey,
  demonitor,
  exit: exitProcess,
  flag,
  get,
  info,
  isAlive,
  link,
  list,
  monitor,
  put,
  readTimer,
  register,
  registered,
  send: sendWith,
  sendAfter,
  setLabel,
  sleep,
  spawn: spawnWith,
  startTimer,
  unalias,
  unlink,
  unregister,
  wait,
  whereis,
};

/**
 * The Process module: the decorator `@Process(options)` that marks a process class, and the verbs on processes, under one name.
 *
 * ```ts run
 * const pid = spawn(function* () {
 *   yield* receive('stop');
 * });
 * Process.isAlive(pid); // => true
 * Process.info(pid, 'trapExit'); // => false
 * ```
 *
 * @see https://hexdocs.pm/elixir/Process.html
 */
export const Process: ((options?: ProcessOptions) => ReturnType<typeof processDecorator>) & typeof verbs = Object.assign(
  (options?: ProcessOptions) => processDecorator(options),
  verbs,
);
