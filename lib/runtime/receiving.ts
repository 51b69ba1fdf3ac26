import { BeamworkError } from '../kernel/beamwork-error.js';
import { matchArgument, NO_MATCH } from '../kernel/match-pattern.js';
import { Unwind } from '../kernel/process-exit.js';
import { isReference, Reference } from '../kernel/reference.js';
import type { PendingCall } from './calls.js';
import type { AfterClause, OnClause } from './clauses.js';
import type { ProcessControl } from './process-control.js';
import { RejectedMessages } from './rejected-messages.js';
import { receiveSignals } from './signal-reception.js';
import { spendReduction } from './slice-budget.js';
import { startWakeTimer, stopWakeTimer } from './wake-timer.js';

/** What a generator body yields to say that it waits for a message. */
export const awaitMessage = Symbol('await message');
/** What it yields when its slice is used up. */
const sliceUsedUp = Symbol('slice used up');
/** No message fits, and the timeout has not passed. */
export const nothing = Symbol('nothing');

const waits: IteratorYieldResult<unknown> = Object.freeze({ done: false, value: awaitMessage });
const givesWay: IteratorYieldResult<unknown> = Object.freeze({ done: false, value: sliceUsedUp });

/** A mailbox shorter than this is scanned from its start: looking for a reference in the patterns would cost more. */
const worthSkipping = 16;

/**
 * One receive of one process: the patterns, the scan, the timeout.
 *
 * A process has one of these and uses it again for every receive. A generator takes it with `yield*`, as an iterator that ends when a message
 * fits; an async body gets a promise instead, see `receive.ts`.
 */
export class Receiving implements Iterable<unknown> {
  readonly #control: ProcessControl;
  #pattern: unknown = undefined;
  #clauses: readonly OnClause[] | undefined = undefined;
  #after: AfterClause | undefined = undefined;
  #armed = false;
  /** The call whose answer the frame waits for. */
  pendingCall: PendingCall | undefined = undefined;
  /** Whether somebody other than the callee may answer it. */
  leftOpen = false;
  /** Where the scan began. */
  #start = 0;
  /** The reference that `Process.wait` waits for; whatever settles after that wait is of no use to anybody. */
  awaited: Reference | undefined = undefined;
  readonly #rejected = new RejectedMessages();
  /** The ends of the promise that an async body awaits. */
  resolve: ((value: unknown) => void) | undefined = undefined;
  reject: ((reason: unknown) => void) | undefined = undefined;
  promise: Promise<unknown> | undefined = undefined;
  /** True from the call of `receive` in a generator until `yield*` takes it. */
  untaken = false;
  /** How many frames have ended: tells the result of an async clause that comes too late. */
  frame = 0;

  constructor(control: ProcessControl) {
    this.#control = control;
  }

  /** Starts a receive of one pattern. */
  beginPattern(pattern: unknown, after: AfterClause | undefined): void {
    const control = this.#control;
    if (this.#armed) this.#disarm();
    this.pendingCall = undefined;
    this.#pattern = pattern;
    this.awaited = undefined;
    this.#clauses = undefined;
    this.#after = after;
    control.scan = control.tail - control.head < worthSkipping ? control.head : control.indexAt(Math.max(markIn(pattern, control), this.#rejected.markFor(pattern)));
    this.#start = control.scan;
  }

  /** Starts to wait for the answer to a call. */
  beginCall(call: PendingCall): void {
    const control = this.#control;
    if (this.#armed) this.#disarm();
    this.pendingCall = call;
    this.leftOpen = false;
    this.awaited = undefined;
    this.#clauses = undefined;
    this.#after = call;
    control.scan = control.indexAt(Reference.markOf(call.ref, control));
  }

  /** The process that this one waits for, and that alone can wake it. */
  get awaitedCallee(): ProcessControl | undefined {
    const call = this.pendingCall;
    return call === undefined || this.leftOpen || !call.rests ? undefined : call.callee;
  }

  /** Starts a receive of several clauses. */
  beginClauses(clauses: readonly OnClause[], after: AfterClause | undefined): void {
    const control = this.#control;
    if (this.#armed) this.#disarm();
    this.pendingCall = undefined;
    this.#clauses = clauses;
    this.#after = after;
    this.awaited = undefined;
    control.scan = control.head;
    if (control.tail - control.head < worthSkipping) return;
    let mark = clauses.length === 0 ? 0 : Infinity;
    for (const { pattern } of clauses) mark = Math.min(mark, markIn(pattern, control));
    control.scan = control.indexAt(mark);
  }

  [Symbol.iterator](): this {
    return this;
  }

  /** A new frame begins: a receive that the one before has not taken is forgotten. */
  startFrame(): void {
    this.untaken = false;
  }

  /** Only a destructuring such as `const [tag] = receive(…)` calls it: somebody forgot the `yield*`. */
  return(): never {
    throw notTaken(this.#control);
  }

  next(): IteratorResult<unknown, unknown> {
    this.untaken = false;
    const control = this.#control;
    if (control.scan === control.tail && control.signalCount === 0 && this.#after === undefined) return waits;
    if (!spendReduction()) return givesWay;
    const value = this.attempt();
    if (value === nothing) {
      this.arm();
      // A guard may have brought messages in.
      if (control.scan < control.tail) return givesWay;
      return waits;
    }
    // A fresh object: V8 elides it, and storing a young message in an old object would cost more.
    return { done: true, value };
  }

  /** True when a look into the mailbox may give something. */
  get promising(): boolean {
    const control = this.#control;
    return control.scan < control.tail || control.signalCount > 0 || this.#after?.ms === 0;
  }

  /** What it waits for, where that is no answer to a call. */
  get patterns(): readonly unknown[] {
    return this.#clauses === undefined ? [this.#pattern] : this.#clauses.map(({ pattern }) => pattern);
  }

  /** When it does something else, where no message fits until then: milliseconds. */
  get timeoutMs(): number | undefined {
    return this.#after?.ms;
  }

  /** Looks for a message that fits; gives the result of its clause, or of the timeout's, else {@link nothing}. */
  attempt(): unknown {
    const control = this.#control;
    if (control.signalCount !== 0 && !receiveSignals(control)) return nothing;
    const value = this.#clauses === undefined ? this.#seekOne(control) : this.#seekClause(control, this.#clauses);
    // A guard may have ended the process.
    return value === nothing && this.#after !== undefined && control.alive ? this.#timeOut(this.#after) : value;
  }

  #seekOne(control: ProcessControl): unknown {
    return this.pendingCall === undefined ? this.#seek(control) : this.#seekAnswer(control, this.pendingCall);
  }

  /** The answer to a call: `[ref, value]`, or the DOWN of the callee. */
  #seekAnswer(control: ProcessControl, call: PendingCall): unknown {
    const { items, tail } = control;
    if (items === undefined) return nothing;
    for (let index = control.scan; index < tail; index++) {
      const message = items[index];
      if (!Array.isArray(message)) continue;
      if (message.length === 2 && message[0] === call.ref) {
        this.#take(index);
        this.pendingCall = undefined;
        return message[1];
      }
      if (message.length === 5 && message[1] === call.ref && message[0] === 'DOWN') {
        this.#take(index);
        this.pendingCall = undefined;
        return call.ended(message[4]);
      }
    }
    control.scan = tail;
    return nothing;
  }

  /** The argument of the one pattern. */
  #seek(control: ProcessControl): unknown {
    let { shifts } = control;
    let left = control.tail - control.scan;
    while (left > 0) {
      const message = control.items?.[control.scan];
      const argument = matchArgument(this.#pattern, message);
      if (control.shifts !== shifts) {
        shifts = control.shifts;
        left = control.received - control.scan;
        if (!control.isAt(control.scan, message)) continue;
      }
      if (argument !== NO_MATCH) {
        if (control.scan - this.#start >= worthSkipping) this.#rejected.note(this.#pattern, control.markAt(control.scan));
        this.#take(control.scan);
        return argument;
      }
      control.scan++;
      left--;
    }
    return nothing;
  }

  /** The result of the first clause that fits the first message that any clause fits. */
  #seekClause(control: ProcessControl, clauses: readonly OnClause[]): unknown {
    let { shifts } = control;
    let left = control.tail - control.scan;
    look: while (left > 0) {
      const message = control.items?.[control.scan];
      for (const { pattern, handler } of clauses) {
        const argument = matchArgument(pattern, message);
        if (control.shifts !== shifts) {
          shifts = control.shifts;
          left = control.received - control.scan;
          if (!control.isAt(control.scan, message)) continue look;
        }
        if (argument === NO_MATCH) continue;
        this.#take(control.scan);
        return handler(argument);
      }
      control.scan++;
      left--;
    }
    return nothing;
  }

  #timeOut(after: AfterClause): unknown {
    if (after.ms !== 0 && !(this.#armed && this.#control.wakeTimer?.expired === true)) return nothing;
    if (this.#armed) this.#disarm();
    this.pendingCall = undefined;
    return after.handler();
  }

  /** Forgets the receive, its timeout, and the result of an async clause that still runs: the frame has ended without them. */
  drop(): void {
    this.resolve = this.reject = this.promise = this.awaited = undefined;
    this.pendingCall?.abandon();
    this.pendingCall = undefined;
    this.untaken = false;
    this.frame++;
    if (this.#armed) this.#disarm();
  }

  #disarm(): void {
    this.#armed = false;
    stopWakeTimer(this.#control);
  }

  #take(index: number): void {
    const control = this.#control;
    // A guard may have ended the process.
    if (!control.alive) throw Unwind.token;
    if (this.#armed) this.#disarm();
    control.reductions++;
    control.removeAt(index);
  }

  /** Starts the timeout, the first time that nothing fits. */
  arm(): void {
    const after = this.#after;
    if (after === undefined || this.#armed || after.ms === Infinity || !this.#control.alive) return;
    this.#armed = true;
    startWakeTimer(this.#control, after.ms);
  }
}

function notTaken(control: ProcessControl): BeamworkError {
  return new BeamworkError({
    code: 'BEAMWORK_BAD_RECEIVE',
    problem: `${control.pid} took a receive apart without waiting for it`,
    remedy: 'write const [tag] = yield* receive(…) in a generator, = await receive(…) in an async function',
  });
}

/** The position from which a message can fit: after the making of a reference in the pattern; 0 when there is none. */
function markIn(pattern: unknown, owner: ProcessControl): number {
  if (!Array.isArray(pattern)) return isReference(pattern) ? Reference.markOf(pattern, owner) : 0;
  let mark = 0;
  for (const part of pattern) {
    if (isReference(part)) mark = Math.max(mark, Reference.markOf(part, owner));
  }
  return mark;
}
