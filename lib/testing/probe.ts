import { BeamworkError } from '../kernel/beamwork-error.js';
import { checkPattern } from '../kernel/check-pattern.js';
import { matchPattern } from '../kernel/match-pattern.js';
import { P } from '../kernel/pattern.js';
import type { Pid } from '../kernel/pid.js';
import type { Infer } from '../kernel/pattern-types.js';
import { checkTimeout } from '../runtime/clauses.js';
import { current, setCurrent } from '../runtime/current.js';
import { controlOf, type ProcessControl } from '../runtime/process-control.js';
import { plainMonitor, monitor } from '../runtime/monitors.js';
import { messagesOf } from './messages-of.js';
import { showMismatch, showMailbox } from './show-mismatch.js';
import { receiveForever } from './receive-forever.js';
import { showValue } from './show-value.js';
import type { TestRuntime } from './test-runtime.js';

/** How much virtual time a probe gives to what it expects, in milliseconds, unless told. */
const usualMs = 100;

/**
 * A process that a test holds in its hands: others send to it, link to it and watch it, and the test looks at what came.
 *
 * It handles nothing by itself; what has come stays until the test expects it, in any order. It traps exits.
 *
 * @see https://hexdocs.pm/ex_unit/ExUnit.Assertions.html#assert_receive/3
 *
 * ```ts run
 * const runtime = await TestRuntime.start();
 * const probe = runtime.probe();
 * const pid = probe.act(() => spawnLink(() => exit('broken')));
 * await probe.expectExit(pid); // => 'broken'
 * await probe.expectNoMessage();
 * ```
 */
export class Probe {
  /** Give it to those who should send, or be linked. */
  readonly pid: Pid;
  readonly #runtime: TestRuntime;
  readonly #control: ProcessControl;

  /** @internal Use `runtime.probe()`. */
  constructor(runtime: TestRuntime) {
    this.#runtime = runtime;
    this.pid = runtime.spawn(receiveForever);
    this.#control = controlOf(this.pid);
    this.#control.trapExit = true;
  }

  /**
   * Does something in the name of the probe: `send`, `Process.link`, `Process.monitor`, `spawnLink` and the like.
   *
   * @param call plain code; it cannot wait.
   * @returns what it returns.
   * @throws what it throws.
   * Cost: that of the call.
   */
  act<T>(call: () => T): T {
    const before = current;
    setCurrent(this.#control);
    try {
      return call();
    } finally {
      setCurrent(before);
    }
  }

  /** What has come and was not expected yet, oldest first. */
  get mailbox(): readonly unknown[] {
    return messagesOf(this.#control);
  }

  /**
   * Expects a message: one that is there, or comes in time. It is taken out of the mailbox.
   *
   * @param pattern what it must look like.
   * @param withinMs how much virtual time may pass: milliseconds. Default: 100.
   * @returns the message.
   * @throws BeamworkError `BEAMWORK_NOT_RECEIVED`, as a rejection, with the mailbox and the message that almost matched;
   * `BEAMWORK_BAD_PATTERN`; `BEAMWORK_BAD_TIMEOUT`.
   * Cost: that of what runs until then.
   */
  async expectMessage<const p>(pattern: p, withinMs = usualMs): Promise<Infer<p>> {
    checkPattern(pattern);
    const index = await this.#await(pattern, withinMs, 'expectMessage');
    if (index === -1) {
      throw new BeamworkError({
        code: 'BEAMWORK_NOT_RECEIVED',
        problem: `no message like ${showValue(pattern)} came to the probe within ${withinMs} ms; its mailbox: ${showMailbox(this.mailbox)}${showMismatch(pattern, this.mailbox)}`,
        remedy: 'look at who should have sent it; give expectMessage more time when a timer is on the way',
      });
    }
    const message = this.#control.items?.[index];
    this.#control.removeAt(index);
    return message as Infer<p>;
  }

  /**
   * Expects that no message comes that looks like a pattern.
   *
   * @param pattern what must not come. Default: any message.
   * @param withinMs how much virtual time passes: milliseconds. Default: 100.
   * @throws BeamworkError `BEAMWORK_NOT_EXPECTED`, as a rejection, with the message; `BEAMWORK_BAD_PATTERN`; `BEAMWORK_BAD_TIMEOUT`.
   * Cost: that of what runs until then.
   */
  async expectNoMessage(pattern: unknown = P.any, withinMs = usualMs): Promise<void> {
    checkPattern(pattern);
    const index = await this.#await(pattern, withinMs, 'expectNoMessage');
    if (index === -1) return;
    throw new BeamworkError({
      code: 'BEAMWORK_NOT_EXPECTED',
      problem: `the message ${showValue(this.#control.items?.[index])} came to the probe; its mailbox: ${showMailbox(this.mailbox)}`,
      remedy: 'expect it with expectMessage, or look at who sent it',
    });
  }

  /**
   * Watches a process from now on, so that its end can be expected with its reason.
   *
   * @param pid whom.
   * Cost: that of `Process.monitor`.
   */
  watch(pid: Pid): void {
    this.act(() => monitor(this.#control, pid, plainMonitor));
  }

  /**
   * Expects the end of a process; watches it when the probe does not yet.
   *
   * @param pid whose.
   * @param reason a pattern for the exit reason. Default: any.
   * @param withinMs how much virtual time may pass: milliseconds. Default: 100.
   * @returns the exit reason; `'noproc'` for a process that had ended before it was watched.
   * @throws BeamworkError as {@link Probe.expectMessage}.
   * Cost: that of what runs until then.
   */
  async expectDown(pid: Pid, reason: unknown = P.any, withinMs = usualMs): Promise<unknown> {
    const isWatched = this.mailbox.some((message) => matchPattern(['DOWN', P.reference, 'process', pid, P.any], message)) || this.#watches(pid);
    if (!isWatched) this.watch(pid);
    const message: readonly unknown[] = await this.expectMessage(['DOWN', P.reference, 'process', pid, reason] as const, withinMs);
    return message[4];
  }

  /**
   * Expects the exit signal of a process that the probe is linked to, or that another has sent it.
   *
   * @param from who has ended, or sent it.
   * @param reason a pattern for the exit reason. Default: any.
   * @param withinMs how much virtual time may pass: milliseconds. Default: 100.
   * @returns the exit reason.
   * @throws BeamworkError as {@link Probe.expectMessage}.
   * Cost: that of what runs until then.
   */
  async expectExit(from: Pid, reason: unknown = P.any, withinMs = usualMs): Promise<unknown> {
    const message: readonly unknown[] = await this.expectMessage(['EXIT', from, reason] as const, withinMs);
    return message[2];
  }

  #watches(pid: Pid): boolean {
    for (let each = this.#control.monitors; each !== undefined; each = each.nextOfWatcher) if (each.target?.pid === pid && each.active) return true;
    return false;
  }

  /** Where a message stands that looks like a pattern, now or in time; -1 for nowhere. */
  async #await(pattern: unknown, withinMs: number, verb: string): Promise<number> {
    checkTimeout(withinMs, verb, false);
    const find = (): number => {
      const { items, head, tail } = this.#control;
      for (let index = head; index < tail; index++) if (matchPattern(pattern, items?.[index])) return index;
      return -1;
    };
    await this.#runtime.settle();
    const endMs = this.#runtime.nowMs + withinMs;
    while (find() === -1 && this.#runtime.nowMs < endMs) await this.#runtime.advanceToNext(endMs);
    return find();
  }
}
