import { after, on, P, type AfterClause, type OnClause, type Reference } from '../../../lib/index.js';
import { nothing, type Deeds, type Instruction } from './deeds.js';
import type { RealVerb } from './real-verbs.js';

/** Which messages a receive of a puppet takes: none is what it is told to do. */
function patternOf(kind: Deeds['receive']['kind'], ref: Reference | undefined) {
  const carried = ref ?? P.reference;
  if (kind === 'EXIT') return ['EXIT', P.pid, P.any] as const;
  if (kind === 'DOWN') return ['DOWN', carried, 'process', P.any, P.any] as const;
  if (kind === 'timeout') return ['timeout', carried, P.any] as const;
  return P.when((message: unknown) => !(Array.isArray(message) && message[0] === 'do'));
}

/** What a puppet knows of those who pull its strings. */
export abstract class Stage {
  /** What it was told. */
  abstract instruction(id: number): Instruction;

  /** Does it in the name of the running puppet. */
  abstract perform<V extends RealVerb>(deed: { readonly verb: V; readonly args: Deeds[V] }): unknown;

  /** Takes down what it gave. */
  abstract note(id: number, value: unknown): void;

  /** The reference that goes by a label. */
  abstract reference(label: string): Reference;

  /** The clauses of a receive. */
  clauses({ kind, ref }: Deeds['receive']): readonly [OnClause<unknown>, AfterClause<unknown>] {
    return [on(patternOf(kind, ref === undefined ? undefined : this.reference(ref)), (message: unknown) => message), after(0, () => nothing)];
  }
}
