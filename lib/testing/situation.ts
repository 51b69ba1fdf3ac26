import { BeamworkError, type ErrorParts } from '../kernel/beamwork-error.js';
import type { Pid } from '../kernel/pid.js';
import { scheduled, type ProcessControl } from '../runtime/process-control.js';
import type { RuntimeState } from '../runtime/runtime-state.js';
import { awaitsPromise } from './awaits-promise.js';
import type { Ends } from './ends.js';
import { seedHint } from './seed-hint.js';
import { showProcess } from './show-process.js';
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

  /** Why a process has ended; `undefined` while it lives. */
  exitReasonOf(pid: Pid): unknown {
    return this.#ends.of(pid)?.reason;
  }

  /** An error, with who has crashed so far, when the next timer is due, and how to see it again. */
  error({ code, problem, remedy }: ErrorParts): BeamworkError {
    const { crashes } = this.#ends;
    const { nextMs } = this.#time;
    const facts = [problem];
    if (crashes.length > 0) facts.push(`of late: ${crashes.join('; ')}`);
    if (nextMs < Infinity) facts.push(`the next timer is due in ${(nextMs - this.#time.nowMs()).toLocaleString('en')} ms`);
    return new BeamworkError({ code, problem: facts.join('; '), remedy: `${remedy}${this.#seed === undefined ? '' : `; ${seedHint(this.#seed)}`}` });
  }

  /** What a test waits for has not come. @param why nothing is tried any more. @param remedy what may help besides. */
  neverSo(why: string, remedy?: string): BeamworkError {
    const { foreign } = this;
    const waiting = this.#state.table.toArray();
    const who = waiting.length === 0 ? 'nobody is alive' : `${waiting.length} wait: ${named(waiting)}`;
    const problem = `${why}, and what the test waits for has not come; ${who}${foreign.length === 0 ? '' : `; something foreign: ${named(foreign)}`}`;
    const remedies = ['look at what each of them waits for'];
    if (remedy !== undefined) remedies.push(remedy);
    if (foreign.length > 0) remedies.push('what is foreign has had its time: start the runtime with more foreignMs, or give the process a stand-in for it');
    return this.error({ code: 'BEAMWORK_NEVER_SO', problem, remedy: remedies.join('; ') });
  }

  /** Processes ran, and came to no rest. */
  livelock(maxSlices: number): BeamworkError {
    const ready = this.#state.table.toArray().filter(({ activity }) => activity === scheduled);
    return this.error({
      code: 'BEAMWORK_LIVELOCK',
      problem: `processes ran for ${maxSlices.toLocaleString('en')} slices, and virtual time stood still; ${ready.length} can go on: ${named(ready)}`,
      remedy: 'let one of them wait for a message or a timer; where so much work is meant, start the runtime with more maxSlices',
    });
  }
}

function named(controls: readonly ProcessControl[]): string {
  return `${controls.slice(0, mostNamed).map(showProcess).join(', ')}${controls.length > mostNamed ? ', …' : ''}`;
}
