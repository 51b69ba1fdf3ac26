import { newExit } from '../kernel/process-exit.js';
import { readProcessMetadata } from '../metadata/process-metadata.js';
import type { Address } from './address.js';
import { PendingCall } from './calls.js';
import { linkNewborn, unlink } from './links.js';
import { holderOf } from './names.js';
import { controlOf, type ProcessControl } from './process-control.js';
import { receiveAnswer } from './receive.js';
import { deliverSignal, deliverThrough } from './router.js';
import type { RuntimeState } from './runtime-state.js';
import { settleSignals } from './signal-reception.js';
import { ExitSignal } from './signals.js';
import { spawnProcess } from './spawner.js';

/** What a start may come with. */
export interface StartSettings {
  readonly name: string | undefined;
  readonly via: Address | undefined;
  readonly timeoutMs: number;
  readonly link: boolean;
}

/** A start that somebody waits for: the answer is the pid, or `undefined` where `init` said `ignore()`. */
class PendingStart extends PendingCall {
  readonly #linked: boolean;

  constructor(starter: ProcessControl, child: ProcessControl, ms: number, linked: boolean) {
    super(starter, child, ms, []);
    this.#linked = linked;
    const { ref } = this;
    child.starter = (outcome) => {
      deliverThrough(ref, [ref, outcome === 'started' ? child.pid : undefined]);
    };
  }

  /** `init` has not come back in time: the child is of no use. */
  override handler(): never {
    this.abandon();
    if (this.#linked) unlink(this.caller, this.callee);
    deliverSignal(this.callee, new ExitSignal(this.caller.pid, 'kill', false));
    // Its name is free at once.
    settleSignals(this.callee);
    throw newExit('timeout');
  }

  override ended(reason: unknown): unknown {
    throw newExit(reason);
  }
}

/**
 * Spawns a class process whose `init` `starter` waits for.
 *
 * @returns the wait, in the form in which the frame of the starter takes it.
 * @throws ProcessExit `['already_started', pid]` when a name is taken; what `spawn` throws.
 */
export function startProcess(
  state: RuntimeState,
  parent: ProcessControl | undefined,
  starter: ProcessControl,
  Class: object,
  args: readonly unknown[],
  { name, via, timeoutMs, link }: StartSettings,
): unknown {
  const holder = takenBy(state, Class, name) ?? ownerOf(via);
  if (holder !== undefined) throw newExit(['already_started', holder.pid]);
  const attend = (child: ProcessControl): void => {
    const owner = via?.claim(child.pid);
    if (owner !== undefined) throw newExit(['already_started', owner]);
    if (via !== undefined) child.extra.address = String(via);
    if (link) {
      linkNewborn(starter, child);
      child.endsWithParent = true;
    }
    // As long as the birth may come to nothing: a child that nobody waits for would be left behind.
    wait = receiveAnswer(starter, new PendingStart(starter, child, timeoutMs, link));
  };
  let wait: unknown;
  spawnProcess(state, parent, Class, args, { name, attend });
  return wait;
}

function takenBy(state: RuntimeState, Class: object, name: string | undefined): ProcessControl | undefined {
  // What is no class is refused further on.
  const wanted = name ?? (typeof Class === 'function' ? readProcessMetadata(Class)?.name : undefined);
  return wanted === undefined ? undefined : holderOf(state, wanted);
}

function ownerOf(via: Address | undefined): ProcessControl | undefined {
  const pid = via?.whereis();
  return pid === undefined ? undefined : controlOf(pid);
}
