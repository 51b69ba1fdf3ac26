import { BeamworkError } from '../kernel/beamwork-error.js';
import { checkPattern } from '../kernel/check-pattern.js';
import { matchPattern } from '../kernel/match-pattern.js';
import { P } from '../kernel/pattern.js';
import { Unwind } from '../kernel/process-exit.js';
import type { Pid } from '../kernel/pid.js';
import type { Infer } from '../kernel/pattern-types.js';
import { checkPid } from '../runtime/check-arguments.js';
import { checkTimeout } from '../runtime/clauses.js';
import { isGenerator } from '../runtime/frames.js';
import { isSecondWait } from '../runtime/receive.js';
import { current, setCurrent } from '../runtime/current.js';
import { controlOf, type ProcessControl } from '../runtime/process-control.js';
import { plainMonitor, monitor } from '../runtime/monitors.js';
import { Receiving } from '../runtime/receiving.js';
import { checkFunction } from './bad-option.js';
import { messagesOf } from './messages-of.js';
import { showMismatch, showMailbox } from './show-mismatch.js';
import { probe } from './probe-body.js';
import { showValue } from './show-value.js';
import type { TestRuntime } from './test-runtime.js';
import { within } from './within.js';

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
    this.pid = runtime.spawn(probe);
    this.#control = controlOf(this.pid);
    this.#control.trapExit = true;
  }

  /**
   * Does something in the name of the probe: `send`, `Process.link`, `Process.monitor`, `spawnLink` and the like.
   *
   * @param call plain code; it cannot wait.
   * @returns what it returns.
   * @throws what it throws; BeamworkError `BEAMWORK_BAD_RECEIVE` when it begins to wait, `BEAMWORK_NOPROC` when the probe has ended.
   * Cost: that of the call.
   * @see https://hexdocs.pm/elixir/Kernel.html#self/0
   *
   * ```ts run
   * const runtime = await TestRuntime.start();
   * const probe = runtime.probe();
   * probe.act(() => Process.register(self(), 'witness')); // => true
   * runtime.spawn(() => send('witness', 'hello'));
   * await probe.expectMessage('hello');
   * ```
   */
  act<T>(call: () => T): T {
    const control = this.#control;
    checkFunction('probe.act', 'call', call);
    if (!control.alive) throw this.#hasEnded('act');
    const before = current;
    const receiving = (control.receiving ??= new Receiving(control));
    const { untaken } = receiving;
    // The probe waits as it is; a wait that begins now would take the place of that one.
    receiving.untaken = true;
    setCurrent(control);
    try {
      const result = call();
      if (typeof result === 'object' && result !== null && isGenerator(result)) throw cannotWait('a generator function');
      return result;
    } catch (error) {
      if (error === Unwind.token) throw this.#hasEnded('act');
      throw isSecondWait(error, control) ? cannotWait('code that begins to wait: receive, call, start, sleep, or a verb that asks a process') : error;
    } finally {
      receiving.untaken = untaken;
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
   * `BEAMWORK_NOPROC` when the probe has ended; `BEAMWORK_BAD_PATTERN`; `BEAMWORK_BAD_TIMEOUT`.
   * Cost: that of what runs until then.
   * @see https://hexdocs.pm/ex_unit/ExUnit.Assertions.html#assert_receive/3
   *
   * ```ts run
   * const runtime = await TestRuntime.start();
   * const probe = runtime.probe();
   * runtime.spawn(() => send(probe.pid, ['price', 5]));
   * await probe.expectMessage(['price', P.number]); // => ['price', 5]
   * ```
   */
  async expectMessage<const p>(pattern: p, withinMs = usualMs): Promise<Infer<p>> {
    checkPattern(pattern);
    const index = await this.#await(pattern, withinMs, 'expectMessage');
    if (index === -1) {
      throw this.#runtime.situation.error({
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
   * @param withinMs how much virtual time passes: milliseconds. Default: 100. A number that stands alone might be meant as this: it is refused.
   * @throws BeamworkError `BEAMWORK_NOT_EXPECTED`, as a rejection, with the message; `BEAMWORK_NOPROC` when the probe has ended; `BEAMWORK_BAD_PATTERN`;
   * `BEAMWORK_BAD_TIMEOUT`.
   * Cost: that of what runs until then.
   * @see https://hexdocs.pm/ex_unit/ExUnit.Assertions.html#refute_receive/3
   *
   * ```ts run
   * const probe = (await TestRuntime.start()).probe();
   * await probe.expectNoMessage();
   * await probe.expectNoMessage(['alarm', P.any], 60_000);
   * ```
   */
  async expectNoMessage(pattern: unknown = P.any, withinMs?: number): Promise<void> {
    if (typeof pattern === 'number' && withinMs === undefined) {
      throw new BeamworkError({
        code: 'BEAMWORK_BAD_PATTERN',
        problem: `expectNoMessage was given ${pattern} alone, which may be a message or a time`,
        remedy: `write expectNoMessage(P.any, ${pattern}) for no message in that time, expectNoMessage(${pattern}, ${usualMs}) for that message`,
      });
    }
    checkPattern(pattern);
    const index = await this.#await(pattern, withinMs ?? usualMs, 'expectNoMessage');
    if (index === -1) return;
    throw this.#runtime.situation.error({
      code: 'BEAMWORK_NOT_EXPECTED',
      problem: `the message ${showValue(this.#control.items?.[index])} came to the probe; its mailbox: ${showMailbox(this.mailbox)}`,
      remedy: 'expect it with expectMessage, or look at who sent it',
    });
  }

  /**
   * Watches a process from now on, so that its end can be expected with its reason.
   *
   * @param pid whom.
   * @throws BeamworkError `BEAMWORK_BAD_PID`; `BEAMWORK_NOPROC` when the probe has ended.
   * Cost: that of `Process.monitor`.
   * @see https://hexdocs.pm/elixir/Process.html#monitor/1
   *
   * ```ts run
   * const runtime = await TestRuntime.start();
   * const probe = runtime.probe();
   * const pid = runtime.spawn(() => exit('done'));
   * probe.watch(pid);
   * await runtime.settle();
   * await probe.expectDown(pid); // => 'done'
   * ```
   */
  watch(pid: Pid): void {
    checkPid(pid, 'probe.watch');
    this.act(() => monitor(this.#control, pid, plainMonitor));
  }

  /**
   * Expects the end of a process; watches it when the probe does not yet.
   *
   * @param pid whose.
   * @param reason a pattern for the exit reason. Default: any.
   * @param withinMs how much virtual time may pass: milliseconds. Default: 100.
   * @returns the exit reason; `'noproc'` for a process that had ended before it was watched.
   * @throws BeamworkError as {@link Probe.expectMessage}; `BEAMWORK_BAD_PID`.
   * Cost: that of what runs until then.
   * @see https://hexdocs.pm/elixir/Process.html#monitor/1
   *
   * ```ts run
   * const runtime = await TestRuntime.start();
   * const probe = runtime.probe();
   * const pid = runtime.spawn(() => Process.sleep(60));
   * await probe.expectDown(pid, 'normal'); // => 'normal'
   * ```
   */
  async expectDown(pid: Pid, reason: unknown = P.any, withinMs = usualMs): Promise<unknown> {
    checkPid(pid, 'probe.expectDown');
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
   * @throws BeamworkError as {@link Probe.expectMessage}; `BEAMWORK_BAD_PID`.
   * Cost: that of what runs until then.
   * @see https://hexdocs.pm/elixir/Process.html#flag/2
   *
   * ```ts run
   * const runtime = await TestRuntime.start();
   * const probe = runtime.probe();
   * const pid = probe.act(() => spawnLink(() => exit('broken')));
   * await probe.expectExit(pid, P.string); // => 'broken'
   * ```
   */
  async expectExit(from: Pid, reason: unknown = P.any, withinMs = usualMs): Promise<unknown> {
    checkPid(from, 'probe.expectExit');
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
    await within(this.#runtime, withinMs, () => find() !== -1);
    const index = find();
    if (index === -1 && !this.#control.alive) throw this.#hasEnded(verb);
    return index;
  }

  #hasEnded(verb: string): BeamworkError {
    const { situation } = this.#runtime;
    const reason = showValue(situation.endOf(this.pid)?.reason);
    return situation.error({ code: 'BEAMWORK_NOPROC', problem: `probe.${verb}: the probe has ended, with the reason ${reason}`, remedy: 'make another with runtime.probe(), and look at who ends this one' });
  }
}

function cannotWait(given: string): BeamworkError {
  return new BeamworkError({
    code: 'BEAMWORK_BAD_RECEIVE',
    problem: `probe.act was given ${given}`,
    remedy: 'wait in the test: await probe.expectMessage(pattern) for a message, await runtime.run(() => call(…)) for an answer',
  });
}
