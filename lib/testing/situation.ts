import { BeamworkError, type ErrorParts } from '../kernel/beamwork-error.js';
import type { Pid } from '../kernel/pid.js';
import { ProcessExit } from '../kernel/process-exit.js';
import { scheduled, type ProcessControl } from '../runtime/process-control.js';
import type { RuntimeState } from '../runtime/runtime-state.js';
import { awaitsPromise } from './awaits-promise.js';
import type { Ends } from './ends.js';
import { seedHint, withHint } from './seed-hint.js';
import { showProcess } from './show-process.js';
import { showWait } from './show-wait.js';
import type { VirtualTime } from './virtual-time.js';

/** How many processes the text of an error names. */
const mostNamed = 5;

/** How things stand in a runtime under test: what the errors of the kit tell besides what went wrong. */
export class Situation {
  readonly #state: RuntimeState;
  readonly #time: VirtualTime;
  readonly #ends: Ends;
  readonly #seed: number | undefined;

  constructor(state: RuntimeState, time: VirtualTime, ends: Ends, seed: number | undefined) {
    this.#state = state;
    this.#time = time;
    this.#ends = ends;
    this.#seed = seed;
  }

  /** Who awaits something that is no part of the runtime. */
  get foreign(): ProcessControl[] {
    return this.#state.table.toArray().filter(awaitsPromise);
  }

  /** How a process has ended; nothing while it lives. */
  endOf(pid: Pid): { readonly reason: unknown } | undefined {
    return this.#ends.of(pid);
  }

  /** An error, with who has crashed so far, when the next timer is due, and how to see it again. */
  error({ code, problem, remedy }: ErrorParts): BeamworkError {
    const { nextMs } = this.#time;
    const facts = [problem];
    if (this.crashes !== '') facts.push(this.crashes);
    if (nextMs < Infinity) facts.push(`the next timer is due in ${(nextMs - this.#time.nowMs()).toLocaleString('en')} ms`);
    return new BeamworkError({ code, problem: facts.join('; '), remedy: `${remedy}${this.#seed === undefined ? '' : `; ${seedHint(this.#seed)}`}` });
  }

  /** A process that a test has run ended: where others have crashed, its error tells, as that may be why. */
  explain(failure: unknown): unknown {
    return failure instanceof ProcessExit && this.crashes !== '' ? withHint(failure, this.crashes) : failure;
  }

  /** The crashes of late; empty when there was none. */
  get crashes(): string {
    const { crashes } = this.#ends;
    return crashes.length === 0 ? '' : `of late: ${crashes.join('; ')}`;
  }

  /** What a test waits for has not come. @param why nothing is tried any more. @param remedy what may help besides. */
  neverSo(why: string, remedy?: string): BeamworkError {
    const living = this.#state.table.toArray();
    const who = living.length === 0 ? 'nobody is alive' : `alive: ${named(living, (control) => `${showProcess(control)} ${showWait(control)}`)}`;
    const remedies = ['look at what each of them waits for'];
    if (remedy !== undefined) remedies.push(remedy);
    if (this.foreign.length > 0) remedies.push('what is no part of the runtime has had its time: start the runtime with more foreignMs, or give the process a stand-in for it');
    return this.error({ code: 'BEAMWORK_NEVER_SO', problem: `${why}, and what the test waits for has not come; ${who}`, remedy: remedies.join('; ') });
  }

  /** Processes ran, and came to no rest. */
  livelock(maxSlices: number): BeamworkError {
    const ready = this.#state.table.toArray().filter(({ activity }) => activity === scheduled);
    return this.error({
      code: 'BEAMWORK_LIVELOCK',
      problem: `processes ran for ${maxSlices.toLocaleString('en')} slices, and virtual time stood still; ${ready.length} can go on: ${named(ready, showProcess)}`,
      remedy: 'let one of them wait for a message or a timer; where so much work is meant, start the runtime with more maxSlices',
    });
  }
}

function named(controls: readonly ProcessControl[], show: (control: ProcessControl) => string): string {
  return `${controls.slice(0, mostNamed).map(show).join(', ')}${controls.length > mostNamed ? ', …' : ''}`;
}
