import { P } from '../kernel/pattern.js';
import { isPid, type Pid } from '../kernel/pid.js';
import { Unwind } from '../kernel/process-exit.js';
import { showTerm } from '../kernel/show-term.js';
import { isGenerator, isThenable } from '../runtime/frames.js';
import { copyReason } from '../runtime/exit.js';
import { linkNewborn, unlink } from '../runtime/links.js';
import { monitor, plainMonitor } from '../runtime/monitors.js';
import { controlOf, type ProcessControl } from '../runtime/process-control.js';
import { checkFree, dropReceive } from '../runtime/receive.js';
import { deliverSignal } from '../runtime/router.js';
import { ExitSignal } from '../runtime/signals.js';
import { startProcess, type StartSettings } from '../runtime/starts.js';
import { reasonOf } from '../runtime/thrown-reason.js';
import { after, on, receive, type Receiving } from '../verbs/receive.js';
import { wait } from '../verbs/wait.js';
import type { FullChildSpec, Shutdown } from './child-spec.js';
import { badSpec } from './child-spec-check.js';

/** What a start came to: a pid, `undefined` for a child that is not wanted, or why there is none. */
export type StartOutcome = { readonly pid: Pid | undefined } | { readonly failure: unknown };

/** Starts a child of the running process, and waits for it. */
export function* startChild(me: ProcessControl, { start }: Pick<FullChildSpec, 'start'>, extra: readonly unknown[] = []): Generator<unknown, StartOutcome> {
  try {
    if (typeof start === 'function') return { pid: yield* takeStart(me, start, extra) };
    const [Class, ...args] = start;
    return { pid: yield* startClass(me, Class, extra.length === 0 ? args : [...extra, ...args]) };
  } catch (thrown) {
    if (thrown === Unwind.token || !me.alive) throw thrown;
    dropUntaken(me);
    return { failure: copyReason(reasonOf(thrown).reason) };
  }
}

const plainly: StartSettings = { name: undefined, via: undefined, timeoutMs: Infinity, link: true };

/** What `startLink` does, for any class. */
function startClass(me: ProcessControl, Class: object, args: readonly unknown[]): Receiving<Pid | undefined>;
function startClass(me: ProcessControl, Class: object, args: readonly unknown[]): unknown {
  checkFree(me);
  return startProcess(me.state, me, me, Class, args, plainly);
}

/** Calls a start function of the user: its value, what its generator returns, or what its promise comes to. */
function* takeStart(me: ProcessControl, start: (...args: never[]) => unknown, extra: readonly unknown[]): Generator<unknown, Pid | undefined> {
  let result: unknown = Reflect.apply(start, undefined, extra);
  if (typeof result === 'object' && result !== null && !isPid(result)) {
    if (isGenerator(result)) result = yield* result;
    else if (isThenable(result)) {
      // What an async function waits for in here is a receive of this very frame, which alone can take it.
      const waits: object | undefined = me.receiving;
      const taken: unknown = me.receiving?.untaken === true && waits !== undefined && isTakable(waits) ? yield* waits : undefined;
      const value: unknown = yield* wait(result);
      result = value === waits ? taken : value;
    } else if (isTakable(result)) result = yield* result;
  }
  if (dropUntaken(me)) throw badSpec(start, 'it starts something and does not give it', 'return what startLink gives: start: () => startLink(…)');
  if (result === me.pid) throw badSpec(start, 'it gave the supervisor itself', 'give the pid of a process that it starts: start: () => startLink(…)');
  if (result !== undefined && !isPid(result)) throw badSpec(start, `it gave ${showTerm(result)}`, 'give a function that gives a pid: start: () => startLink(…)');
  if (result !== undefined) adopt(me, controlOf(result));
  return result;
}

function isTakable(value: object): value is Iterable<unknown> & { [Symbol.iterator](): Iterator<unknown, unknown, unknown> } {
  return Symbol.iterator in value && 'next' in value;
}

/** Nobody would know of a process whose start is left untaken, for want of a `return`: it ends. Says whether there was anything untaken. */
function dropUntaken(me: ProcessControl): boolean {
  if (me.receiving?.untaken !== true) return false;
  const callee = me.receiving.pendingCall?.callee;
  dropReceive(me);
  if (callee?.starter !== undefined) deliverSignal(callee, new ExitSignal(me.pid, 'kill', false));
  return true;
}

/** A child that was started without a link gets one, so that its end is heard of. */
function adopt(me: ProcessControl, child: ProcessControl): void {
  if (me.links?.has(child) === true || child === me) return;
  if (child.alive) linkNewborn(me, child);
  else deliverSignal(me, new ExitSignal(child.pid, 'noproc', false));
}

/** Stops a process as its child spec says, and waits for its end. */
export function* stopChild(me: ProcessControl, pid: Pid, shutdown: Shutdown): Generator<unknown, void> {
  const child = controlOf(pid);
  if (!child.alive) return;
  const ref = monitor(me, pid, plainMonitor);
  // Its end is heard of once, by the monitor.
  unlink(me, child);
  deliverSignal(child, new ExitSignal(me.pid, shutdown === 'brutal_kill' ? 'kill' : 'shutdown', false));
  const ended = on(['DOWN', ref, 'process', P.any, P.any], () => true);
  if (typeof shutdown === 'number') {
    const inTime = yield* receive(ended, after(shutdown, () => false));
    if (inTime) return;
    deliverSignal(child, new ExitSignal(me.pid, 'kill', false));
  }
  yield* receive(ended);
}

/** Who has ended, says a message; the runtime knows whether it is true. */
const anyEnd = on(P.any, (message: unknown) => {
  const pid: unknown = Array.isArray(message) && message[0] === 'DOWN' ? message[3] : undefined;
  return isPid(pid) && !controlOf(pid).alive ? pid : undefined;
});

/** Stops many processes at once, each as its child spec says, and waits for all: the last thing that a process does, because it drops all other messages. */
export function* stopTogether(me: ProcessControl, children: Iterable<readonly [Pid, Shutdown]>): Generator<unknown, void> {
  const left = new Map<Pid, Shutdown>();
  const beganMs = me.state.clock.nowMs();
  for (const [pid, shutdown] of children) {
    const child = controlOf(pid);
    // Its end is heard of once, by the monitor.
    unlink(me, child);
    if (!child.alive) continue;
    left.set(pid, shutdown);
    monitor(me, pid, plainMonitor);
    deliverSignal(child, new ExitSignal(me.pid, shutdown === 'brutal_kill' ? 'kill' : 'shutdown', false));
  }
  const limits = [...new Set(left.values())].filter((limit) => typeof limit === 'number').sort((a, b) => a - b);
  while (left.size > 0) {
    const [limit = Infinity] = limits;
    const leftMs = beganMs + limit - me.state.clock.nowMs();
    if (leftMs > 0) {
      const pid = yield* receive(anyEnd, after(leftMs));
      if (isPid(pid)) left.delete(pid);
      continue;
    }
    limits.shift();
    for (const [late, shutdown] of left) if (shutdown === limit) deliverSignal(controlOf(late), new ExitSignal(me.pid, 'kill', false));
  }
}
