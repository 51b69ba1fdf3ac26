import { current } from '../../runtime/current.js';
import { waiting } from '../../runtime/process-control.js';
import type { Chooser } from './chooser.js';
import { isAnswered, matters, noteArrival, noteSlice, takeConsumed } from './dependence.js';
import { courseOf, flagOf, Footprint, lifeOf, linksOf, mailboxOf, monitorsOf, type Key } from './footprint.js';
import type { Actor } from './threads.js';
import { WatchedNames } from './watched-names.js';

/** Takes down what each step of a schedule concerns, and which steps it could not have been without; tells the chooser. */
export class Observer {
  /** The table of names for the runtime of the schedule. */
  readonly names = new WatchedNames((name, writes) => (writes ? this.#footprint.write(name) : this.#footprint.read(name)));
  readonly #chooser: Chooser;
  readonly #timeRaces: boolean;
  #footprint = new Footprint();
  #causes: number[] = [];
  #step = -1;
  /** Whose slice the step is. */
  #last: Actor | undefined = undefined;
  #trapped = false;
  /** Who was looked at last, whether it lives. */
  #looksAt: Actor | undefined = undefined;

  constructor(chooser: Chooser, timeRaces: boolean) {
    this.#chooser = chooser;
    this.#timeRaces = timeRaces;
  }

  begins(step: number): void {
    this.#step = step;
    this.#footprint = new Footprint();
    this.#causes = [];
    this.#last = undefined;
  }

  ends(): void {
    const [footprint, last] = [this.#footprint, this.#last];
    if (this.#step < 0) return;
    this.#step = -1;
    let isIdle = false;
    if (last !== undefined) {
      const { control, isWoken } = last;
      last.isWoken = false;
      if (control.trapExit !== this.#trapped) footprint.write(flagOf(last.id));
      const consumed = takeConsumed(last);
      const looked = footprint.writes(mailboxOf(last.id));
      // Without them another thing would have happened: then they are no causes, but rivals.
      if (!looked) this.#causes.push(...consumed);
      isIdle = isWoken && consumed.length === 0 && !looked && control.alive && control.activity === waiting;
    }
    this.#chooser.stepped(footprint, this.#causes, isIdle);
  }

  /** The step is a slice of a process. */
  slice(actor: Actor): void {
    this.#last = actor;
    this.#trapped = actor.control.trapExit;
    if (actor.bornIn >= 0) this.#causes.push(actor.bornIn);
    actor.bornIn = -1;
    noteSlice(actor, this.#footprint, this.#timeRaces);
  }

  /** The step could not have been without that one. */
  causedBy(step: number): void {
    this.#causes.push(step);
  }

  /** The step may concern anything. */
  concernsAll(): void {
    this.#footprint.isWhole = true;
  }

  writes(key: Key): void {
    this.#footprint.write(key);
  }

  /** Something arrives. */
  arrives(to: Actor, item: unknown): void {
    noteArrival(to, item, this.#footprint);
  }

  /** What arrived has left messages: the present step is a cause of the one that takes them. */
  hasArrived(to: Actor, messages: readonly unknown[]): void {
    for (const message of messages) to.arrivals.push({ message, step: this.#step });
  }

  /** Whoever sends has looked whether the receiver lives; for most of what is sent that does not matter. */
  sends(to: Actor, item: unknown): void {
    if (to === this.#looksAt && !isAnswered(item)) this.#footprint.unread();
    this.#looksAt = undefined;
  }

  /** Somebody's look at whether a process lives concerns that process, even when it leaves no trace. */
  watch(actor: Actor): void {
    const { control, id } = actor;
    let alive = true;
    actor.isAlive = () => alive;
    const get = (): boolean => {
      this.#looksAt = current !== control && this.#footprint.read(lifeOf(id)) ? actor : undefined;
      return alive;
    };
    const set = (lives: boolean): void => {
      alive = lives;
      this.#footprint.write(lifeOf(id));
    };
    Object.defineProperty(control, 'alive', { get, set });
  }

  /** A process has been given a name, or has lost it. */
  isNamed(actor: Actor): void {
    this.#footprint.write(courseOf(actor.id));
    this.#footprint.write(lifeOf(actor.id));
  }

  /** Somebody looks at a process, or at a part of its own. */
  asks({ id, control }: Actor, about: unknown, part: 'links' | 'monitors' | 'timeout' | undefined): void {
    const footprint = this.#footprint;
    if (part === 'timeout') {
      if (matters(control.receiving?.timeoutMs, this.#timeRaces)) footprint.write(mailboxOf(id));
      return;
    }
    if (part !== 'monitors') footprint.write(linksOf(id));
    if (part !== 'links') footprint.write(monitorsOf(id));
    if (part !== undefined) return;
    footprint.write(mailboxOf(id));
    if (control === current) return;
    if (about === control) footprint.write(courseOf(id));
    footprint.read(lifeOf(id));
  }
}
