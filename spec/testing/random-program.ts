import { after, BeamworkError, Call, call, exit, Groups, isPid, isReference, on, P, Process, receive, self, send, spawn, spawnLink, spawnMonitor, Task, type Pid, type Reference } from '../../lib/index.js';
import { SeededRandom } from '../../lib/testing/seeded-random.js';

/** Sends what it is asked to somebody, and answers. */
@Process()
class Courier {
  #to: Pid | undefined;

  init(to: Pid): void {
    this.#to = to;
  }

  @Call(P.string)
  deliver(text: string): string {
    if (this.#to !== undefined) send(this.#to, text);
    return `delivered the ${text}`;
  }
}

/** What a process of a random program can work with. */
interface Me {
  readonly index: number;
  readonly refs: Reference[];
  alias: Reference | undefined;
  timer: Reference | undefined;
  readonly note: (seen: unknown) => void;
}

/** Something that a process does to another; generators wait. */
type Act = (me: Me, other: Pid, name: string) => unknown;

const acts: Readonly<Record<string, Act>> = {
  send: ({ index }, other) => send(other, `from ${index}`),
  exit: ({ index }, other) => Process.exit(other, `by ${index}`),
  'exit normally': (_, other) => Process.exit(other, 'normal'),
  kill: (_, other) => Process.exit(other, 'kill'),
  link: (_, other) => Process.link(other),
  unlink: (_, other) => Process.unlink(other),
  monitor: ({ refs }, other) => void refs.push(Process.monitor(other)),
  demonitor: ({ refs }) => void refs.splice(0, 1).forEach((ref) => Process.demonitor(ref)),
  'demonitor and flush': ({ refs, note }) => refs.splice(0, 1).forEach((ref) => note(Process.demonitor(ref, { flush: true, info: true }))),
  register: ({ note }, other, name) => note(['registered', Process.register(other, name)]),
  unregister: ({ note }, _, name) => note(['unregistered', Process.unregister(name)]),
  whereis: ({ note }, _, name) => note(Process.whereis(name)),
  'send to a name': ({ index }, _, name) => send(name, `by name ${index}`),
  'trap exits': () => void Process.flag('trapExit', true),
  'do not trap exits': () => void Process.flag('trapExit', false),
  *take({ note }) {
    note(yield* receive(P.any));
  },
  *'take what is there'({ note }) {
    note(yield* receive(on(P.any, (message) => message), after(0, () => 'nothing')));
  },
  *'give way'() {
    yield;
  },
  'is it alive': ({ note }, other) => note(Process.isAlive(other)),
  'how many messages has it': ({ note }, other) => note(Process.info(other, 'messageQueueLen')),
  join: () => Groups.join('all', self()),
  leave: ({ note }) => note(Groups.leave('all', self())),
  members: ({ note }) => note(Groups.members('all')),
  'give an alias': (me, other) => {
    me.alias = Process.alias();
    send(other, ['alias', me.alias]);
  },
  'take the alias back': ({ alias, note }) => alias !== undefined && note(Process.unalias(alias)),
  *'send to an alias'({ index }) {
    const alias = yield* receive(on(['alias', P.select(P.reference)], (given) => given), after(0, () => undefined));
    if (alias !== undefined) send(alias, `by alias ${index}`);
  },
  'spawn a child that ends': ({ index }) => void spawnLink(() => exit(`child of ${index}`)),
  'spawn a child that waits': ({ refs }) => void refs.push(spawnMonitor(function* () {
    yield* receive(P.any);
  })[1]),
  'spawn a child that sends': ({ index }) => {
    const own = self();
    spawn(() => send(own, `child of ${index}`));
  },
  'spawn a child that kills': () => {
    const own = self();
    spawn(() => Process.exit(own, 'kill'));
  },
  'give an alias for one answer': (me, other) => {
    me.alias = Process.alias({ reply: true });
    send(other, ['alias', me.alias]);
  },
  'watch by an alias that one answer ends': (me, other) => {
    me.alias = Process.monitor(other, { alias: 'reply_demonitor' });
    send(other, ['alias', me.alias]);
  },
  *'exit by an alias'({ index }) {
    const alias = yield* receive(on(['alias', P.select(P.reference)], (given) => given), after(0, () => undefined));
    if (alias !== undefined) Process.exit(alias, `by alias ${index}`);
  },
  'start a task that sends': ({ index }, other) =>
    void Task.async(() => {
      send(other, `task of ${index}`);
      return `value for ${index}`;
    }),
  *'call a server'({ index, note }) {
    note(yield* call(spawn(Courier, self()), `call of ${index}`));
  },
  *'call a server that sends'({ index, note }, other) {
    note(yield* call(spawn(Courier, other), `call of ${index}`, 50));
  },
  'start a timer': (me, other) => {
    me.timer = Process.sendAfter(other, `timer of ${me.index}`, 10);
  },
  'cancel the timer': ({ timer, note }) => timer !== undefined && note(Process.cancelTimer(timer)),
  crash: ({ index }) => exit(`crash of ${index}`),
};
const names = Object.keys(acts);

/** What each process does, in order: an act, and to whom. */
type Program = readonly (readonly (readonly [act: string, whom: number, name: string])[])[];

/** A program of two or three processes that a seed decides. */
export function randomProgram(seed: number): Program {
  const random = new SeededRandom(seed);
  const processes = 2 + random.below(2);
  const step = (): readonly [string, number, string] => [names[random.below(names.length)] ?? '', random.below(processes), `name ${random.below(2)}`];
  return Array.from({ length: processes }, () => Array.from({ length: 1 + random.below(4 - (processes - 2)) }, step));
}

/** A scenario that runs the program; its result is what each of its processes has seen, and how each has ended. */
export function scenarioOf(program: Program): () => Generator<unknown, string> {
  return function* () {
    const pids: Pid[] = [];
    const seen: string[][] = program.map(() => []);
    const refs = program.map((steps, index) => {
      const [pid, ref] = spawnMonitor(function* () {
        // All pids are known by then: nobody runs before the scenario gives way.
        const me: Me = { index, refs: [], alias: undefined, timer: undefined, note: (what) => void seen[index]?.push(JSON.stringify(show(what, pids))) };
        for (const [act, whom, name] of steps) yield* attempt(me, act, pids[whom], name);
      });
      pids.push(pid);
      return ref;
    });
    // Time passes when nobody else can go on: nobody writes to what is read here any more.
    yield* Process.sleep(1_000);
    const ends = new Map<Reference, unknown>();
    for (;;) {
      const down = yield* receive(on(['DOWN', P.reference, 'process', P.any, P.any], (message) => message), after(0, () => undefined));
      if (down === undefined) break;
      ends.set(down[1], down[4]);
    }
    return program.map((_, index) => `${seen[index]?.join(', ')} → ${showEnd(ends, refs[index])}`).join('; ');
  };
}

function* attempt(me: Me, act: string, other: Pid | undefined, name: string): Generator<unknown, void> {
  if (other === undefined) return;
  try {
    const result = acts[act]?.(me, other, name);
    if (typeof result === 'object' && result !== null && Symbol.iterator in result && !Array.isArray(result)) yield* result as Iterable<unknown>;
  } catch (failure) {
    if (!(failure instanceof BeamworkError)) throw failure;
    me.note(failure.code);
  }
}

/** The numbers of pids and references depend on the order of things: which process it is does not. */
function show(value: unknown, pids: readonly Pid[]): unknown {
  if (isPid(value)) return `process ${pids.indexOf(value)}`;
  if (isReference(value)) return 'reference';
  return Array.isArray(value) ? value.map((each) => show(each, pids)) : value;
}

function showEnd(ends: ReadonlyMap<Reference, unknown>, ref: Reference | undefined): string {
  return ref === undefined || !ends.has(ref) ? 'waits' : String(ends.get(ref));
}
