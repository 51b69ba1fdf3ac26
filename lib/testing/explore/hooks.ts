import type { Signal } from '../../kernel/mailbox.js';
import type { ProcessControl } from '../../runtime/process-control.js';
import type { Delivery } from './delivery.js';
import type { Observer } from './observer.js';
import type { Runner } from './threads.js';

/** Who hears what is sent to a process, and who looks whether it lives. */
interface Hooks {
  readonly runner: Runner;
  readonly delivery: Delivery;
  readonly observer: Observer | undefined;
}

type Hooked = ProcessControl & { readonly hooks: Hooks };

/**
 * Puts a schedule between a process and all that is sent to it.
 *
 * The functions are the same for all processes. With functions of its own for each, V8 keeps what they see of a schedule until the next full collection:
 * a third of the schedules in a second, as measured.
 */
export function hook(hooks: Hooks): void {
  const { runner, observer } = hooks;
  const hooked = Object.assign(runner.control, { hooks, append, appendSignal });
  if (observer === undefined) return;
  runner.lives = true;
  Object.defineProperty(hooked, 'alive', life);
}

function append(this: Hooked, message: unknown): void {
  const { delivery, runner } = this.hooks;
  delivery.send(runner, message, false);
}

function appendSignal(this: Hooked, signal: Signal): void {
  const { delivery, runner } = this.hooks;
  delivery.send(runner, signal, true);
}

/** Somebody's look at whether a process lives concerns that process, even when it leaves no trace. */
const life: PropertyDescriptor & ThisType<Hooked> = {
  get() {
    const { observer, runner } = this.hooks;
    observer?.looksAtLife(runner);
    return runner.lives;
  },
  set(lives: boolean) {
    const { observer, runner } = this.hooks;
    runner.lives = lives;
    observer?.changesLife(runner);
  },
};
