import { copyTerm } from '../kernel/copy-term.js';
import type { Pid } from '../kernel/pid.js';
import { newExit, type ProcessExit } from '../kernel/process-exit.js';
import type { Destination, MsgOf } from '../kernel/protocol.js';
import type { Reference } from '../kernel/reference.js';
import type { Address } from '../runtime/address.js';
import { readSwitches } from '../runtime/check-arguments.js';
import { current, currentProcess, currentRuntime, runningProcess } from '../runtime/current.js';
import { sendMessage, sendPriorityMessage } from '../runtime/router.js';

/**
 * The pid of the process whose code calls it.
 *
 * In an async body it is right after every `await` of a receive, a sleep or `Process.wait` in the body itself. After the `await` of an async
 * function of your own that receives, as after that of any other promise, it is not known: take it before, or use `asyncContext: true`.
 *
 * `Ops` is what the caller says of its own protocol, as in `self<OpsOf<Counter>>()`; default: any message.
 *
 * @returns the own pid.
 * @throws BeamworkError `BEAMWORK_OUTSIDE_PROCESS` outside of all processes.
 * Cost: a few nanoseconds.
 * @see https://hexdocs.pm/elixir/Kernel.html#self/0
 *
 * ```ts run
 * await run(() => self() === self()); // => true
 * ```
 */
export function self<Ops = any>(): Pid<Ops> {
  return current !== undefined && current.alive ? current.pid : runningProcess('self()').pid;
}

/**
 * Sends a message: puts a copy of it at the end of a mailbox.
 *
 * The receiver never runs inside this call. To a dead pid the message is dropped, silently.
 *
 * @param destination a pid, a registered name, an alias, a `via` address, or `[name, node]`.
 * @param message any term that can be copied; what the pid's protocol takes.
 * @returns the message, the very same value.
 * @throws BeamworkError `BEAMWORK_NAME_NOT_REGISTERED` for a name nobody has; `BEAMWORK_BAD_DESTINATION` for any other destination;
 * `BEAMWORK_UNCOPYABLE` when a part of the message cannot be copied, and then nothing is delivered.
 * Cost: the copy, and some 30 ns.
 * @see https://hexdocs.pm/elixir/Kernel.html#send/2
 *
 * ```ts run
 * const echoed = await run(function* () {
 *   send(self(), ['hello', 'world']);
 *   return yield* receive(['hello', P.string]);
 * });
 * echoed; // => ['hello', 'world']
 * ```
 */
export function send<Ops>(destination: Destination<Ops> | Address<Ops> | readonly [name: string, node: string], message: NoInfer<MsgOf<Ops>>): MsgOf<Ops> {
  sendMessage(destination, message);
  return message;
}

/** What `Process.send` may be told; also as a list: `['priority']`. */
export interface SendOptions {
  /** The message goes before all ordinary ones, if the destination is an active alias that was made with priority. Default: `false`. */
  readonly priority?: boolean;
}

/**
 * Sends a message, with options.
 *
 * With `priority`, through an alias that its owner made with priority, the message goes behind earlier priority messages and before all ordinary ones;
 * whoever receives it cannot tell. One of the two alone makes an ordinary message. It is received no sooner than what was sent before it: it only
 * stands further ahead then. Few programs need it; an ordinary order of messages is easier to reason about.
 *
 * @param destination as for {@link send}.
 * @param message any term that can be copied; what the pid's protocol takes.
 * @param options `priority`; see {@link SendOptions}. Default: as {@link send}.
 * @returns the message, the very same value.
 * @throws BeamworkError those of {@link send}; `BEAMWORK_BAD_OPTION`.
 * Cost: the copy, and some 100 ns; once it is received O(priority messages in the mailbox).
 * @see https://www.erlang.org/doc/system/ref_man_processes.html#priority-messages
 *
 * ```ts run
 * const order = await run(function* () {
 *   const alias = Process.alias({ priority: true });
 *   send(self(), 'ordinary');
 *   Process.send(alias, 'urgent', { priority: true });
 *   return [yield* receive(P.string), yield* receive(P.string)];
 * });
 * order; // => ['urgent', 'ordinary']
 * ```
 */
export function sendWith<Ops>(
  destination: Destination<Ops> | Address<Ops> | readonly [name: string, node: string],
  message: NoInfer<MsgOf<Ops>>,
  options?: SendOptions | readonly 'priority'[],
): MsgOf<Ops> {
  if (readSwitches(options, ['priority'], 'Process.send')['priority'] === true) sendPriorityMessage(destination, message);
  else sendMessage(destination, message);
  return message;
}

/**
 * Ends the process that calls it.
 *
 * It throws, so code inside the process may catch it and go on, and `finally` runs. A handler that is at its end returns `stopWith(reason)` for less.
 *
 * @param reason any term; `'normal'`, `'shutdown'` and `['shutdown', term]` are expected ends.
 * @returns never.
 * @throws ProcessExit always; BeamworkError `BEAMWORK_UNCOPYABLE` when the reason cannot be copied.
 * Cost: the copy of the reason, and a throw without a stack trace: 300 to 500 ns.
 * @see https://hexdocs.pm/elixir/Kernel.html#exit/1
 *
 * ```ts run
 * await run(() => exit('normal')); // => undefined
 * ```
 */
export function exit(reason: unknown): never {
  // V8 never compiles a function that always throws; so it does nothing else.
  throw prepareExit(reason);
}

function prepareExit(reason: unknown): ProcessExit {
  currentProcess();
  return newExit(copyTerm(reason, 'copy the exit reason'));
}

/**
 * Makes a reference: a value that is like no other.
 *
 * A `receive` that waits for a reference does not look at messages that are older than it.
 *
 * @returns a new reference.
 * Cost: O(1), one object.
 * @see https://hexdocs.pm/elixir/Kernel.html#make_ref/0
 *
 * ```ts run
 * makeRef() === makeRef(); // => false
 * ```
 */
export function makeRef(): Reference {
  return currentRuntime().newReference(currentProcess());
}
