// spawn and its kin take a body with its arguments, or a process class with those of its init.
import { type Op, type Pid, Process, type Reference, run, self, spawn, spawnLink, spawnMonitor, speaks } from '../../lib/index.js';
import { type Equal, holds } from './expect-type.js';

class Log {
  readonly lines: string[] = [];
}

@Process()
class Counter {
  constructor(readonly log: Log) {}
  init(_start = 0) {}
  increment(_: ['increment', number]) {}
}

@Process()
class Stack {
  init(_first: string, _second: number) {}
  push(_: ['push', unknown]) {}
  pop(_: ['pop']) {
    return 'x';
  }
}

@Process()
class Plain {
  anything(_: unknown) {}
}

@Process()
class Spoken {
  declare readonly [speaks]: ['spoken'];
}

const module = { add: (a: number, b: number) => a + b };

export function accepted(): void {
  // compiles: a class whose services come from the container
  const counter = spawn(Counter);
  holds<Equal<typeof counter, Pid<['increment', number]>>>();

  // compiles: a class with an argument for init
  spawn(Counter, 5);

  // compiles: a class whose init wants arguments
  const stack = spawn(Stack, 'a', 1);
  holds<Equal<typeof stack, Pid<['push', unknown] | Op<['pop'], string>>>>();

  // compiles: a class without a protocol gives a bare pid
  holds<Equal<ReturnType<typeof spawnPlain>, Pid>>();

  // compiles: a declared protocol
  const spoken = spawn(Spoken);
  holds<Equal<typeof spoken, Pid<['spoken']>>>();

  // compiles: a function body with arguments
  const body = spawn((name: string, times: number) => name.repeat(times), 'a', 2);
  holds<Equal<typeof body, Pid>>();

  // compiles: a generator body
  spawn(function* (times: number) {
    yield times;
  }, 3);

  // compiles: an async body
  spawn(async () => {});

  // compiles: spawn/3
  const third = spawn(module, 'add', [1, 2]);
  holds<Equal<typeof third, Pid>>();

  // compiles: linked
  const linked = spawnLink(Counter, 1);
  holds<Equal<typeof linked, Pid<['increment', number]>>>();

  // compiles: monitored
  const monitored = spawnMonitor(Counter);
  holds<Equal<typeof monitored, [Pid<['increment', number]>, Reference]>>();

  // compiles: verbs on processes take any pid
  Process.link(counter);
  Process.exit(stack, 'shutdown');
  Process.monitor(linked);
  Process.register(counter, 'counter');

  // compiles: what the verbs return
  const me = self();
  holds<Equal<typeof me, Pid>>();
  const alive: boolean = Process.isAlive(counter);
  const found: Pid | undefined = Process.whereis('counter');
  const left: number | false = Process.cancelTimer(Process.sendAfter(counter, ['increment', 1], 10));
  void [alive, found, left];

  // compiles: the value of a body, outside
  const value: Promise<number> = run((a: number) => a * 2, 4);
  void value;
}

export function spawnPlain() {
  return spawn(Plain);
}

export function refused(): void {
  // @ts-expect-error init takes a number
  spawn(Counter, 'five');

  // @ts-expect-error init takes one argument
  spawn(Counter, 1, 2);

  // @ts-expect-error init wants two arguments
  spawn(Stack, 'a');

  // @ts-expect-error services come from the container, not from spawn
  spawn(Counter, new Log());

  // @ts-expect-error an instance is no class
  spawn(new Plain());

  // @ts-expect-error a number is no body
  spawn(5);

  // @ts-expect-error the body wants a number
  spawn((times: number) => times, 'x');

  // @ts-expect-error the body wants an argument
  spawn((times: number) => times);

  // @ts-expect-error init takes a number, linked too
  spawnLink(Counter, 'five');

  // @ts-expect-error init takes a number, monitored too
  spawnMonitor(Counter, 'five');

  // @ts-expect-error the result is a number
  const text: Promise<string> = run((a: number) => a * 2, 4);

  // @ts-expect-error run checks the arguments of its body
  void run((a: number) => a * 2, 'x');

  // @ts-expect-error a pid of another protocol
  const other: Pid<['push', unknown]> = spawn(Counter);

  // @ts-expect-error a later message is checked too
  Process.sendAfter(spawn(Counter), ['decrement', 1], 10);

  // @ts-expect-error a name is no pid
  Process.link('counter');

  // @ts-expect-error there is no such flag
  Process.flag('trapexit', true);

  // @ts-expect-error there is no such priority
  Process.flag('priority', 'urgent');

  void [text, other];
}
