import { BeamworkError } from '../kernel/beamwork-error.js';
import type { Pid } from '../kernel/pid.js';
import { showTerm } from '../kernel/show-term.js';
import type { ProcessPriority } from '../metadata/process-metadata.js';
import { checkPid } from '../runtime/check-arguments.js';
import { current, currentProcess, currentRuntime } from '../runtime/current.js';
import { infoItems } from '../runtime/process-info.js';
import { controlOf, type ProcessControl } from '../runtime/process-control.js';
import { receiveSignals } from '../runtime/signal-reception.js';
import { receiveOwnSignals } from './signal-verbs.js';

/** What is known about a process. */
export interface ProcessInfo {
  /** Class, method and arity of what runs, or ran last; `'(function)'` in place of the class for a function process. */
  readonly currentFunction: [module: string, name: string, arity: number];
  /** The same for what the process was started with. */
  readonly initialCall: [module: string, name: string, arity: number];
  /** Keys and values of `Process.put`, copied; what cannot be copied is shown as text. */
  readonly dictionary: [key: unknown, value: unknown][];
  /** What `Process.setLabel` or the class said; `undefined` when nothing did. */
  readonly label: unknown;
  /** Whom the process is linked to. */
  readonly links: Pid[];
  /** Estimated bytes; the messages' contents count by number only. */
  readonly memory: number;
  /** How many messages are in the mailbox. */
  readonly messageQueueLen: number;
  /** Copies of all that is in the mailbox. */
  readonly messages: unknown[];
  /** Whom the process monitors: `['process', pid]`, or `['process', [name, node]]`. */
  readonly monitors: ['process', Pid | [name: string, node: string]][];
  /** The processes that monitor it. */
  readonly monitoredBy: Pid[];
  /** Who spawned it; `undefined` for code outside of all processes. */
  readonly parent: Pid | undefined;
  /** Run-queue priority. */
  readonly priority: ProcessPriority;
  /** Whether it takes priority messages: an alias, a monitor or a link of its own that was made with priority is active. */
  readonly priorityMessages: boolean;
  /** How much it has done so far; about one for each message handled. */
  readonly reductions: number;
  /** The name, or `[]` when there is none. */
  readonly registeredName: string | [];
  /** `'running'` for the caller itself, `'runnable'` for who waits for a turn, `'waiting'` for who waits for a message. */
  readonly status: 'running' | 'runnable' | 'waiting';
  /** Whether exit signals become messages. */
  readonly trapExit: boolean;
}

/** The keys of {@link ProcessInfo}. */
export type InfoKey = keyof ProcessInfo;

/**
 * Tells what is known about a process.
 *
 * Whatever is in transit to it is received first, so a process that asks about itself sees all that was sent to it.
 *
 * @param pid any process of any runtime.
 * @returns an object with all keys but `label`, `memory`, `messages`, `monitoredBy`, `monitors`, `parent`, `priorityMessages` and `registeredName`, which must be
 * asked for; `undefined` when the process is dead.
 * @throws BeamworkError `BEAMWORK_BAD_PID`.
 * Cost: O(links), and a copy of the dictionary.
 * @see https://hexdocs.pm/elixir/Process.html#info/1
 *
 * ```ts run
 * await run(() => Process.info(self())?.status); // => 'running'
 * ```
 */
export function info(pid: Pid): ProcessInfo | undefined;
/**
 * Tells one thing about a process; what is in transit to it is received first.
 *
 * @param pid any process of any runtime.
 * @param key what is asked for.
 * @returns its value; `undefined` when the process is dead.
 * @throws BeamworkError `BEAMWORK_BAD_PID`; `BEAMWORK_BAD_INFO_KEY`.
 * Cost: that of what is asked for; `messages` copies the mailbox.
 * @see https://hexdocs.pm/elixir/Process.html#info/2
 *
 * ```ts run
 * await run(() => Process.info(self(), 'trapExit')); // => false
 * ```
 */
export function info<K extends InfoKey>(pid: Pid, key: K): ProcessInfo[K] | undefined;
/**
 * Tells several things about a process, all at one moment; what is in transit to it is received first.
 *
 * @param pid any process of any runtime.
 * @param keys what is asked for.
 * @returns an object with these keys; `undefined` when the process is dead.
 * @throws BeamworkError `BEAMWORK_BAD_PID`; `BEAMWORK_BAD_INFO_KEY`.
 * Cost: that of what is asked for; `messages` copies the mailbox.
 * @see https://hexdocs.pm/elixir/Process.html#info/2
 *
 * ```ts run
 * await run(() => Process.info(self(), ['trapExit', 'registeredName'])); // => { trapExit: false, registeredName: [] }
 * ```
 */
export function info<const K extends readonly InfoKey[]>(pid: Pid, keys: K): Pick<ProcessInfo, K[number]> | undefined;
export function info(pid: Pid, key?: string | readonly string[]): unknown {
  checkPid(pid, 'Process.info');
  const control = controlOf(pid);
  if (Array.isArray(key)) key.forEach(checkKey);
  else if (key !== undefined) checkKey(key);
  if (!aliveAfterSignals(control)) return undefined;
  if (typeof key === 'string') return infoItems.get(key)?.(control);
  const keys = key ?? [...infoItems.keys()].filter((each) => !onRequest.includes(each));
  return Object.fromEntries(keys.map((each) => [each, infoItems.get(each)?.(control)]));
}

const onRequest = ['memory', 'messages', 'parent', 'monitors', 'monitoredBy', 'priorityMessages', 'registeredName', 'label'];

/**
 * Tells whether a process is alive: it has not begun to end.
 *
 * After `Process.exit(pid, 'kill')` it is `false` at once, for the sender.
 *
 * @param pid any process of any runtime.
 * @returns `true` or `false`.
 * @throws BeamworkError `BEAMWORK_BAD_PID`.
 * Cost: O(1), and the reception of what is in transit.
 * @see https://hexdocs.pm/elixir/Process.html#alive?/1
 *
 * ```ts run
 * const pid = spawn(() => receive('stop'));
 * Process.isAlive(pid); // => true
 * ```
 */
export function isAlive(pid: Pid): boolean {
  checkPid(pid, 'Process.isAlive');
  return aliveAfterSignals(controlOf(pid));
}

/**
 * Lists all living processes of the runtime.
 *
 * @returns pids, oldest first.
 * Cost: O(processes).
 * @see https://hexdocs.pm/elixir/Process.html#list/0
 *
 * ```ts run
 * const pid = spawn(() => receive('stop'));
 * Process.list().includes(pid); // => true
 * ```
 */
export function list(): Pid[] {
  return currentRuntime().table.toArray().map(({ pid }) => pid);
}

/** A question is a signal too: it comes after all that the asker has sent. */
function aliveAfterSignals(control: ProcessControl): boolean {
  control.state.sinks.asked?.(control);
  if (control.alive && control.signalCount > 0) {
    if (control === current) receiveOwnSignals(control);
    else receiveSignals(control);
  }
  currentProcess();
  return control.alive;
}

function checkKey(key: unknown): void {
  if (typeof key === 'string' && infoItems.has(key)) return;
  throw new BeamworkError({
    code: 'BEAMWORK_BAD_INFO_KEY',
    problem: `Process.info was asked for ${showTerm(key)}`,
    remedy: `ask for any of ${[...infoItems.keys()].join(', ')}`,
  });
}
