import { fileURLToPath } from 'node:url';
import type { Workload } from '../measure.js';

/** Where a figure comes from. Only peers count as rivals; references and the floor lack most of what an actor needs. */
export type Kind = 'beamwork' | 'peer' | 'reference' | 'floor' | 'beam';

/** A program to run, and what it is given. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
}

/** One side of the comparison. */
export interface Contender {
  readonly name: string;
  readonly kind: Kind;
  /** What a reader should know before comparing. */
  readonly remark: string;
  /** The workloads it can do; a number is a smaller size, where the full one would take minutes. */
  readonly can: Readonly<Record<string, number | 'full'>>;
  /** Why it has no figure where one would be expected. */
  readonly cannot?: Readonly<Record<string, string>>;
  readonly command: (workload: Workload, size: number) => Command;
}

/** What decides how every side runs. */
export interface Conditions {
  readonly seed: number;
  readonly warmMs: number;
}

const repository = fileURLToPath(new URL('../../../', import.meta.url));

/** Folders of the comparison, all in the checkout. */
export const folders = {
  repository,
  bench: `${repository}bench`,
  peers: `${repository}bench/dist/peers`,
  beam: `${repository}dist/bench/beam`,
} as const;

const all = (...names: readonly string[]): Record<string, 'full'> => Object.fromEntries(names.map((name) => [name, 'full'] as const));

const withoutMonitors = all('pingpong', 'ring', 'spawn', 'call', 'fanin', 'idle', 'bigmsg_5k');
const actors = { ...withoutMonitors, ...all('monitors') };

/** Those of the BEAM's programs that stand beside several of ours: it has one kind of body. */
const beamNames: Readonly<Record<string, string>> = {
  pingpong_generator: 'pingpong',
  pingpong_async: 'pingpong',
  spawn_generator: 'spawn',
  idle_generator: 'idle',
};

/** All sides that run on Node. */
export function nodeContenders(workloads: readonly Workload[]): Contender[] {
  const peer = (name: string, file: string, kind: Kind, remark: string, can: Contender['can'], cannot: Contender['cannot'] = {}): Contender => ({
    name,
    kind,
    remark,
    can,
    cannot,
    command: ({ name: workload, flags = [] }, size) => ({ program: process.execPath, args: [...flags, `${folders.peers}/run-peer.js`, file, workload, String(size)] }),
  });
  return [
    {
      name: 'beamwork',
      kind: 'beamwork',
      remark: 'copies each message, checks patterns, counts reductions',
      can: all(...workloads.map(({ name }) => name)),
      command: ({ name, flags = [] }, size) => ({ program: process.execPath, args: [...flags, fileURLToPath(new URL('../run-one.js', import.meta.url)), name, String(size)] }),
    },
    peer('nact', 'nact', 'peer', 'messages by reference; `monitors` is its afterStop hook', actors, { links: 'stopping an actor leaves its children running' }),
    peer('xstate', 'xstate', 'peer', 'messages by reference, handled inside `send`; `call` is a promise made by hand; `monitors` is a subscription', { ...actors, ...all('links', 'timers'), idle: 200_000 }),
    peer('effect', 'effect', 'peer', 'messages by reference; a process is a fiber with a queue; `monitors` is an observer of a fiber', { ...actors, ...all('pingpong_generator', 'spawn_generator', 'idle_generator', 'timers') }, { links: 'a chain of 10,000 child fibers does not fit into the heap' }),
    peer('comedy', 'comedy', 'peer', 'messages by reference; `links` is a chain of children', { ...withoutMonitors, links: 'full', spawn: 10_000, idle: 100_000 }),
    peer('EventEmitter', 'events', 'reference', 'one listener, each message in a microtask', actors),
    peer('rxjs Subject', 'rxjs', 'reference', 'one subscriber, each message in a microtask', actors),
    peer('bare V8', 'floor', 'floor', 'a bare run queue: no links, errors, reductions, patterns or copies; timers are `setTimeout`', { ...withoutMonitors, ...all('pingpong_generator', 'pingpong_async', 'spawn_generator', 'idle_generator', 'timers') }),
  ];
}

/** The BEAM, with one scheduler and as it comes. */
export function beamContenders(names: readonly string[], { seed, warmMs }: Conditions): Contender[] {
  const beam = (name: string, remark: string, flags: readonly string[]): Contender => ({
    name,
    kind: 'beam',
    remark,
    can: all(...names),
    command: ({ name: workload }, size) => ({
      program: 'erl',
      args: [...flags, '+P', '4000000', '-noshell', '-kernel', 'logger_level', 'none', '-pa', folders.beam, '-run', 'bench', 'main', beamNames[workload] ?? workload, String(size), String(seed), String(warmMs)],
    }),
  });
  return [beam('BEAM, 1 scheduler', '`+S 1:1`, compiled modules', ['+S', '1:1']), beam('BEAM, default', 'a scheduler per core, compiled modules', [])];
}
