import { BeamworkError } from '../kernel/beamwork-error.js';
import { SmallSet } from '../kernel/small-set.js';
import { askForPriority, forgoPriority } from './priority-sources.js';
import type { ProcessControl } from './process-control.js';
import { deliver, deliverSignal } from './router.js';
import { LinkSignal, PriorityMessage, UnlinkSignal } from './signals.js';

/**
 * Links `from` to `to`: sets the own half, and asks `to` for the other.
 *
 * Each side owns its half. An exit signal counts only while the receiver still has its own, so an `unlink` that crosses an exit
 * signal in transit wins.
 *
 * @param priority whether the `EXIT` that the link may bring `from` is a priority message; a link that is there already becomes such a one.
 */
export function link(from: ProcessControl, to: ProcessControl, priority = false): void {
  if (from === to || !from.alive) return;
  from.state.sinks.asked?.(from, 'links');
  const linked = from.links?.has(to) === true;
  if (!linked && !to.alive) {
    linkToDead(from, to, priority);
    return;
  }
  if (priority) askForPriority(from, to);
  if (linked) return;
  addHalf(from, to);
  deliverSignal(to, new LinkSignal(from));
  announceLink('linked', from, to);
}

/** Sets both halves at once: the child of `spawnLink` is linked before it runs. */
export function linkNewborn(parent: ProcessControl, child: ProcessControl): void {
  // The child's half first: should the child come to nothing, it tells who has the other.
  addHalf(child, parent);
  addHalf(parent, child);
  announceLink('linked', parent, child);
}

/** Drops the own half of a link, and tells the other side; nothing happens when there is none. */
export function unlink(from: ProcessControl, to: ProcessControl): void {
  from.state.sinks.asked?.(from, 'links');
  if (!removeHalf(from, to)) return;
  if (to.alive) deliverSignal(to, new UnlinkSignal(from));
  announceLink('unlinked', from, to);
}

export function addHalf(owner: ProcessControl, other: ProcessControl): void {
  (owner.links ??= new SmallSet()).add(other);
}

/** Drops the half of a link; false when there was none. */
export function removeHalf(owner: ProcessControl, other: ProcessControl): boolean {
  forgoPriority(owner, other);
  return owner.links?.delete(other) === true;
}

/** Tells whoever listens. */
export function announceLink(type: 'linked' | 'unlinked', a: ProcessControl, b: ProcessControl): void {
  a.state.sinks.links?.({ type, a: a.pid, b: b.pid });
}

function linkToDead(from: ProcessControl, to: ProcessControl, priority: boolean): void {
  if (from.trapExit) {
    const message = ['EXIT', to.pid, 'noproc'];
    if (priority) deliverSignal(from, new PriorityMessage(message));
    else deliver(from, message);
    return;
  }
  throw new BeamworkError({
    code: 'BEAMWORK_NOPROC',
    problem: `${from.pid} cannot link to ${to.pid}: it is not alive`,
    remedy: "use spawnLink, which cannot miss the end of a child, or set the trapExit flag and expect ['EXIT', pid, 'noproc']",
  });
}
