import type { Chooser } from './chooser.js';
import { Footprint } from './footprint.js';
import { notRepeatable } from './not-repeatable.js';
import type { Thread } from './threads.js';

/** For each thread the last of its steps that must have come before; by id, with holes. */
type Past = number[];

/** A step of the present schedule, and what else may stand in its place. */
class Branch {
  /** Threads that must stand here in some schedule. */
  readonly wanted: number[];
  /** Those that have stood here in all schedules that begin so, with what they did. */
  readonly done = new Map<number, Footprint>();
  footprint: Footprint | undefined = undefined;
  /** A process was woken, and went to sleep again: what others can see of that. */
  visible: Footprint | undefined = undefined;
  past: Past = [];

  constructor(
    readonly enabled: readonly number[],
    public chosen: number,
    /** Those that need not stand here: whatever they would begin has been run already, in another order of steps that do not concern each other. */
    readonly asleep: ReadonlyMap<number, Footprint>,
    /** Those that were asleep until a step concerned them, with what they would have done before it: it may be something else now. */
    readonly woken: ReadonlyMap<number, Footprint>,
  ) {
    this.wanted = [chosen];
  }
}

const whole = new Footprint();
whole.isWhole = true;

const nobody: ReadonlyMap<number, Footprint> = new Map();

/**
 * Chooses every order of steps once that can matter.
 *
 * Two schedules that differ only in the order of steps which do not concern each other come to the same; of these it runs one. It runs a
 * schedule, finds the pairs of steps in it that race, and sees to it that each such pair is run the other way round, too: dynamic
 * partial-order reduction with source sets and sleep sets.
 *
 * @see https://dl.acm.org/doi/10.1145/2535838.2535845 Abdulla et al., Optimal dynamic partial order reduction
 */
export class ExhaustiveChooser implements Chooser {
  readonly watches: boolean;
  /** Whether all schedules have been run. */
  isComplete = false;
  readonly #branches: Branch[] = [];
  #depth = 0;
  /** Steps before this one are those of the schedule before. */
  #fresh = 0;
  #left: number;

  constructor(
    readonly reduces: boolean,
    schedules: number,
  ) {
    this.watches = reduces;
    this.#left = schedules;
  }

  begin(): void {
    this.#depth = 0;
  }

  choose(threads: readonly Thread[]): number {
    const depth = this.#depth++;
    const known = this.#branches[depth];
    if (known !== undefined) {
      const index = threads.findIndex(({ id }) => id === known.chosen);
      if (index === -1) throw notRepeatable(`at step ${depth + 1} nobody could run who could before`);
      return index;
    }
    const before = this.#branches[depth - 1];
    if (before !== undefined) this.#wantDisabled(before, threads);
    const [asleep, woken] = sleepersAfter(before);
    const index = threads.findIndex(({ id }) => !asleep.has(id));
    const chosen = threads[index];
    if (chosen === undefined) return -1;
    const branch = new Branch(threads.map(({ id }) => id), chosen.id, asleep, woken);
    if (!this.reduces) branch.wanted.push(...branch.enabled.filter((id) => id !== chosen.id));
    // Nothing need come of a timer or an end from nowhere, so no race would ask for them.
    else branch.wanted.push(...threads.filter(({ id, kind }) => (kind === 'kill' || kind === 'time') && id !== chosen.id).map(({ id }) => id));
    this.#branches.push(branch);
    return index;
  }

  stepped(footprint: Footprint, causes: readonly number[], visible: Footprint | undefined): void {
    const index = this.#depth - 1;
    const branch = this.#branches[index];
    if (branch === undefined || index < this.#fresh || !this.reduces) return;
    // What it would have done earlier is not run again: whoever concerns that must be found here.
    const earlier = branch.woken.get(branch.chosen);
    if (earlier !== undefined) for (const each of [footprint, visible]) each?.include(earlier);
    branch.footprint = footprint;
    branch.visible = visible;
    branch.past = this.#pastOf(index, branch.chosen);
    this.#findRaces(index, branch, visible ?? footprint, causes);
  }

  end(): boolean {
    while (this.#branches.length > 0) {
      const branch = this.#branches[this.#branches.length - 1];
      if (branch === undefined) break;
      branch.done.set(branch.chosen, branch.footprint ?? whole);
      const next = branch.wanted.find((id) => !branch.done.has(id) && !branch.asleep.has(id));
      if (next !== undefined) {
        branch.chosen = next;
        branch.footprint = undefined;
        this.#fresh = this.#branches.length - 1;
        return --this.#left > 0;
      }
      this.#branches.pop();
    }
    this.isComplete = true;
    return false;
  }

  /** Whoever could go on before a step and cannot any more, as the step has ended it, must stand in its place, too. */
  #wantDisabled({ enabled, chosen, wanted }: Branch, threads: readonly Thread[]): void {
    for (const id of enabled) if (id !== chosen && !wanted.includes(id) && !threads.some((thread) => thread.id === id)) wanted.push(id);
  }

  /**
   * Finds the earlier steps that race with this one, and has each of them run after it in some other schedule.
   *
   * Two steps race when they concern each other, and no step between them makes their order a necessity.
   */
  #findRaces(index: number, branch: Branch, footprint: Footprint, causes: readonly number[]): void {
    const { chosen, past } = branch;
    for (const cause of causes) join(past, this.#branches[cause]?.past ?? []);
    for (let other = index - 1; other >= 0; other--) {
      const earlier = this.#branches[other];
      if (earlier?.footprint === undefined || earlier.chosen === chosen || happened(past, earlier.chosen, other) || !(earlier.visible ?? earlier.footprint).meets(footprint)) continue;
      this.#turnRound(other, earlier, index, chosen, past);
      join(past, earlier.past);
    }
    past[chosen] = index;
  }

  /** All that must have come before the next step of a thread, as far as its own steps tell. */
  #pastOf(index: number, thread: number): Past {
    for (let own = index - 1; own >= 0; own--) {
      const branch = this.#branches[own];
      if (branch?.chosen === thread) return [...branch.past];
    }
    return [];
  }

  /** Wants, in place of an earlier step, a thread that can begin what leads to the later one without it. */
  #turnRound(from: number, earlier: Branch, to: number, chosen: number, past: Past): void {
    const beginners: number[] = [];
    const between: [step: number, thread: number][] = [];
    const consider = (thread: number, itsPast: Past): void => {
      const isFirst = between.every(([, other]) => other !== thread) && !between.some(([step, other]) => happened(itsPast, other, step));
      if (isFirst) beginners.push(thread);
    };
    for (let step = from + 1; step < to; step++) {
      const branch = this.#branches[step];
      if (branch === undefined || branch.visible !== undefined || happened(branch.past, earlier.chosen, from)) continue;
      consider(branch.chosen, branch.past);
      between.push([step, branch.chosen]);
    }
    consider(chosen, past);
    if (beginners.some((thread) => earlier.wanted.includes(thread) || earlier.asleep.has(thread))) return;
    const able = beginners.find((thread) => earlier.enabled.includes(thread));
    if (able !== undefined) earlier.wanted.push(able);
  }
}

/** Who is asleep after a step, and who was. */
function sleepersAfter(before: Branch | undefined): readonly [asleep: ReadonlyMap<number, Footprint>, woken: ReadonlyMap<number, Footprint>] {
  if (before?.footprint === undefined || (before.asleep.size === 0 && before.done.size === 0 && before.woken.size === 0)) return [nobody, nobody];
  const asleep = new Map<number, Footprint>();
  const woken = new Map(before.woken);
  for (const [id, footprint] of [...before.asleep, ...before.done]) (footprint.meets(before.footprint) ? woken : asleep).set(id, footprint);
  for (const each of [asleep, woken]) each.delete(before.chosen);
  return [asleep, woken];
}

/** Whether a step of a thread came before, of necessity. */
function happened(past: Past, thread: number, step: number): boolean {
  return (past[thread] ?? -1) >= step;
}

function join(past: Past, other: Past): void {
  other.forEach((step, thread) => {
    if (step > (past[thread] ?? -1)) past[thread] = step;
  });
}
