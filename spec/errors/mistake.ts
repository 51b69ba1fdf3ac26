import { exit, Process, Receive } from '../../lib/index.js';
import { reasonOf } from '../semantics/support.js';

/** A wrong use of beamwork: prepared in a process, then made there, and caught. */
export interface Mistake {
  /** Makes ready, and gives the mistake itself; both may be generator functions. */
  readonly prepare: () => Prepared | Generator<unknown, Prepared>;
  readonly problem: RegExp;
  readonly remedy: RegExp;
}

/** Mistakes by title. */
export type Ways = Readonly<Record<string, Mistake>>;

type Prepared = () => unknown;

/** Mistakes that need nothing made ready. */
export const plain = (mistake: Prepared, problem: RegExp, remedy: RegExp): Mistake => ({ prepare: () => mistake, problem, remedy });

/** Calls a function as JavaScript would, with arguments that its types refuse. */
export function call(f: (...args: never[]) => unknown, ...args: unknown[]): unknown {
  return Reflect.apply(f, undefined, args);
}

/** A process that ends with the error gives it to whoever watches; here it is thrown again. */
export function endOf(body: () => unknown): Prepared {
  return function* () {
    throw yield* reasonOf(body);
  };
}

/** A class with one handler, that ends on other messages. */
@Process({ unmatched: 'crash' })
export class Strict {
  @Receive('stop') stop(_: 'stop'): void {
    exit('normal');
  }
}

/** A class that is no process class. */
export class Plain {}
