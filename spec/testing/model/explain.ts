import { perform, type Instruction } from './deeds.js';
import { freedomOf, keptOf, type Step } from './freedom.js';
import { change, passTime, processOf, receive, type State } from './model.js';
import { verbs, waitsFor } from './model-verbs.js';
import { differences, type View } from './view.js';

/** The model after a step, and how many results that has given. */
type Branch = readonly [state: State, results: number];

/** More states than this are not looked at: no program of the suite comes near while the runtime is right. */
const mostStates = 20_000;

/**
 * Looks for an order of steps by which the model comes to what was seen.
 *
 * What was seen leads the way: a step that gives another result, another message or another end is not followed any further.
 */
export class Explanation {
  /** The model at the end of that way; nothing when there is none: then the rules do not allow what was seen. */
  readonly found: State | undefined;
  /** Where the first end that the model came to differs. */
  differences: readonly string[] | undefined = undefined;
  readonly #seen: View;
  readonly #failed = new Set<string>();
  #states = 0;

  constructor(start: State, seen: View) {
    this.#seen = seen;
    this.found = this.#search(start, 0);
    if (this.#states > mostStates) this.differences = [...(this.differences ?? []), `only ${mostStates} states were looked at`];
  }

  #search(state: State, results: number): State | undefined {
    if (++this.#states > mostStates) return undefined;
    const steps = stepsOf(state);
    if (steps.length === 0) return this.#arrive(state, results);
    // A lone step needs no note: only where ways part may two of them meet again.
    const key = steps.length > 1 && this.#states > 50 ? keyOf(state) : undefined;
    if (key !== undefined && this.#failed.has(key)) return undefined;
    const free = steps.length > 1 ? this.#firstFree(state, steps) : undefined;
    for (const [next, given] of free ?? this.#branches(state, steps)) {
      const found = this.#search(next, results + given);
      if (found !== undefined) return found;
    }
    if (key !== undefined) this.#failed.add(key);
    return undefined;
  }

  *#branches(state: State, steps: readonly Step[]): Generator<Branch> {
    for (const step of steps) {
      const next = copyOf(state);
      const given = this.#take(next, step);
      if (given !== undefined) yield [next, given];
    }
  }

  /** A step that may as well come first, whatever else is to come: then no other order need be tried. */
  #firstFree(state: State, steps: readonly Step[]): Branch[] | undefined {
    for (const step of steps) {
      const freedom = freedomOf(state, step, this.#seen);
      if (freedom === 'none') continue;
      const [branch] = this.#branches(state, [step]);
      if (branch === undefined) continue;
      const isHeard = processOf(state, step.pid).mailbox !== processOf(branch[0], step.pid).mailbox;
      if (freedom === 'full' || isHeard) return [branch];
    }
    return undefined;
  }

  /** Nobody can go on: time passes, or this is the end. */
  #arrive(state: State, results: number): State | undefined {
    if (state.nowMs < this.#seen.nowMs) {
      const later = copyOf(state);
      passTime(later, this.#seen.nowMs);
      return this.#search(later, results);
    }
    const found = differences(state, this.#seen);
    if (results !== this.#seen.results.size) found.push(`the rules give ${results} results, found ${this.#seen.results.size}`);
    this.differences ??= found;
    return found.length === 0 ? state : undefined;
  }

  /** Does a step; gives how many results it had, or nothing when it contradicts what was seen. */
  #take(state: State, step: Step): number | undefined {
    const { script } = processOf(state, step.pid);
    if (step.type === 'receive') receive(state, step.from, step.pid);
    const result = step.type === 'receive' ? undefined : this.#perform(state, step.pid, script);
    if (result === 'contradiction' || this.#contradicts(state, step.pid, step.type === 'receive' ? script : script.slice(1))) return undefined;
    return result === undefined ? 0 : 1;
  }

  #perform(state: State, pid: string, [next, ...rest]: readonly Instruction[]): string | undefined {
    if (next === undefined) return undefined;
    // 30: who has sent an exit signal to itself comes back when it has been received, as it does from asking itself something.
    const isOwnSignal = next.verb === 'signal' && next.args.to === pid;
    change(state, pid, { script: isOwnSignal ? [{ verb: 'isAlive', args: { pid }, id: next.id, by: pid }, ...rest] : rest });
    const result = perform(verbs, state, pid, next);
    if (result === undefined || isOwnSignal) return undefined;
    return this.#seen.results.get(next.id) === result ? result : 'contradiction';
  }

  #contradicts(state: State, pid: string, script: readonly Instruction[]): boolean {
    const { reason, mailbox } = processOf(state, pid);
    const seen = this.#seen.processes.get(pid);
    if (reason !== undefined) return (seen !== undefined && seen.reason !== reason) || script.some(({ id }) => this.#seen.results.has(id));
    if (seen === undefined || seen.reason !== undefined) return false;
    return !keptOf(mailbox, script, this.#seen).every((message, index) => seen.mailbox[index] === message);
  }
}

function stepsOf(state: State): Step[] {
  const steps: Step[] = [];
  for (const key of state.queues.keys()) {
    const [from = '', pid = ''] = key.split('>');
    steps.push({ type: 'receive', from, pid });
  }
  for (const [pid, { script }] of state.processes) {
    const [next] = script;
    if (next !== undefined && !state.queues.has(waitsFor(next) ?? '')) steps.push({ type: 'perform', pid });
  }
  return steps;
}

/** All inside the maps is replaced and never changed. */
function copyOf({ processes, queues, names, references, nowMs }: State): State {
  return { processes: new Map(processes), queues: new Map(queues), names: new Map(names), references: new Map(references), nowMs };
}

function keyOf({ processes, queues, names, references, nowMs }: State): string {
  return JSON.stringify([[...processes], [...queues].sort(([a], [b]) => (a < b ? -1 : 1)), [...names], [...references], nowMs]);
}
