import { Signal } from '../kernel/mailbox.js';
import type { Pid } from '../kernel/pid.js';
import type { Reference } from '../kernel/reference.js';
import type { ProcessControl } from './process-control.js';

/**
 * When an alias that came with a monitor is switched off: by `unalias` alone; with the monitor too (`demonitor`, or DOWN); or with the
 * first message that arrives through it as well.
 */
export type AliasMode = 'explicit_unalias' | 'demonitor' | 'reply_demonitor';

/** A message that goes before all ordinary ones once it is received; in transit it keeps its place among all signals. */
export class PriorityMessage extends Signal {
  constructor(readonly message: unknown) {
    super();
  }
}

/** "End, for this reason": from `Process.exit`, or along a link. */
export class ExitSignal extends Signal {
  constructor(
    readonly from: Pid,
    readonly reason: unknown,
    readonly alongLink: boolean,
    /** Whether it was sent as a priority signal; then its message, if it leaves one, is a priority message. */
    readonly priority = false,
  ) {
    super();
  }
}

/** "I am linked to you": asks the receiver for its half of a link. */
export class LinkSignal extends Signal {
  constructor(readonly from: ProcessControl) {
    super();
  }
}

/** "I am no longer linked to you". */
export class UnlinkSignal extends Signal {
  constructor(readonly from: ProcessControl) {
    super();
  }
}

/** Somebody outside of all processes who hears of an end; never throws. `value` is what the body returned. */
export type Listener = (ref: Reference, reason: unknown, value: unknown) => void;

/**
 * One monitor, from its making to its end. It is its own signal, twice: on its way to the target ("tell me when you end"), and
 * back to the watcher ("it has ended"). So a monitor costs one object.
 *
 * A watcher is a process, or a listener outside of all processes.
 */
export class Monitoring extends Signal {
  /** False once it has fired or was called off: a `DOWN` in transit is then dropped. */
  active = true;
  /** True once the end is known, or there was nobody: then `reason` is set. */
  fired = false;
  reason: unknown = undefined;
  /** The other monitors of the same watcher, and of the same target. */
  previousOfWatcher: Monitoring | undefined = undefined;
  nextOfWatcher: Monitoring | undefined = undefined;
  previousOfTarget: Monitoring | undefined = undefined;
  nextOfTarget: Monitoring | undefined = undefined;
  /** True while the reference can be sent to. */
  aliasActive: boolean;
  /** True while the target knows of this monitor. */
  attached = false;

  constructor(
    readonly ref: Reference,
    readonly watcher: ProcessControl | undefined,
    readonly target: ProcessControl | undefined,
    /** What stands in the pid's place in the DOWN message: the pid, or `[name, node]`. */
    readonly object: unknown,
    readonly tag: unknown,
    readonly aliasMode: AliasMode | undefined,
    readonly listener: Listener | undefined,
  ) {
    super();
    this.aliasActive = aliasMode !== undefined;
  }
}
