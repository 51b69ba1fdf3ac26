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
  #completed = false;

  /** @param connect is given the sink when the first subscriber comes, and `undefined` when the last has gone. */
  constructor(state: RuntimeState, connect: (sink: ((event: T) => void) | undefined) => void) {
    this.#connect = connect;
    this.stream$ = new IsolatedObservable<T>(warnAboutSubscriber(state), (subscriber) => this.#add(subscriber));
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

  readonly #emit = (event: T): void => {
    outsideOfProcesses(() => {
      for (const subscriber of [...this.#subscribers]) subscriber.next(event);
    });
  };
}
