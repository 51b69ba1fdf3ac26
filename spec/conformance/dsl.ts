import { after, on, P, type Pid, Process, ProcessExit, receive, type Receiving, type Reference, self, send, spawn, spawnMonitor } from '../../lib/index.js';
import type { RecordedTerm } from './mapping.js';

/** A piece of a generator body: taken with `yield*`. */
export type Step<T = unknown> = Generator<unknown, T, unknown>;

/** What a scenario, a process or a puppet runs: a plain function or a generator function. */
export type Command = () => unknown;

/** What every scenario has: a name, `group.what_it_shows`, and the Elixir source that a node runs. */
interface Named {
  readonly name: string;
  readonly elixir: string;
  /** The numbers of the rules that it shows, see docs/semantics.md. */
  readonly rules?: readonly number[];
}

/** The same steps in TypeScript, and what they may come to. */
export interface Compared extends Named {
  readonly run: Command;
  /** It looks at a clock that is not the runtime's: so time must be real. */
  readonly isReal?: boolean;
  /** All outcomes that are allowed, where it is up to the scheduler: both sides stay inside. */
  readonly outcomes?: readonly RecordedTerm[];
  /** The outcome as documented, where nodes at hand are too old: no node runs it. */
  readonly documented?: RecordedTerm;
  /** What is different here, and why: an explained difference. */
  readonly differs?: { readonly here: RecordedTerm; readonly because: string };
}

/** A scenario that says nothing about this package, with the reason. */
export interface LeftOut extends Named {
  readonly notApplicable: string;
}

/** One scenario: the same steps on both sides. */
export type Scenario = Compared | LeftOut;

const labels = new WeakMap<Pid, string>();

/** Gives a pid the name under which it is compared. */
export function label(pid: Pid, name: string): Pid {
  labels.set(pid, name);
  return pid;
}

/** The name that {@link label} gave, if any. */
export function labelOf(pid: Pid): string | undefined {
  return labels.get(pid);
}

/** Runs a command of either kind. */
export function* evaluate(command: Command): Step {
  const result = command();
  return isStep(result) ? yield* result : result;
}

/** Waits for the DOWN of a monitor, and gives its reason. */
export function* down(ref: Reference): Step {
  return yield* receive(
    on(['DOWN', ref, 'process', P.any, P.any], ([, , , , reason]) => reason),
    after(1_000, () => 'no_down'),
  );
}

/** Waits until a process has ended, and gives the reason. */
export function downOf(pid: Pid): Step {
  return down(Process.monitor(pid));
}

/** The exit reason of a process that runs a body. */
export function* reasonOf(body: Command): Step {
  const [, ref] = spawnMonitor(body);
  return yield* down(ref);
}

/** All messages that are there or come in, until none has come for a while. */
export function* flush(ms = 30): Step<unknown[]> {
  const messages: unknown[] = [];
  for (;;) {
    const next = yield* receive(
      on(P.any, (message) => ({ message })),
      after(ms),
    );
    if (next === undefined) return messages;
    messages.push(next.message);
  }
}

/** A process that does nothing. */
export function idle(): Pid {
  return spawn(function* () {
    yield* Process.sleep(Infinity);
  });
}

/** A process that has ended. */
export function* dead(): Step<Pid> {
  const [pid, ref] = spawnMonitor(() => 'ok');
  yield* down(ref);
  return pid;
}

/** A pause of random length, so that runs of a race end in different ways. */
export function* jitter(): Step<void> {
  for (let turns = Math.floor(Math.random() * 4); turns > 0; turns--) yield;
}

/** What a command comes to: returned, raised, exited or thrown. */
export function* rescueIt(command: Command): Step {
  try {
    return ['returned', yield* evaluate(command)];
  } catch (thrown) {
    if (thrown instanceof ProcessExit) return ['exited', thrown.reason];
    return [thrown instanceof Error ? 'raised' : 'threw', thrown];
  }
}

/** What a start or a request comes to, in the form of the BEAM's answer. */
export function* answer(asking: () => Step | Receiving<unknown>): Step {
  try {
    return yield* asking();
  } catch (thrown) {
    if (thrown instanceof ProcessExit) return ['error', thrown.reason];
    throw thrown;
  }
}

/** Elixir's `rescue`: catches errors. The `catch` of JavaScript catches exits too, so they are thrown on. */
export function rescue(command: Command, handler: Command): unknown {
  try {
    return command();
  } catch (thrown) {
    if (thrown instanceof ProcessExit) throw thrown;
    return handler();
  }
}

/** A process that runs the commands sent to it, and answers. */
export function* puppet({ trap = false } = {}): Step<Pid> {
  const owner = self();
  const pid = spawn(function* () {
    if (trap) Process.flag('trapExit', true);
    send(owner, ['up', self()]);
    yield* obey();
  });
  yield* receive(['up', pid]);
  return pid;
}

function* obey(): Step<never> {
  for (;;) {
    const [, from, command] = yield* receive(['do', P.pid, P.when(isCommand)]);
    send(from, ['did', self(), yield* evaluate(command)]);
  }
}

/** Has a puppet run a command, and waits for the answer. */
export function* tell(pid: Pid, command: Command): Step {
  tellAsync(pid, command);
  return yield* receive(
    on(['did', pid, P.any], ([, , answer]) => answer),
    after(1_000, () => 'no_answer'),
  );
}

/** Has a puppet run a command; the answer `['did', pid, value]` stays in the mailbox. */
export function tellAsync(pid: Pid, command: Command): void {
  send(pid, ['do', self(), command]);
}

/** Calls a verb with arguments that its types refuse. */
export function untyped(verb: Function, ...args: unknown[]): unknown {
  return Reflect.apply(verb, undefined, args);
}

function isStep(value: unknown): value is Step {
  return typeof value === 'object' && value !== null && Symbol.iterator in value && 'next' in value;
}

function isCommand(value: unknown): value is Command {
  return typeof value === 'function';
}
