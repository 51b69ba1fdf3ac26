import { Observable, Subscriber, type Observer, type Operator, type Subscription, type TeardownLogic } from 'rxjs';
import { isThenable } from '../runtime/frames.js';

/** Hears of an error that a subscriber threw. */
export type OnSubscriberError = (error: unknown) => void;

type Next<T> = ((value: T) => void) | null;

/**
 * An observable whose subscribers cannot hurt anybody: what one throws goes to a log, not to the program, the source or another subscriber.
 *
 * RxJS throws such an error from a timer, which would end the program. Operators keep the protection: what `pipe` gives is isolated too.
 */
export class IsolatedObservable<T> extends Observable<T> {
  readonly #onError: OnSubscriberError;

  constructor(onError: OnSubscriberError, subscribe?: (subscriber: Subscriber<T>) => TeardownLogic) {
    super(subscribe);
    this.#onError = onError;
  }

  /** RxJS calls it for every operator of a `pipe`. */
  override lift<R>(operator?: Operator<T, R>): Observable<R> {
    const lifted = new IsolatedObservable<R>(this.#onError);
    lifted.source = this;
    lifted.operator = operator;
    return lifted;
  }

  /** An operator's own subscriber is passed on as it is; what a user gave is wrapped. */
  override subscribe(observerOrNext?: Partial<Observer<T>> | Next<T>, error?: ((error: unknown) => void) | null, complete?: (() => void) | null): Subscription {
    if (observerOrNext instanceof Subscriber) return super.subscribe(observerOrNext);
    const observer =
      typeof observerOrNext === 'object' && observerOrNext !== null
        ? observerOrNext
        : { next: observerOrNext ?? undefined, error: error ?? undefined, complete: complete ?? undefined };
    return super.subscribe({
      next: (value) => this.#guard(() => observer.next?.(value)),
      error: (reason: unknown) => this.#guard(() => (observer.error === undefined ? this.#onError(reason) : observer.error(reason))),
      complete: () => this.#guard(() => observer.complete?.()),
    });
  }

  /** What an async subscriber gives is a promise, and may fail later. */
  #guard(call: () => unknown): void {
    try {
      const result = call();
      if (typeof result === 'object' && result !== null && isThenable(result)) result.then(undefined, this.#onError);
    } catch (error) {
      this.#onError(error);
    }
  }
}
