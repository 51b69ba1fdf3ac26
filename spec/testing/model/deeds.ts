import type { AliasMode } from '../../../lib/runtime/signals.js';

/** What a process may be told to do, with what. All that comes to be has its label beforehand: `p1` is a process, `n1` a name, `r1` a reference. */
export interface Deeds {
  readonly spawn: { readonly how: 'spawn' | 'spawnLink' | 'spawnMonitor'; readonly as: string; readonly ref: string };
  /** So many messages, one after the other. */
  readonly send: { readonly to: string; readonly message: string; readonly count: number };
  readonly link: { readonly pid: string };
  readonly unlink: { readonly pid: string };
  readonly monitor: { readonly to: string; readonly as: string; readonly alias: AliasMode | undefined };
  readonly demonitor: { readonly ref: string; readonly flush: boolean; readonly info: boolean };
  readonly alias: { readonly as: string; readonly reply: boolean };
  readonly unalias: { readonly ref: string };
  readonly register: { readonly pid: string; readonly name: string };
  readonly unregister: { readonly name: string };
  readonly whereis: { readonly name: string };
  readonly isAlive: { readonly pid: string };
  /** An exit signal. */
  readonly signal: { readonly to: string; readonly reason: string };
  readonly trapExit: { readonly value: boolean };
  /** Takes the oldest message of a kind, or the one that carries a reference; does not wait. */
  readonly receive: { readonly kind: 'any' | 'EXIT' | 'DOWN' | 'timeout'; readonly ref: string | undefined };
  readonly timer: { readonly to: string; readonly as: string; readonly message: string; readonly ms: number; readonly wraps: boolean };
  readonly cancelTimer: { readonly ref: string };
  readonly readTimer: { readonly ref: string };
  readonly exit: { readonly reason: string };
  readonly throw: { readonly reason: string };
  readonly return: { readonly reason: 'normal' };
}

export type Verb = keyof Deeds;

export type Deed<V extends Verb = Verb> = { [K in V]: { readonly verb: K; readonly args: Deeds[K] } }[V];

/** A deed, who does it, and its number among all deeds of a program. */
export type Instruction<V extends Verb = Verb> = Deed<V> & { readonly id: number; readonly by: string };

/** What each verb does, and gives as text; nothing when it does not come back. */
export type Verbs<World> = { readonly [V in Verb]: (world: World, by: string, args: Deeds[V]) => string | undefined };

export function perform<World, V extends Verb>(verbs: Verbs<World>, world: World, by: string, { verb, args }: Deed<V>): string | undefined {
  return verbs[verb](world, by, args);
}

/** What a receive gives that finds nothing. */
export const nothing = 'nothing';
/** What a verb gives that refuses. */
export const badarg = 'badarg';

/** How a message begins that a receive takes. */
export function startOf({ kind, ref }: Deeds['receive']): string {
  return `${kind === 'any' ? '' : `[${kind}`}${ref === undefined ? '' : `, ${ref},`}`;
}

/** A line of a program. */
export function showInstruction({ id, by, verb, args }: Instruction): string {
  const shown = Object.entries(args).filter(([, value]) => value !== undefined);
  return `${id}. ${by} ${verb}(${shown.map(([key, value]) => `${key}: ${value}`).join(', ')})`;
}
