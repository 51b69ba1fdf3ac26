import { Observable, takeUntil, tap, type MonoTypeOperatorFunction } from 'rxjs';
import { isExpectedExit } from '../kernel/exit-reason.js';
import type { Pid } from '../kernel/pid.js';
import { ProcessExit } from '../kernel/process-exit.js';
import type { MsgOf } from '../kernel/protocol.js';
import { outsideOfProcesses } from '../runtime/current.js';
import { endMonitor } from '../runtime/monitor-lists.js';
import { listen } from '../runtime/monitors.js';
import { controlGiven } from '../runtime/check-arguments.js';
import { sendMessage } from '../runtime/router.js';
import { warnAboutSubscriber } from './broadcast.js';
import { IsolatedObservable } from './isolated-observable.js';

/**
 * Feeds an observable into a process: each value is sent to it as a message, and passed on.
 *
 * The stream ends with either of them: it completes when its source does or the process ends as expected, and fails with `ProcessExit` when the
 * process ends otherwise. The process hears nothing of the source's end.
 *
 * @param pid the receiver; a dead one ends the stream at once.
 * @returns an operator.
 * @throws BeamworkError `BEAMWORK_BAD_PID`; in the stream, as its error, `BEAMWORK_UNCOPYABLE` for a value that cannot be copied.
 * Cost: that of `send` per value; a monitor per subscriber.
 * @see https://hexdocs.pm/elixir/Kernel.html#send/2
 *
 * ```ts run
 * const total = await run(async () => {
 *   from([1, 2, 3]).pipe(sendTo(self())).subscribe();
 *   return (await receive(P.number)) + (await receive(P.number)) + (await receive(P.number));
 * });
 * total; // => 6
 * ```
 */
export function sendTo<Ops>(pid: Pid<Ops>): MonoTypeOperatorFunction<MsgOf<Ops>> {
  const target = controlGiven(pid, 'sendTo');
  const ended$ = new Observable<void>((subscriber) => {
    const monitoring = listen(target.state, target, (_ref, reason) => {
      outsideOfProcesses(() => (isExpectedExit(reason) || reason === 'noproc' ? subscriber.next() : subscriber.error(new ProcessExit(reason))));
    });
    return () => endMonitor(monitoring);
  });
  return (source$) => {
    const fed$ = source$.pipe(
      takeUntil(ended$),
      tap((value) => sendMessage(pid, value)),
    );
    return new IsolatedObservable<MsgOf<Ops>>(warnAboutSubscriber(target.state), (subscriber) => fed$.subscribe(subscriber));
  };
}
