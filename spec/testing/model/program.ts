import { showInstruction, type Deed, type Instruction } from './deeds.js';
import { Explanation } from './explain.js';
import { change, newborn, processOf, type State } from './model.js';
import type { World } from './world.js';

/** So many live at the start, and whenever fewer are left. */
const wanted = 4;
/** So many deeds are done at once, at the most. */
const mostAtOnce = 6;

/** A reference that a program has made, and who. */
interface Made {
  readonly label: string;
  readonly kind: 'monitor' | 'alias' | 'timer';
  readonly by: string;
}

/** What was seen is nothing that the rules allow. */
export class Mismatch extends Error {}

/** A program as it runs: on the model, and with puppets. */
export class Program {
  /** How many deeds were done. */
  deeds = 0;
  /** What has happened, a line each. */
  readonly lines: string[] = [];
  readonly #names = ['n1', 'n2', 'n3'];
  readonly #made: Made[] = [];
  #state: State = { processes: new Map(), queues: new Map(), names: new Map(), references: new Map(), nowMs: 0 };
  #batch: Instruction[] = [];
  #labels = 0;

  get isFull(): boolean {
    return this.#batch.length >= mostAtOnce;
  }

  /** Starts as many processes as are missing. */
  populate(world: World): void {
    for (let missing = wanted - this.#living().length; missing > 0; missing--) {
      const label = this.newLabel('p');
      this.#state.processes.set(label, newborn);
      world.beget(label);
    }
  }

  newLabel(kind: 'p' | 'r' | 'm'): string {
    return `${kind}${++this.#labels}`;
  }

  /** Somebody alive. */
  performer(choice: number): string {
    return pick(this.#living(), choice) ?? 'p1';
  }

  /** Somebody alive, or who has lived, or a child that `by` is about to have. */
  anybody(by: string, choice: number): string {
    const living = this.#living();
    const dead = [...this.#state.processes.keys()].filter((pid) => !living.includes(pid)).slice(-2);
    const children = this.#batch.flatMap((each) => (each.by === by && each.verb === 'spawn' ? [each.args.as] : []));
    return pick([...living, ...children, ...children, ...living, ...dead], choice) ?? by;
  }

  name(choice: number): string {
    return pick(this.#names, choice) ?? 'n1';
  }

  /** A reference that is there, or that `by` is about to make; one of its own more often than another's. */
  made(by: string, kinds: readonly Made['kind'][], choice: number): string | undefined {
    const fits = [...this.#made.slice(-20), ...this.#batch.filter((each) => each.by === by).flatMap(makes)].filter(({ kind }) => kinds.includes(kind));
    const own = fits.filter((each) => each.by === by);
    return pick([...fits, ...own, ...own].reverse(), choice)?.label;
  }

  /** Notes a deed for the next time that all run. */
  plan(by: string, deed: Deed): void {
    this.#batch.push({ ...deed, by, id: ++this.deeds });
  }

  /** Lets all run, and `ms` pass: the model, and the puppets; then compares. */
  async play(world: World, ms: number): Promise<void> {
    if (this.#batch.length === 0 && ms === 0) return;
    const batch = this.#batch;
    this.#batch = [];
    for (const next of batch) {
      this.lines.push(showInstruction(next));
      change(this.#state, next.by, { script: [...processOf(this.#state, next.by).script, next] });
      world.tell(next);
    }
    this.lines.push(ms === 0 ? '— all run' : `— all run, and ${ms} ms pass`);
    const seen = await world.play(ms);
    const { found, differences } = new Explanation(this.#state, seen);
    if (found === undefined) {
      for (const next of batch) this.lines.push(`   ${next.id} gave ${seen.results.get(next.id) ?? 'nothing, as it was not done or has ended its process'}`);
      throw new Mismatch(`the rules do not allow what was seen:\n  ${(differences ?? ['nothing that the model can do gives these results']).join('\n  ')}\nafter\n  ${this.lines.join('\n  ')}`);
    }
    this.#state = found;
    for (const each of batch) if (seen.results.has(each.id)) this.#made.push(...makes(each));
    this.populate(world);
  }

  #living(): string[] {
    return [...this.#state.processes].flatMap(([pid, { reason }]) => (reason === undefined ? [pid] : []));
  }
}

function makes(deed: Instruction): Made[] {
  const { by } = deed;
  if (deed.verb === 'spawn') return deed.args.how === 'spawnMonitor' ? [{ label: deed.args.ref, kind: 'monitor', by }] : [];
  if (deed.verb === 'monitor' || deed.verb === 'alias' || deed.verb === 'timer') return [{ label: deed.args.as, kind: deed.verb, by }];
  return [];
}

function pick<T>(list: readonly T[], choice: number): T | undefined {
  return list[choice % list.length];
}
