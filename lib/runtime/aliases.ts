import { Reference } from '../kernel/reference.js';
import type { ProcessControl } from './process-control.js';
import { endMonitor } from './monitor-lists.js';
import { Monitoring } from './signals.js';

/** An alias without a monitor. */
class Alias {
  active = true;

  constructor(
    readonly owner: ProcessControl,
    readonly reply: boolean,
  ) {}
}

/** Switches a new alias on. `reply`: the first message that arrives through it switches it off. */
export function makeAlias(owner: ProcessControl, reply: boolean): Reference {
  const ref = owner.state.newReference(owner);
  Reference.setUse(ref, new Alias(owner, reply));
  return ref;
}

/** Switches an alias off, also that of a monitor; false when it is none of `owner`'s active ones. */
export function dropAlias(owner: ProcessControl, ref: Reference): boolean {
  const use = Reference.useOf(ref);
  if (use instanceof Alias && use.owner === owner) {
    const { active } = use;
    use.active = false;
    return active;
  }
  if (!(use instanceof Monitoring) || use.watcher !== owner) return false;
  const { aliasActive } = use;
  use.aliasActive = false;
  return aliasActive;
}

/** The process behind an active alias; the message on its way counts, so a reply alias is switched off here. */
export function aliasTarget(ref: Reference): ProcessControl | undefined {
  const use = Reference.useOf(ref);
  if (use instanceof Monitoring) {
    if (!use.aliasActive) return undefined;
    if (use.aliasMode === 'reply_demonitor') endMonitor(use);
    return use.watcher;
  }
  if (!(use instanceof Alias) || !use.active) return undefined;
  use.active = !use.reply;
  return use.owner;
}
