import type { Observable } from 'rxjs';
import type { Reference } from '../kernel/reference.js';
import { outsideOfProcesses } from '../runtime/current.js';
import { endMonitor } from '../runtime/monitor-lists.js';
import { listen } from '../runtime/monitors.js';
import type { ProcessControl } from '../runtime/process-control.js';
import { warnAboutSubscriber } from './broadcast.js';
import { IsolatedObservable } from './isolated-observable.js';

/** The end of a process as a stream of one value; monitors when subscribed, and demonitors when unsubscribed. */
export function ending$<T>(target: ProcessControl, show: (ref: Reference, reason: unknown) => T): Observable<T> {
  return new IsolatedObservable<T>(warnAboutSubscriber(target.state), (subscriber) => {
    const monitoring = listen(target.state, target, (listening, reason) => {
      outsideOfProcesses(() => {
        subscriber.next(show(listening, reason));
        subscriber.complete();
      });
    });
    return () => endMonitor(monitoring);
  });
}
