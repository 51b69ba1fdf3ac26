import { BeamworkError } from '../kernel/beamwork-error.js';
import { SmallSet } from '../kernel/small-set.js';
import type { ProcessControl } from './process-control.js';
import { deliver, deliverSignal } from './router.js';
import { LinkSignal, UnlinkSignal } from './signals.js';

/**
 * Links `from` to `to`: sets the own half, and asks `to` for the other.
 *
 * Each side owns its half. An exit signal counts only while the receiver still has its own, so an `unlink` that crosses an exit
 * signal in transit wins.
 */
export function link(from: ProcessControl, to: ProcessControl): void {
  if (from === to || !from.alive || from.links?.has(to) === true) return;
  if (!to.alive) {
    linkToDead(from, to);
    return;
  }
  addHalf(from, to);
  deliverSignal(to, new LinkSignal(from));
  announce('linked', from, to);
}

/** Sets both halves at once: the child of `spawnLink` is linked before it runs. */
export function linkNewborn(parent: ProcessControl, child: ProcessControl): void {
  addHalf(parent, child);
  addHalf(child, parent);
  announce('linked', parent, child);
}

/** Drops the own half of a link, and tells the other side; nothing happens when there is none. */
export function unlink(from: ProcessControl, to: ProcessControl): void {
  if (from.links?.delete(to) !== true) return;
  if (to.alive) deliverSignal(to, new UnlinkSignal(from));
  announce('unlinked', from, to);
}

export function addHalf(owner: ProcessControl, other: ProcessControl): void {
  (owner.links ??= new SmallSet()).add(other);
}

function announce(type: 'linked' | 'unlinked', a: ProcessControl, b: ProcessControl): void {
  a.state.sinks.links?.({ type, a: a.pid, b: b.pid });
}

function linkToDead(from: ProcessControl, to: ProcessControl): void {
  if (from.trapExit) {
    deliver(from, ['EXIT', to.pid, 'noproc']);
    return;
  }
  throw new BeamworkError({
    code: 'BEAMWORK_NOPROC',
    problem: `${from.pid} cannot link to ${to.pid}: it is not alive`,
    remedy: "use spawnLink, which cannot miss the end of a child, or set the trapExit flag and expect ['EXIT', pid, 'noproc']",
  });
}
