import { Reference } from '../kernel/reference.js';
import { Alias, dropAlias } from './aliases.js';
import { endMonitor } from './monitor-lists.js';
import type { ProcessControl } from './process-control.js';
import { Monitoring } from './signals.js';

/** The process behind an active alias; the message on its way counts, so a reply alias is switched off here. */
export function aliasTarget(ref: Reference): ProcessControl | undefined {
  const use = Reference.useOf(ref);
  const owner = use instanceof Alias ? use.owner : use instanceof Monitoring ? use.watcher : undefined;
  if (owner?.extras?.aliases?.has(ref) !== true) return undefined;
  if (use instanceof Alias && use.reply) dropAlias(owner, ref);
  if (use instanceof Monitoring && use.aliasMode === 'reply_demonitor') {
    dropAlias(owner, ref);
    endMonitor(use);
  }
  return owner;
}
