import { fileURLToPath } from 'node:url';
import type { Workload } from '../measure.js';
import { inlining, youngGeneration } from '../recommended-flags.js';
import { peers, unlimited } from './peers.js';

/** Where a figure comes from. Only peers count as rivals; references and the floor lack most of what an actor needs. */
export type Kind = 'beamwork' | 'tuned' | 'peer' | 'reference' | 'floor' | 'beam';

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
  /** The workloads it can do; a number is the largest size, where a larger one would take minutes. */
  readonly can: Readonly<Record<string, number>>;
  /** Why it cannot do the others. */
  readonly cannot: Readonly<Record<string, string>>;
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

/** Those of the BEAM's programs that stand beside several of ours: it has one kind of body. */
const beamNames: Readonly<Record<string, string>> = {
  pingpong_generator: 'pingpong',
  pingpong_async: 'pingpong',
  spawn_generator: 'spawn',
  spawn_exit: 'spawn',
  idle_generator: 'idle',
};

const tuning = [...inlining, ...youngGeneration];

/** All sides that run on Node. */
export function nodeContenders(names: readonly string[]): Contender[] {
  const beamwork: Contender = {
    name: 'beamwork',
    kind: 'beamwork',
    remark: 'copies each message, checks patterns, counts reductions',
    can: unlimited(...names),
    cannot: {},
    command: runOne([]),
  };
  const tuned: Contender = {
    ...beamwork,
    name: 'beamwork, tuned',
    kind: 'tuned',
    remark: `the same with \`${tuning.join(' ')}\``,
    can: unlimited(...names.filter(isTimed)),
    cannot: Object.fromEntries(names.filter((name) => !isTimed(name)).map((name) => [name, 'the flags are for speed'])),
    command: runOne(tuning),
  };
  return [beamwork, tuned, ...peers.map(({ file, ...side }): Contender => ({
    ...side,
    command: ({ name, flags = [] }, size) => ({ program: process.execPath, args: [...flags, `${folders.peers}/run-peer.js`, file, name, String(size)] }),
  }))];
}

function runOne(tuned: readonly string[]): Contender['command'] {
  const program = fileURLToPath(new URL('../run-one.js', import.meta.url));
  return ({ name, flags = [] }, size) => ({ program: process.execPath, args: [...flags, ...tuned, program, name, String(size)] });
}

function isTimed(workload: string): boolean {
  return !workload.startsWith('idle') && workload !== 'fairness';
}

/** The BEAM, with one scheduler and as it comes. */
export function beamContenders(names: readonly string[], { seed, warmMs }: Conditions): Contender[] {
  const beam = (name: string, remark: string, flags: readonly string[]): Contender => ({
    name,
    kind: 'beam',
    remark,
    can: unlimited(...names.filter((each) => each !== 'fairness')),
    cannot: { fairness: 'held against its goal alone' },
    command: ({ name: workload }, size) => ({
      program: 'erl',
      args: [...flags, '+P', '4000000', '-noshell', '-kernel', 'logger_level', 'none', '-pa', folders.beam, '-run', 'bench', 'main', beamNames[workload] ?? workload, String(size), String(seed), String(warmMs)],
    }),
  });
  return [beam('BEAM, 1 scheduler', '`+S 1:1`, compiled modules', ['+S', '1:1']), beam('BEAM, default', 'a scheduler per core, compiled modules', [])];
}
