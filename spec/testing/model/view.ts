import type { State } from './model.js';

/** What can be seen of a process, as text. */
export interface ProcessView {
  /** Why it has ended; all else is empty then. */
  readonly reason: string | undefined;
  readonly mailbox: readonly string[];
  readonly links: readonly string[];
  readonly monitors: readonly string[];
  readonly monitoredBy: readonly string[];
  readonly name: string | undefined;
  readonly trapExit: boolean;
}

/** What can be seen when nobody can go on. */
export interface View {
  readonly nowMs: number;
  readonly processes: ReadonlyMap<string, ProcessView>;
  /** Milliseconds that are left, by the labels of timers that run. */
  readonly timers: ReadonlyMap<string, number>;
  /** What each deed has given, by its number. */
  readonly results: ReadonlyMap<number, string>;
}

export const ended: Omit<ProcessView, 'reason'> = { mailbox: [], links: [], monitors: [], monitoredBy: [], name: undefined, trapExit: false };

/** Where the model and what was seen differ, a line each. Links and monitors have no order, mailboxes have. */
export function differences(state: State, seen: View): string[] {
  const lines: string[] = [];
  const compare = (what: string, allowed: unknown, found: unknown): void => {
    if (JSON.stringify(allowed) !== JSON.stringify(found)) lines.push(`${what}: the rules give ${show(allowed)}, found ${show(found)}`);
  };
  for (const [pid, found] of seen.processes) {
    const allowed = viewOf(state, pid);
    for (const [key, value] of Object.entries(found)) compare(`${key} of ${pid}`, Reflect.get(allowed, key), value);
    // 47: a link is one, seen from both of its ends.
    for (const other of found.links) if (seen.processes.get(other)?.links.includes(pid) !== true) lines.push(`${pid} is linked to ${other}, which is not linked to it`);
  }
  const timers = [...state.references].flatMap(([ref, use]) => (use.type === 'timer' && use.running ? [[ref, Math.max(0, use.dueMs - state.nowMs)] as const] : []));
  compare('timers', [...timers].sort(byLabel), [...seen.timers].sort(byLabel));
  return lines;
}

function viewOf(state: State, pid: string): ProcessView {
  const { reason, mailbox, links, monitoredBy, trapExit } = state.processes.get(pid) ?? { reason: 'never born', ...ended };
  if (reason !== undefined) return { reason, ...ended };
  const owned = [...state.references.values()].flatMap((use) => (use.type === 'monitor' && use.owner === pid && use.active ? [use.object] : []));
  const owners = monitoredBy.map((ref) => state.references.get(ref)).map((use) => (use?.type === 'monitor' ? use.owner : 'nobody'));
  const name = [...state.names].find(([, holder]) => holder === pid)?.[0];
  return { reason, mailbox, links: [...links].sort(), monitors: owned.sort(), monitoredBy: owners.sort(), name, trapExit };
}

function show(value: unknown): string {
  return Array.isArray(value) ? `[${value.join(', ')}]` : String(value);
}

function byLabel([a]: readonly [string, number], [b]: readonly [string, number]): number {
  return a < b ? -1 : 1;
}
