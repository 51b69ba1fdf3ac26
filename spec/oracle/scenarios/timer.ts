import { match } from 'ts-pattern';
import { isReference, makeRef, P, Process, self, spawnMonitor } from '../../../lib/index.js';
import { dead, down, flush, rescueIt, type Scenario } from '../dsl.js';

/** Timers. */
export const timers: readonly Scenario[] = [
  {
    name: 'timer.send_after_delivers',
    *run() {
      const timer = Process.sendAfter(self(), 'tick', 10);
      return [isReference(timer), yield* flush(50)];
    },
  },
  {
    name: 'timer.cancel_before_returns_the_time_left',
    *run() {
      const startedMs = performance.now();
      const timer = Process.sendAfter(self(), 'tick', 1_000);
      const left = Process.cancelTimer(timer);
      const spentMs = performance.now() - startedMs;
      return [Number.isInteger(left) && left !== false && left > 900 - spentMs && left <= 1_000, yield* flush(20)];
    },
  },
  {
    name: 'timer.cancel_twice',
    run() {
      const timer = Process.sendAfter(self(), 'tick', 1_000);
      return [Number.isInteger(Process.cancelTimer(timer)), Process.cancelTimer(timer)];
    },
  },
  { name: 'timer.cancel_unknown_ref', run: () => Process.cancelTimer(makeRef()) },
  {
    name: 'timer.cancel_async_info',
    *run() {
      const timer = Process.sendAfter(self(), 't', 1_000);
      const result = Process.cancelTimer(timer, { async: true, info: true });
      return match(yield* flush())
        .with([[P.any, P.any, P.any]], ([[kind, ref, left]]) => [result, kind, ref === timer, Number.isInteger(left)])
        .otherwise((messages) => messages);
    },
  },
  {
    name: 'timer.cancel_no_info',
    run() {
      const timer = Process.sendAfter(self(), 't', 1_000);
      return Process.cancelTimer(timer, { info: false });
    },
  },
  {
    name: 'timer.read',
    run() {
      const startedMs = performance.now();
      const timer = Process.sendAfter(self(), 'tick', 1_000);
      const left = Process.readTimer(timer);
      const spentMs = performance.now() - startedMs;
      Process.cancelTimer(timer);
      return [Number.isInteger(left) && left !== false && left > 900 - spentMs, Process.readTimer(timer)];
    },
  },
  { name: 'timer.negative_time', run: () => rescueIt(() => Process.sendAfter(self(), 'tick', -1)) },
  {
    name: 'timer.order_by_time',
    *run() {
      Process.sendAfter(self(), 'b', 40);
      Process.sendAfter(self(), 'a', 10);
      return yield* flush(100);
    },
  },
  {
    name: 'timer.to_dead_pid',
    *run() {
      const timer = Process.sendAfter(yield* dead(), 'tick', 100);
      return [isReference(timer), Process.readTimer(timer)];
    },
  },
  {
    name: 'timer.to_unregistered_name_is_silent',
    *run() {
      const timer = Process.sendAfter('oracle_nobody', 'tick', 10);
      yield* Process.sleep(30);
      return [isReference(timer), 'alive'];
    },
  },
  {
    name: 'timer.survives_its_creators_death',
    *run() {
      const me = self();
      const [, ref] = spawnMonitor(() => Process.sendAfter(me, 'tick', 30));
      // The creator is surely dead, and its timer surely started, before the wait begins.
      yield* down(ref);
      return yield* flush(80);
    },
  },
  {
    name: 'timer.start_timer_form',
    *run() {
      Process.startTimer(self(), 'msg', 5);
      return yield* flush(30);
    },
  },
];
