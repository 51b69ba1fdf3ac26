import { Reference } from '../kernel/reference.js';
import type { ProcessControl } from './process-control.js';

/**
 * When an alias that came with a monitor is switched off: by `unalias` alone; with the monitor too (`demonitor`, or DOWN); or with the
 * first message that arrives through it as well.
 */
export type AliasMode = 'explicit_unalias' | 'demonitor' | 'reply_demonitor';

/** An alias without a monitor. */
export class Alias {
  constructor(
    readonly owner: ProcessControl,
    readonly reply: boolean,
  ) {}
}

/** Switches a new alias on. `reply`: the first message that arrives through it switches it off. */
export function makeAlias(owner: ProcessControl, reply: boolean): Reference {
  const ref = owner.state.newReference(owner);
  Reference.setUse(ref, new Alias(owner, reply));
  rememberAlias(owner, ref);
  return ref;
}

/** Notes that a reference, also that of a monitor, is an active alias of `owner`. */
export function rememberAlias(owner: ProcessControl, ref: Reference): void {
  (owner.extra.aliases ??= new Set()).add(ref);
}

/** Switches an alias off; false when it is none of `owner`'s active ones. */
export function dropAlias(owner: ProcessControl, ref: Reference): boolean {
  return owner.extras?.aliases?.delete(ref) ?? false;
}
