import { Reference } from '../kernel/reference.js';
import { ProcessControl } from './process-control.js';
import { endMonitor } from './monitor-lists.js';
import { askForPriority, forgoPriority, takesPriority } from './priority-sources.js';
import { Monitoring } from './signals.js';

/** An alias without a monitor. */
class Alias {
  active = true;

  constructor(
    readonly owner: ProcessControl,
    readonly reply: boolean,
  ) {}
}

/** What an alias is made with. */
export interface AliasSettings {
  /** The first message that arrives through it switches it off. */
  readonly reply: boolean;
  /** Who sends through it with priority gets it. */
  readonly priority: boolean;
}

/** Switches a new alias on. */
export function makeAlias(owner: ProcessControl, { reply, priority }: AliasSettings): Reference {
  const ref = owner.state.newReference(owner);
  const alias = new Alias(owner, reply);
  Reference.setUse(ref, alias);
  if (priority) askForPriority(owner, alias);
  return ref;
}

/** Switches an alias off, also that of a monitor; false when it is none of `owner`'s active ones. */
export function dropAlias(owner: ProcessControl, ref: Reference): boolean {
  owner.state.sinks.asked?.(owner, 'monitors');
  const use = Reference.useOf(ref);
  if (use instanceof Alias && use.owner === owner) {
    const { active } = use;
    use.active = false;
    forgoPriority(owner, use);
    return active;
  }
  if (!(use instanceof Monitoring) || use.watcher !== owner) return false;
  const { aliasActive } = use;
  use.aliasActive = false;
  return aliasActive;
}

/** The process that made a reference, whatever the reference stands for. */
export function ownerOf(ref: Reference): ProcessControl | undefined {
  const owner = Reference.ownerOf(ref);
  return owner instanceof ProcessControl ? owner : undefined;
}

/**
 * The process behind an active alias, for a message to it: one answer switches a reply alias off.
 *
 * @param arrives whether the message was sent some time ago, and arrives now. What is sent now comes behind a DOWN that is in transit, and that one switches the alias of a monitor off.
 */
export function aliasTarget(ref: Reference, arrives = false): ProcessControl | undefined {
  const use = Reference.useOf(ref);
  if (use instanceof Monitoring) {
    if (!isOn(use, arrives)) return undefined;
    if (use.aliasMode === 'reply_demonitor') endMonitor(use);
    return use.watcher;
  }
  if (!(use instanceof Alias) || !use.active) return undefined;
  if (use.reply) dropAlias(use.owner, ref);
  return use.owner;
}

/** The process behind an active alias, for a signal that is no message: it leaves the alias as it is. @param arrives as for {@link aliasTarget}. */
export function aliasOwner(ref: Reference, arrives = false): ProcessControl | undefined {
  const use = Reference.useOf(ref);
  if (use instanceof Monitoring) return isOn(use, arrives) ? use.watcher : undefined;
  return use instanceof Alias && use.active ? use.owner : undefined;
}

function isOn({ aliasActive, aliasMode, fired }: Monitoring, arrives: boolean): boolean {
  return aliasActive && (arrives || !fired || aliasMode === 'explicit_unalias');
}

/** Tells whether `ref` is an active alias that was made for priority messages. */
export function isPriorityAlias(ref: Reference): boolean {
  const use = Reference.useOf(ref);
  return use instanceof Alias && takesPriority(use.owner, use);
}
