import type { Observable, Subscriber } from 'rxjs';
import { showTerm } from '../kernel/show-term.js';
import { logWarning } from '../runtime/crash-report.js';
import { outsideOfProcesses } from '../runtime/current.js';
import type { RuntimeState } from '../runtime/runtime-state.js';
import { IsolatedObservable, type OnSubscriberError } from './isolated-observable.js';

/** Logs what a subscriber threw, as a warning of its runtime. */
export function warnAboutSubscriber(state: RuntimeState): OnSubscriberError {
  return (error) => logWarning(state, `a subscriber threw, and was ignored: ${error instanceof Error ? error.message : showTerm(error)}`);
}

/**
 * One hot stream of facts about a runtime.
 *
 * It is connected to its source only while somebody subscribes, so it costs nothing while nobody does.
 */
export class Broadcast<T> {
  readonly stream$: Observable<T>;
  readonly #subscribers = new Set<Subscriber<T>>();
  readonly #connect: (sink: ((event: T) => void) | undefined) => void;
  readonly #onError: OnSubscriberError;
  readonly #pending: T[] = [];
  #completed = false;

  /** @param connect is given the sink when the first subscriber comes, and `undefined` when the last has gone. */
  constructor(state: RuntimeState, connect: (sink: ((event: T) => void) | undefined) => void) {
    this.#connect = connect;
    this.#onError = warnAboutSubscriber(state);
    this.stream$ = new IsolatedObservable<T>(this.#onError, (subscriber) => this.#add(subscriber));
  }

  /** Ends the stream for all who listen, and all who will. */
  complete(): void {
    this.#completed = true;
    this.#connect(undefined);
    for (const subscriber of [...this.#subscribers]) subscriber.complete();
  }

  #add(subscriber: Subscriber<T>): (() => void) | void {
    if (this.#completed) {
      subscriber.complete();
      return;
    }
    this.#subscribers.add(subscriber);
    if (this.#subscribers.size === 1) this.#connect(this.#emit);
    return () => {
      this.#subscribers.delete(subscriber);
      if (this.#subscribers.size === 0) this.#connect(undefined);
    };
  }

  /** A subscriber made by hand may throw where RxJS would not. */
  #tell(subscriber: Subscriber<T>, event: T): void {
    try {
      subscriber.next(event);
    } catch (error) {
      this.#onError(error);
    }
  }

  /** An event that a subscriber causes comes after the one that it hears of, for all. */
  readonly #emit = (event: T): void => {
    this.#pending.push(event);
    if (this.#pending.length > 1) return;
    outsideOfProcesses(() => {
      for (let next = 0; next < this.#pending.length; next++) {
        for (const subscriber of [...this.#subscribers]) this.#tell(subscriber, this.#pending[next] ?? event);
      }
      this.#pending.length = 0;
    });
  };
}
