import type { AliasMode } from '../../../lib/runtime/signals.js';
import type { Instruction } from './deeds.js';

/**
 * The reference model: processes as plain data, and what each signal does to them. `model-verbs.ts` has what the verbs do.
 *
 * Everybody is known by a label: `p1` is a process, `n1` a name, `r1` a reference. Terms are texts. Each pair of processes has a queue of its own, as
 * order is promised for pairs alone (rules 1 to 3); which queue is received from next, and who does something next, is left open (rules 4 and 7).
 * Numbers in comments are rules of docs/semantics.md. What stands inside the maps is replaced, and never changed.
 */
export interface State {
  readonly processes: Map<string, ProcessState>;
  /** What is in transit, by `from>to`, oldest first. */
  readonly queues: Map<string, readonly Signal[]>;
  readonly names: Map<string, string>;
  readonly references: Map<string, Use>;
  nowMs: number;
}

export interface ProcessState {
  /** Why it has ended; nothing while it lives. */
  readonly reason: string | undefined;
  readonly trapExit: boolean;
  readonly mailbox: readonly string[];
  readonly links: readonly string[];
  /** References of the monitors that it knows of, oldest first. */
  readonly monitoredBy: readonly string[];
  /** What it is yet to do. */
  readonly script: readonly Instruction[];
}

export type Signal =
  | { readonly type: 'message'; readonly term: string; readonly alias?: string }
  | { readonly type: 'exit'; readonly reason: string; readonly alongLink: boolean }
  | { readonly type: 'link' }
  | { readonly type: 'unlink' }
  | { readonly type: 'monitor' | 'demonitor'; readonly ref: string }
  | { readonly type: 'down'; readonly ref: string; readonly reason: string };

/** What a reference stands for. */
export type Use = MonitorUse | AliasUse | TimerUse;
type MonitorUse = Omit<AliasUse, 'type'> & { readonly type: 'monitor'; readonly target: string | undefined; readonly object: string; readonly active: boolean };
type AliasUse = { readonly type: 'alias'; readonly owner: string; readonly aliasMode: AliasMode | 'reply' | undefined; readonly aliasActive: boolean };
type TimerUse = { readonly type: 'timer'; readonly to: string; readonly term: string; readonly dueMs: number; readonly firesMs: number; readonly running: boolean };

export const newborn: ProcessState = { reason: undefined, trapExit: false, mailbox: [], links: [], monitoredBy: [], script: [] };

/** Receives the oldest signal that is in transit from one to another. */
export function receive(state: State, from: string, to: string): void {
  const [signal, ...rest] = state.queues.get(`${from}>${to}`) ?? [];
  if (rest.length > 0) state.queues.set(`${from}>${to}`, rest);
  else state.queues.delete(`${from}>${to}`);
  const { reason, links, monitoredBy } = processOf(state, to);
  if (signal === undefined) return;
  if (reason !== undefined) answerAsDead(state, from, to, signal);
  else if (signal.type === 'message') receiveMessage(state, to, signal.term, signal.alias);
  else if (signal.type === 'exit') receiveExit(state, from, to, signal.reason, signal.alongLink);
  else if (signal.type === 'down') receiveDown(state, to, signal.ref, signal.reason);
  else if (signal.type === 'link') change(state, to, { links: [...without(links, from), from] }); // 47
  else if (signal.type === 'unlink') change(state, to, { links: without(links, from) }); // 49
  else if (signal.type === 'monitor') change(state, to, { monitoredBy: [...monitoredBy, signal.ref] }); // 60
  else change(state, to, { monitoredBy: without(monitoredBy, signal.ref) });
}

/** 52, 63: `noproc` to who links or monitors; 5, 46: silence to all others. */
function answerAsDead(state: State, from: string, to: string, signal: Signal): void {
  if (signal.type === 'link') push(state, to, from, { type: 'exit', reason: 'noproc', alongLink: true });
  if (signal.type === 'monitor') push(state, to, from, { type: 'down', ref: signal.ref, reason: 'noproc' });
}

function receiveMessage(state: State, to: string, term: string, alias: string | undefined): void {
  const use = state.references.get(alias ?? '');
  if (use !== undefined && use.type !== 'timer') {
    if (!use.aliasActive) return; // 88
    if (use.aliasMode === 'reply') state.references.set(alias ?? '', { ...use, aliasActive: false }); // 89
    if (use.aliasMode === 'reply_demonitor') endMonitor(state, alias ?? ''); // 90
  }
  append(state, to, term); // 14
}

function receiveExit(state: State, from: string, to: string, reason: string, alongLink: boolean): void {
  const { links, trapExit } = processOf(state, to);
  if (alongLink && !links.includes(from)) return; // 53, 56
  if (alongLink) change(state, to, { links: without(links, from) });
  if (reason === 'kill' && !alongLink) end(state, to, 'killed'); // 39, 40
  else if (trapExit) append(state, to, `[EXIT, ${from}, ${reason}]`); // 32, 38, 43
  else if (reason !== 'normal' || from === to) end(state, to, reason); // 31, 36, 37
}

function receiveDown(state: State, to: string, ref: string, reason: string): void {
  const use = state.references.get(ref);
  if (use?.type !== 'monitor' || !use.active) return; // 61, 67
  state.references.set(ref, inactive(use));
  append(state, to, `[DOWN, ${ref}, process, ${use.object}, ${reason}]`); // 62
}

/** 11: names are free before anybody hears. Then links hear, then monitors, in the order in which they were made (77), behind all that was sent (74). */
export function end(state: State, pid: string, reason: string): undefined {
  const { links, monitoredBy } = processOf(state, pid);
  for (const [name, holder] of state.names) if (holder === pid) state.names.delete(name); // 80
  state.processes.set(pid, { ...newborn, reason });
  for (const other of links) push(state, pid, other, { type: 'exit', reason, alongLink: true }); // 42, 50
  for (const ref of monitoredBy) {
    const use = state.references.get(ref);
    if (use?.type === 'monitor') push(state, pid, use.owner, { type: 'down', ref, reason });
  }
  for (const [ref, use] of state.references) {
    if (use.type === 'monitor' && use.owner === pid) endMonitor(state, ref); // 73
    if (use.type === 'timer' && use.to === pid) state.references.set(ref, { ...use, running: false }); // 103
  }
}

/** Lets time pass to the next instant at which a timer fires, or to `limitMs`. */
export function passTime(state: State, limitMs: number): void {
  state.nowMs = limitMs;
  for (const use of state.references.values()) if (use.type === 'timer' && use.running) state.nowMs = Math.min(state.nowMs, use.firesMs);
  for (const [ref, use] of state.references) {
    if (use.type !== 'timer' || !use.running || use.firesMs > state.nowMs) continue;
    state.references.set(ref, { ...use, running: false });
    const to = pidOf(state, use.to); // 104: a name is looked up now. 107: each timer is a sender of its own, so the order is open.
    if (to !== undefined) push(state, ref, to, { type: 'message', term: use.term });
  }
}

export function endMonitor(state: State, ref: string): void {
  const use = state.references.get(ref);
  if (use?.type !== 'monitor' || !use.active) return;
  state.references.set(ref, inactive(use));
  if (use.target !== undefined) push(state, use.owner, use.target, { type: 'demonitor', ref });
}

/** 90: the alias of a monitor ends with it, unless only `unalias` may end it. */
function inactive(use: MonitorUse): Use {
  return { ...use, active: false, aliasActive: use.aliasActive && use.aliasMode === 'explicit_unalias' };
}

export function push(state: State, from: string, to: string, signal: Signal): void {
  const key = `${from}>${to}`;
  state.queues.set(key, [...(state.queues.get(key) ?? []), signal]);
}

export function processOf(state: State, pid: string): ProcessState {
  const found = state.processes.get(pid);
  if (found === undefined) throw new Error(`the model does not know ${pid}`);
  return found;
}

export function pidOf(state: State, to: string): string | undefined {
  return to.startsWith('n') ? state.names.get(to) : to;
}

export function change(state: State, pid: string, changes: Partial<ProcessState>): void {
  state.processes.set(pid, { ...processOf(state, pid), ...changes });
}

export function without(list: readonly string[], item: string): readonly string[] {
  return list.filter((each) => each !== item);
}

function append(state: State, pid: string, term: string): void {
  change(state, pid, { mailbox: [...processOf(state, pid).mailbox, term] });
}
