import fc from 'fast-check';
import type { AliasMode } from '../../../lib/index.js';
import type { Deed } from './deeds.js';
import type { Program } from './program.js';
import type { World } from './world.js';

/** Turns choices into a deed of somebody; nothing when there is nothing to do it with. */
type Maker = (program: Program, by: string, first: number, second: number) => Deed | undefined;

const reasons: readonly [string, ...string[]] = ['boom', 'normal', 'kill', 'shutdown', 'killed', 'noproc'];
const aliasModes: readonly [AliasMode | undefined, ...(AliasMode | undefined)[]] = [undefined, undefined, 'explicit_unalias', 'demonitor', 'reply_demonitor'];
const kinds = ['any', 'any', 'EXIT', 'DOWN', 'timeout'] as const;
const ways = ['spawn', 'spawnLink', 'spawnMonitor'] as const;

/** Each with how often it comes. */
const makers: Readonly<Record<string, readonly [weight: number, make: Maker]>> = {
  spawn: [2, (program, _, first) => ({ verb: 'spawn', args: { how: at(ways, first), as: program.newLabel('p'), ref: program.newLabel('r') } })],
  send: [5, (program, by, first) => ({ verb: 'send', args: { to: program.anybody(by, first), message: program.newLabel('m'), count: 1 } })],
  flood: [1, (program, by, first, second) => ({ verb: 'send', args: { to: program.anybody(by, first), message: program.newLabel('m'), count: second } })],
  sendToName: [2, (program, _, first) => ({ verb: 'send', args: { to: program.name(first), message: program.newLabel('m'), count: 1 } })],
  sendToAlias: [3, (program, by, first) => withReference(program.made(by, ['alias', 'monitor'], first), (to) => ({ verb: 'send', args: { to, message: program.newLabel('m'), count: 1 } }))],
  link: [5, (program, by, first) => ({ verb: 'link', args: { pid: program.anybody(by, first) } })],
  unlink: [3, (program, by, first) => ({ verb: 'unlink', args: { pid: program.anybody(by, first) } })],
  monitor: [4, (program, by, first, second) => ({ verb: 'monitor', args: { to: program.anybody(by, first), as: program.newLabel('r'), alias: at(aliasModes, second) } })],
  monitorName: [2, (program, _, first, second) => ({ verb: 'monitor', args: { to: program.name(first), as: program.newLabel('r'), alias: at(aliasModes, second) } })],
  demonitor: [3, (program, by, first, second) => withReference(program.made(by, ['monitor'], first), (ref) => ({ verb: 'demonitor', args: { ref, flush: second % 2 === 1, info: second % 4 > 1 } }))],
  alias: [1, (program, _, first) => ({ verb: 'alias', args: { as: program.newLabel('r'), reply: first % 2 === 1 } })],
  unalias: [1, (program, by, first) => withReference(program.made(by, ['alias', 'monitor'], first), (ref) => ({ verb: 'unalias', args: { ref } }))],
  register: [3, (program, by, first, second) => ({ verb: 'register', args: { pid: program.anybody(by, first), name: program.name(second) } })],
  unregister: [1, (program, _, first) => ({ verb: 'unregister', args: { name: program.name(first) } })],
  whereis: [1, (program, _, first) => ({ verb: 'whereis', args: { name: program.name(first) } })],
  isAlive: [2, (program, by, first) => ({ verb: 'isAlive', args: { pid: program.anybody(by, first) } })],
  signal: [4, (program, by, first, second) => ({ verb: 'signal', args: { to: program.anybody(by, first), reason: at(reasons, second) } })],
  trapExit: [4, (_program, _, first) => ({ verb: 'trapExit', args: { value: first % 3 > 0 } })],
  receive: [5, (_program, _, first) => ({ verb: 'receive', args: { kind: at(kinds, first), ref: undefined } })],
  receiveDown: [2, (program, by, first) => withReference(program.made(by, ['monitor'], first), (ref) => ({ verb: 'receive', args: { kind: 'DOWN', ref } }))],
  receiveTimeout: [1, (program, by, first) => withReference(program.made(by, ['timer'], first), (ref) => ({ verb: 'receive', args: { kind: 'timeout', ref } }))],
  timer: [2, (program, by, first, second) => ({ verb: 'timer', args: { to: program.anybody(by, first), ...timing(program, second) } })],
  timerForName: [1, (program, _, first, second) => ({ verb: 'timer', args: { to: program.name(first), ...timing(program, second) } })],
  cancelTimer: [1, (program, by, first) => withReference(program.made(by, ['timer'], first), (ref) => ({ verb: 'cancelTimer', args: { ref } }))],
  readTimer: [1, (program, by, first) => withReference(program.made(by, ['timer', 'monitor'], first), (ref) => ({ verb: 'readTimer', args: { ref } }))],
  exit: [1, (_program, _, first) => ({ verb: 'exit', args: { reason: at(reasons, first) } })],
  throw: [1, () => ({ verb: 'throw', args: { reason: 'oops' } })],
  return: [1, () => ({ verb: 'return', args: { reason: 'normal' } })],
};

/** One command of a program: a deed of somebody. It is done at once, or together with those after it. */
class Act implements fc.AsyncCommand<Program, World> {
  constructor(
    readonly name: string,
    readonly make: Maker,
    readonly who: number,
    readonly first: number,
    readonly second: number,
    readonly together: boolean,
  ) {}

  check(): boolean {
    return true;
  }

  async run(program: Program, world: World): Promise<void> {
    const by = program.performer(this.who);
    const deed = this.make(program, by, this.first, this.second);
    if (deed !== undefined) program.plan(by, deed);
    if (!this.together || program.isFull) await program.play(world, 0);
  }

  toString(): string {
    return `${this.name}(${this.who}, ${this.first}, ${this.second}${this.together ? ', together' : ''})`;
  }
}

/** Lets time pass. */
class Pass implements fc.AsyncCommand<Program, World> {
  constructor(readonly ms: number) {}

  check(): boolean {
    return true;
  }

  async run(program: Program, world: World): Promise<void> {
    await program.play(world, this.ms);
  }

  toString(): string {
    return `pass(${this.ms})`;
  }
}

/** Programs of so many commands at the most. */
export function programs(maxCommands: number, replayPath = ''): fc.Arbitrary<Iterable<fc.AsyncCommand<Program, World>>> {
  const choices = fc.tuple(fc.nat(11), fc.nat(23), fc.nat(23), fc.boolean());
  const acts = Object.entries(makers).flatMap(([name, [weight, make]]) => {
    const act = choices.map(([who, first, second, together]) => new Act(name, make, who, first, second, together));
    return Array.from({ length: weight }, () => act);
  });
  const pass = fc.integer({ min: 1, max: 12 }).map((ms) => new Pass(ms));
  return fc.commands<Program, World, false>([...acts, pass, pass], { maxCommands, size: 'max', ...(replayPath === '' ? {} : { replayPath }) });
}

function withReference(ref: string | undefined, make: (ref: string) => Deed): Deed | undefined {
  return ref === undefined ? undefined : make(ref);
}

function timing(program: Program, choice: number): { as: string; message: string; ms: number; wraps: boolean } {
  return { as: program.newLabel('r'), message: program.newLabel('m'), ms: choice >> 1, wraps: choice % 2 === 1 };
}

function at<T>(list: readonly [T, ...T[]], choice: number): T {
  return list[choice % list.length] ?? list[0];
}
