import type { Pid } from '../kernel/pid.js';
import { controlOf, type ProcessControl } from '../runtime/process-control.js';
import { deliverSignal } from '../runtime/router.js';
import type { RuntimeState } from '../runtime/runtime-state.js';
import { ExitSignal } from '../runtime/signals.js';
import { Alarm } from '../runtime/timer-driver.js';

/** The time that a shutdown has. What is still under way when it is over is not waited for. */
export class ShutdownTime extends Alarm {
  readonly #state: RuntimeState;
  readonly #endMs: number;
  #pass = (): void => {};
  readonly #passed = new Promise<'late'>((resolve) => {
    this.#pass = () => resolve('late');
  });

  constructor(state: RuntimeState, ms: number) {
    super();
    this.#state = state;
    this.#endMs = state.clock.nowMs() + ms;
    if (ms !== Infinity) state.timers.start(this, ms);
  }

  /** Milliseconds that are left. */
  get leftMs(): number {
    return Math.max(0, this.#endMs - this.#state.clock.nowMs());
  }

  /** Waits for `work`, but no longer than there is time; tells whether it came to its end. A failure is one, too. */
  async allows(work: PromiseLike<unknown>): Promise<boolean> {
    const done = work.then(
      () => 'done',
      () => 'done',
    );
    return (await Promise.race([done, this.#passed])) === 'done';
  }

  override fire(): void {
    this.#pass();
  }

  override drop(): void {
    this.#pass();
  }

  /** The timer is not needed any more. */
  done(): void {
    this.#state.timers.stop(this);
  }
}

/** Kills a supervisor, and all that were started under it. */
export function killTree(state: RuntimeState, root: Pid): void {
  const tree = new Set<Pid>([root]);
  // Parents are older than their children.
  const below = state.table.toArray().filter((each) => isBelow(each, tree));
  for (const each of [controlOf(root), ...below]) if (each.alive) deliverSignal(each, new ExitSignal(state.outside, 'kill', false));
}

function isBelow({ pid, parent, endsWithParent }: ProcessControl, tree: Set<Pid>): boolean {
  if (parent === undefined || !tree.has(parent) || !endsWithParent) return false;
  tree.add(pid);
  return true;
}
