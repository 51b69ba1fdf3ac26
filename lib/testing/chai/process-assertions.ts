import type {} from 'chai';
import { BeamworkError } from '../../kernel/beamwork-error.js';
import { matchPattern } from '../../kernel/match-pattern.js';
import { isPid, type Pid } from '../../kernel/pid.js';
import { checkTimeout } from '../../runtime/clauses.js';
import { current } from '../../runtime/current.js';
import { controlOf, type ProcessControl } from '../../runtime/process-control.js';
import { Caller } from '../caller.js';
import { messagesOf } from '../messages-of.js';
import { showMismatch } from '../show-mismatch.js';
import { showValue } from '../show-value.js';
import { TestRuntime } from '../test-runtime.js';
import { within } from '../within.js';

declare global {
  namespace Chai {
    interface Assertion {
      /** That the process lives. */
      readonly alive: Assertion;
      /** That the process has a name. */
      registeredAs(name: string): Assertion;
      /** That there is, in the process's mailbox, one message for each pattern, in their order, and no other. */
      mailbox(patterns: readonly unknown[]): Assertion;
      /** That the process ends for a reason, within so many milliseconds of virtual time: 100 unless told. Wait for it. */
      exitWith(reason: unknown, withinMs?: number): Promise<void>;
    }
  }
}

/**
 * Assertions about processes, for chai: `use(processAssertions)`.
 *
 * `expect(pid).to.be.alive`; `expect(pid).to.be.registeredAs(name)`; `expect(pid).to.have.mailbox([pattern, …])`; `await expect(pid).to.exitWith(reason)`,
 * where the reason is a pattern and the process one of a `TestRuntime`. Each can be negated. What is no pid fails.
 *
 * @param chai what `use` gives.
 * @param utils what `use` gives.
 * @throws the assertions throw chai's AssertionError; `exitWith` rejects, with BeamworkError `BEAMWORK_BAD_PID` for a process of no `TestRuntime`, and
 * `BEAMWORK_BAD_TIMEOUT`.
 * Cost: that of a look at the process; `exitWith`: that of what runs until then.
 * @see https://www.chaijs.com/guide/plugins/
 *
 * ```ts run
 * import { expect, use } from 'chai';
 *
 * use(processAssertions);
 * const runtime = await TestRuntime.start();
 * const pid = runtime.spawn(() => exit('shutdown'));
 * expect(pid).to.be.alive;
 * await expect(pid).to.exitWith('shutdown');
 * ```
 */
export function processAssertions(chai: Chai.ChaiStatic, utils: Chai.ChaiUtils): void {
  const { Assertion } = chai;
  const pidOf = (assertion: Chai.AssertionStatic): Pid => {
    const given: unknown = utils.flag(assertion, 'object');
    if (isPid(given)) return given;
    throw new chai.AssertionError(`expected ${showValue(given)} to be a pid`);
  };

  Assertion.addProperty('alive', function () {
    const pid = pidOf(this);
    const reason = TestRuntime.of(pid)?.situation.endOf(pid);
    this.assert(controlOf(pid).alive, `expected ${pid} to be alive${reason === undefined ? '' : `, and it has ended: ${showValue(reason.reason)}`}`, `expected ${pid} not to be alive`, true);
  });

  Assertion.addMethod('registeredAs', function (name: string) {
    const pid = pidOf(this);
    if (typeof name !== 'string') throw new TypeError(`registeredAs was given ${showValue(name)}; give a name`);
    const found = lookedAt(pid).extras?.name;
    this.assert(found === name, `expected ${pid} to be registered as #{exp}, and it is ${found === undefined ? 'not registered' : 'registered as #{act}'}`, `expected ${pid} not to be registered as #{exp}`, name, found);
  });

  Assertion.addMethod('mailbox', function (patterns: readonly unknown[]) {
    const pid = pidOf(this);
    if (!Array.isArray(patterns)) throw new TypeError(`mailbox was given ${showValue(patterns)}; give a list of patterns`);
    const messages = messagesOf(lookedAt(pid));
    const isEqual = messages.length === patterns.length && patterns.every((pattern, index) => matchPattern(pattern, messages[index]));
    const odd = patterns.find((pattern, index) => !matchPattern(pattern, messages[index]));
    this.assert(
      isEqual,
      `expected the mailbox of ${pid} to be ${showValue(patterns)}, and it is ${showValue(messages)}${odd === undefined ? '' : showMismatch(odd, messages)}`,
      `expected the mailbox of ${pid} not to be ${showValue(patterns)}`,
      patterns,
      messages,
    );
  });

  Assertion.addMethod('exitWith', async function exitWith(expected: unknown, withinMs = 100) {
    const caller = new Caller(exitWith);
    try {
      const pid = pidOf(this);
      const found = await endOf(pid, withinMs);
      this.assert(
        found !== undefined && matchPattern(expected, found.reason),
        `expected ${pid} to exit with ${showValue(expected)}, and ${found === undefined ? `it is alive after ${withinMs} ms` : `it has exited with ${showValue(found.reason)}`}`,
        `expected ${pid} not to exit with ${showValue(expected)}`,
        expected,
        found?.reason,
      );
    } catch (failure) {
      throw caller.addTo(failure);
    }
  });
}

/** How a process ends, within so many milliseconds; nothing when it lives on. */
async function endOf(pid: Pid, withinMs: number): Promise<{ readonly reason: unknown } | undefined> {
  checkTimeout(withinMs, 'exitWith', false);
  const runtime = TestRuntime.of(pid);
  if (runtime === undefined) {
    throw new BeamworkError({ code: 'BEAMWORK_BAD_PID', problem: `${pid} belongs to no TestRuntime: nobody has taken down how it ended`, remedy: 'start the process in a TestRuntime' });
  }
  await within(runtime, withinMs, () => !controlOf(pid).alive);
  return runtime.situation.endOf(pid);
}

/** A process that somebody looks at: in an exploration, that look concerns what it does. */
function lookedAt(pid: Pid): ProcessControl {
  const control = controlOf(pid);
  current?.state.sinks.asked?.(control);
  return control;
}
