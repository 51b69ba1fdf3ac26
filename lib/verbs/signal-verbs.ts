import { copyTerm } from '../kernel/copy-term.js';
import type { Pid } from '../kernel/pid.js';
import { Unwind } from '../kernel/process-exit.js';
import { isReference, type Reference } from '../kernel/reference.js';
import { BeamworkError } from '../kernel/beamwork-error.js';
import { showTerm } from '../kernel/show-term.js';
import { checkPid, checkReference, readOptions, readSwitches, switchOf } from '../runtime/check-arguments.js';
import { isPriorityAlias, ownerOf } from '../runtime/aliases.js';
import { currentProcess, runningProcess } from '../runtime/current.js';
import { link as makeLink, unlink as dropLink } from '../runtime/links.js';
import { demonitor as dropMonitor, monitor as makeMonitor, plainMonitor, type MonitorSettings } from '../runtime/monitors.js';
import { checkName } from '../runtime/names.js';
import { controlOf, type ProcessControl } from '../runtime/process-control.js';
import { deliverSignal, exitThrough } from '../runtime/router.js';
import { receiveSignals } from '../runtime/signal-reception.js';
import { ExitSignal, type AliasMode } from '../runtime/signals.js';

/** What `Process.monitor` may be told. */
export interface MonitorOptions {
  /** Stands in place of `'DOWN'` in the message. Default: `'DOWN'`. */
  readonly tag?: unknown;
  /**
   * Makes the reference an alias of the caller too. It is switched off by `Process.unalias` alone (`'explicit_unalias'`), with the monitor as well
   * (`'demonitor'`), or with the first message that arrives through it as well, which also ends the monitor (`'reply_demonitor'`). Default: no alias.
   */
  readonly alias?: AliasMode;
  /** The DOWN message goes before all ordinary messages. Default: `false`. */
  readonly priority?: boolean;
}

/** What `Process.link` may be told; also as a list: `['priority']`. */
export interface LinkOptions {
  /** The `EXIT` message of this link, for a caller that traps exits, goes before all ordinary messages. Default: `false`. */
  readonly priority?: boolean;
}

/** What `Process.exit` may be told; also as a list: `['priority']`. */
export interface ExitOptions {
  /**
   * The `EXIT` message, for a receiver that traps exits, goes before all ordinary messages, if the destination is an active alias that was made
   * with priority. The signal itself is no sooner there. Default: `false`.
   */
  readonly priority?: boolean;
}

/** What `Process.demonitor` may be told; also as a list: `['flush', 'info']`. */
export interface DemonitorOptions {
  /** Take the DOWN message out of the mailbox when it is already there. Default: `false`. */
  readonly flush?: boolean;
  /** Return whether the monitor was still active. Default: `false`, and then the result is always `true`. */
  readonly info?: boolean;
}

const demonitorOptions = ['flush', 'info'];
const monitorOptions = ['tag', 'alias', 'priority'];
const aliasModes: readonly AliasMode[] = ['explicit_unalias', 'demonitor', 'reply_demonitor'];

/**
 * Links the caller to a process: when one of them ends for any reason but `'normal'`, the other gets an exit signal.
 *
 * There is at most one link between two processes, and linking to oneself changes nothing. To link again with `priority` gives a link that is
 * there priority; only `Process.unlink` takes it away.
 *
 * @param pid the other process. When it is dead, a caller that traps exits gets `['EXIT', pid, 'noproc']`.
 * @param options `priority`; see {@link LinkOptions}. Default: an ordinary link.
 * @returns `true`.
 * @throws BeamworkError `BEAMWORK_NOPROC` when the other is dead and the caller does not trap exits; `BEAMWORK_BAD_PID`;
 * `BEAMWORK_BAD_OPTION`; `BEAMWORK_OUTSIDE_PROCESS`.
 * Cost: O(1).
 * @see https://hexdocs.pm/elixir/Process.html#link/1
 *
 * ```ts run
 * const reason = await run(function* () {
 *   Process.flag('trapExit', true);
 *   const pid = spawn(() => exit('oops'));
 *   Process.link(pid);
 *   const [, , reason] = yield* receive(['EXIT', pid, P.any]);
 *   return reason;
 * });
 * reason; // => 'oops'
 * ```
 */
export function link(pid: Pid, options?: LinkOptions | readonly 'priority'[]): true {
  const control = runningProcess('Process.link');
  checkPid(pid, 'Process.link');
  makeLink(control, controlOf(pid), readSwitches(options, ['priority'], 'Process.link')['priority'] === true);
  return true;
}

/**
 * Removes the link between the caller and a process.
 *
 * Once it has returned, the end of the other has no effect through that link. An `['EXIT', pid, reason]` that is in the mailbox already stays there.
 *
 * @param pid the other process, alive or dead.
 * @returns `true`, whether there was a link or not.
 * @throws BeamworkError `BEAMWORK_BAD_PID`; `BEAMWORK_OUTSIDE_PROCESS`.
 * Cost: O(1), and the reception of what is in transit.
 * @see https://hexdocs.pm/elixir/Process.html#unlink/1
 *
 * ```ts run
 * const survived = await run(() => {
 *   const pid = spawnLink(() => exit('oops'));
 *   return Process.unlink(pid);
 * });
 * survived; // => true
 * ```
 */
export function unlink(pid: Pid): true {
  const control = runningProcess('Process.unlink');
  checkPid(pid, 'Process.unlink');
  if (control.signalCount > 0) receiveOwnSignals(control);
  dropLink(control, controlOf(pid));
  return true;
}

/**
 * Watches a process: when it ends, the caller gets `['DOWN', ref, 'process', pid, reason]`, once.
 *
 * For a dead pid or a free name the reason is `'noproc'`, at once. A monitor by name stays with the process that has the name now, and its
 * message has `[name, 'nonode@nohost']` in the pid's place.
 *
 * @param target a pid or a registered name.
 * @param options another tag, an alias, priority; see {@link MonitorOptions}. Default: none of them.
 * @returns a new reference for each call; monitors are independent of each other.
 * @throws BeamworkError `BEAMWORK_BAD_PID`; `BEAMWORK_BAD_NAME` for an empty name; `BEAMWORK_BAD_OPTION`; `BEAMWORK_UNCOPYABLE` for the tag;
 * `BEAMWORK_OUTSIDE_PROCESS`.
 * Cost: O(1), one object; the copy of the tag.
 * @see https://hexdocs.pm/elixir/Process.html#monitor/1
 *
 * ```ts run
 * const reason = await run(function* () {
 *   const pid = spawn(() => exit('oops'));
 *   const ref = Process.monitor(pid);
 *   const [, , , , reason] = yield* receive(['DOWN', ref, 'process', pid, P.any]);
 *   return reason;
 * });
 * reason; // => 'oops'
 * ```
 */
export function monitor(target: Pid | string, options?: MonitorOptions): Reference {
  const control = runningProcess('Process.monitor');
  if (typeof target === 'string') checkName(target);
  else checkPid(target, 'Process.monitor');
  return makeMonitor(control, target, options === undefined ? plainMonitor : monitorSettings(options));
}

function monitorSettings(options: MonitorOptions): MonitorSettings {
  if (typeof options !== 'object' || options === null) readOptions(options, monitorOptions, 'Process.monitor');
  const { tag = 'DOWN', alias, priority } = options;
  for (const key in options) if (!monitorOptions.includes(key)) readOptions(options, monitorOptions, 'Process.monitor');
  if (alias !== undefined && !aliasModes.includes(alias)) {
    throw new BeamworkError({
      code: 'BEAMWORK_BAD_OPTION',
      problem: `Process.monitor was given alias: ${showTerm(alias)}`,
      remedy: `choose one of ${aliasModes.join(', ')}`,
    });
  }
  return { tag: copyTerm(tag), aliasMode: alias, priority: switchOf(priority, 'priority', 'Process.monitor') === true };
}

/**
 * Calls a monitor off: no DOWN message of it will arrive any more.
 *
 * @param ref what `monitor` returned. Nothing happens when it has fired, or when another process made it.
 * @param options `flush`, `info`; see {@link DemonitorOptions}. Default: neither.
 * @returns `true`; with `info` whether the monitor was still active, or with `flush` and `info` `false` when its DOWN had to be removed.
 * @throws BeamworkError `BEAMWORK_BAD_REFERENCE`; `BEAMWORK_BAD_OPTION`; `BEAMWORK_OUTSIDE_PROCESS`.
 * Cost: O(1); with `flush` O(length of the mailbox) when the monitor has fired.
 * @see https://hexdocs.pm/elixir/Process.html#demonitor/2
 *
 * ```ts run
 * const found = await run(function* () {
 *   const ref = Process.monitor('nobody');
 *   Process.demonitor(ref, { flush: true });
 *   return yield* receive(P.any, after(0, () => 'nothing'));
 * });
 * found; // => 'nothing'
 * ```
 */
export function demonitor(ref: Reference, options?: DemonitorOptions | readonly ('flush' | 'info')[]): boolean {
  const control = runningProcess('Process.demonitor');
  checkReference(ref, 'Process.demonitor');
  const { flush, info } = readSwitches(options, demonitorOptions, 'Process.demonitor');
  return dropMonitor(control, ref, { flush: flush === true, info: info === true });
}

/**
 * Sends an exit signal.
 *
 * `'kill'` ends any process, and others see the reason `'killed'`. Any other reason becomes `['EXIT', caller, reason]` for a process that traps
 * exits, and ends one that does not; `'normal'` from another process is ignored by it. It needs no link.
 *
 * Sent to oneself it cannot be caught: a process that it ends runs no further verb.
 *
 * @param destination the receiver's pid, or an alias of it; a dead process and an alias that is off change nothing. An alias that ends with the first
 * message stays: this is none.
 * @param reason any term, copied.
 * @param options `priority`; see {@link ExitOptions}. Default: an ordinary signal.
 * @returns `true`.
 * @throws BeamworkError `BEAMWORK_BAD_PID`, also for a name; `BEAMWORK_BAD_OPTION`; `BEAMWORK_UNCOPYABLE`.
 * Cost: O(1), and the copy of the reason.
 * @see https://hexdocs.pm/elixir/Process.html#exit/2
 *
 * ```ts run
 * const pid = spawn(() => receive('never'));
 * Process.exit(pid, 'shutdown'); // => true
 * Process.isAlive(pid); // => false
 * ```
 */
export function exitProcess(destination: Pid | Reference, reason: unknown, options?: ExitOptions | readonly 'priority'[]): true {
  const sender = currentProcess();
  const isAlias = isReference(destination);
  if (!isAlias) checkPid(destination, 'Process.exit');
  const priority = readSwitches(options, ['priority'], 'Process.exit')['priority'] === true && isAlias && isPriorityAlias(destination);
  const target = isAlias ? ownerOf(destination) : controlOf(destination);
  if (target?.alive !== true) return true;
  const signal = new ExitSignal(sender?.pid ?? target.state.outside, copyTerm(reason), false, priority);
  if (isAlias) exitThrough(destination, signal);
  else deliverSignal(target, signal);
  if (target === sender) receiveOwnSignals(sender);
  return true;
}

/** Receives what is in transit to the running process; when that ends it, its frame is unwound. */
export function receiveOwnSignals(control: ProcessControl): void {
  if (control.signalCount > 0 && !receiveSignals(control)) throw Unwind.token;
}
