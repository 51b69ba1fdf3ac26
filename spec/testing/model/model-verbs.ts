import { badarg, nothing, startOf, type Instruction, type Verbs } from './deeds.js';
import { change, end, endMonitor, newborn, pidOf, processOf, push, without, type State } from './model.js';

/** The queue that must be empty before a deed: an answer comes after all that was asked before (13), and what one sends to oneself is there at once. */
export function waitsFor(next: Instruction): string | undefined {
  if (next.verb === 'isAlive') return `${next.by}>${next.args.pid}`;
  return next.verb === 'receive' ? `${next.by}>${next.by}` : undefined;
}

/** What each verb does, and gives. */
export const verbs: Verbs<State> = {
  spawn: (state, by, { how, as, ref }) => {
    state.processes.set(as, { ...newborn, links: how === 'spawnLink' ? [by] : [], monitoredBy: how === 'spawnMonitor' ? [ref] : [] }); // 57, 75
    if (how === 'spawnLink') change(state, by, { links: [...processOf(state, by).links, as] });
    if (how !== 'spawnMonitor') return as;
    state.references.set(ref, { type: 'monitor', owner: by, target: as, object: as, active: true, aliasMode: undefined, aliasActive: false });
    return `[${as}, ${ref}]`;
  },

  send: (state, by, { to, message, count }) => {
    const use = state.references.get(to);
    const pid = use !== undefined && use.type !== 'timer' ? use.owner : pidOf(state, to); // 87
    if (pid === undefined) return badarg; // 82
    if (pid.startsWith('r')) return message; // No alias: a monitor of oneself, for one.
    for (let each = 0; each < count; each++) push(state, by, pid, { type: 'message', term: `${message}.${each}`, ...(use === undefined ? {} : { alias: to }) });
    return message;
  },

  link: (state, by, { pid }) => {
    const { links, trapExit } = processOf(state, by);
    if (pid === by || links.includes(pid)) return 'true'; // 47, 48
    const isAlive = processOf(state, pid).reason === undefined;
    if (!isAlive && !trapExit) return badarg; // 52
    if (isAlive) change(state, by, { links: [...links, pid] });
    push(state, by, isAlive ? pid : by, isAlive ? { type: 'link' } : { type: 'message', term: `[EXIT, ${pid}, noproc]` });
    return 'true';
  },

  unlink: (state, by, { pid }) => {
    const { links } = processOf(state, by);
    if (links.includes(pid)) push(state, by, pid, { type: 'unlink' });
    change(state, by, { links: without(links, pid) });
    return 'true'; // 55
  },

  isAlive: (state, _, { pid }) => String(processOf(state, pid).reason === undefined), // 11, 13

  monitor: (state, by, { to, as, alias }) => {
    const target = pidOf(state, to); // 65
    if (target === by) return as; // Nobody hears of its own end.
    const object = to.startsWith('n') ? `[${to}, nonode@nohost]` : to; // 64
    state.references.set(as, { type: 'monitor', owner: by, target, object, active: true, aliasMode: alias, aliasActive: alias !== undefined });
    if (target !== undefined && processOf(state, target).reason === undefined) push(state, by, target, { type: 'monitor', ref: as });
    else push(state, by, by, { type: 'down', ref: as, reason: 'noproc' }); // 63, 64
    return as;
  },

  demonitor: (state, by, { ref, flush, info }) => {
    const use = state.references.get(ref);
    if (use?.type !== 'monitor' || use.owner !== by) return String(!info); // 71, 72
    endMonitor(state, ref);
    const { mailbox } = processOf(state, by);
    if (flush) change(state, by, { mailbox: mailbox.filter((message) => !message.startsWith(`[DOWN, ${ref},`)) }); // 68
    return String(!info || use.active); // 69, 70
  },

  alias: (state, by, { as, reply }) => {
    state.references.set(as, { type: 'alias', owner: by, aliasMode: reply ? 'reply' : undefined, aliasActive: true });
    return as;
  },

  unalias: (state, by, { ref }) => {
    const use = state.references.get(ref);
    if (use === undefined || use.type === 'timer' || use.owner !== by) return 'false'; // 91
    state.references.set(ref, { ...use, aliasActive: false }); // 88
    return String(use.aliasActive);
  },

  register: (state, _, { pid, name }) => {
    const isNamed = [...state.names.values()].includes(pid);
    if (isNamed || state.names.has(name) || processOf(state, pid).reason !== undefined) return badarg; // 78, 79, 85
    state.names.set(name, pid);
    return 'true';
  },

  unregister: (state, _, { name }) => (state.names.delete(name) ? 'true' : badarg), // 83
  whereis: (state, _, { name }) => state.names.get(name) ?? 'undefined', // 81

  signal: (state, by, { to, reason }) => {
    push(state, by, to, { type: 'exit', reason, alongLink: false }); // 45
    return 'true';
  },

  trapExit: (state, by, { value }) => {
    const old = String(processOf(state, by).trapExit);
    change(state, by, { trapExit: value });
    return old; // 44
  },

  receive: (state, by, args) => {
    const { mailbox } = processOf(state, by);
    const index = mailbox.findIndex((message) => message.startsWith(startOf(args))); // 15
    if (index !== -1) change(state, by, { mailbox: [...mailbox.slice(0, index), ...mailbox.slice(index + 1)] }); // 16, 17
    return mailbox[index] ?? nothing; // 19, 22
  },

  timer: (state, _, { to, as, message, ms, wraps }) => {
    const dueMs = state.nowMs + ms;
    const term = wraps ? `[timeout, ${as}, ${message}]` : message; // 102
    // 99: never early, and a millisecond at least. 103, 105: it ends with who gets it, not with who has started it.
    const running = to.startsWith('n') || processOf(state, to).reason === undefined;
    state.references.set(as, { type: 'timer', to, term, dueMs, firesMs: Math.max(dueMs, state.nowMs + 1), running });
    return as;
  },

  cancelTimer: (state, by, { ref }) => {
    const left = verbs.readTimer(state, by, { ref });
    const timer = state.references.get(ref);
    if (timer?.type === 'timer') state.references.set(ref, { ...timer, running: false }); // 101
    return left;
  },

  readTimer: (state, _, { ref }) => {
    const timer = state.references.get(ref);
    return timer?.type === 'timer' && timer.running ? String(Math.max(0, timer.dueMs - state.nowMs)) : 'false'; // 100, 106
  },

  exit: (state, by, { reason }) => end(state, by, reason), // 28, 42: one's own 'kill' is a reason like any other
  throw: (state, by, { reason }) => end(state, by, `Error: ${reason}`), // 29
  return: (state, by) => end(state, by, 'normal'), // 27
};
