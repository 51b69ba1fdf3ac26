import { current } from '../../runtime/current.js';
import { type ProcessControl, toSettle, waiting } from '../../runtime/process-control.js';
import type { AskedPart } from '../../runtime/sinks.js';
import type { Chooser } from './chooser.js';
import { isAnswered, isCall, matters, noteArrival, noteSlice, takeConsumed } from './dependence.js';
import { callsOf, courseOf, flagOf, Footprint, lifeOf, linksOf, mailboxOf, monitorsOf, statusOf, type Key, watchersOf } from './footprint.js';
import type { Runner } from './threads.js';
import { WatchedNames } from './watched-names.js';

/** Takes down what each step of a schedule concerns, and which steps it could not have been without; tells the chooser. */
export class Observer {
  /** The table of names for the runtime of the schedule. */
  readonly names = new WatchedNames(this);
  readonly #runners = new Map<ProcessControl, Runner>();
  readonly #chooser: Chooser;
  readonly #timeRaces: boolean;
  #footprint = new Footprint();
  #causes: number[] = [];
  #step = -1;
  /** Whose slice the step is. */
  #last: Runner | undefined = undefined;
  #trapped = false;
  /** Whether it has sent something, or spawned a process. */
  #acts = false;
  /** Whose answer it waited for. */
  #awaited: ProcessControl | undefined = undefined;
  /** Who was looked at last, whether it lives. */
  #looksAt: Runner | undefined = undefined;

  constructor(chooser: Chooser, timeRaces: boolean) {
    this.#chooser = chooser;
    this.#timeRaces = timeRaces;
  }

  begins(step: number): void {
    this.#step = step;
    this.#footprint = new Footprint();
    this.#causes = [];
    this.#last = undefined;
    this.#acts = false;
    this.#looksAt = undefined;
  }

  ends(): void {
    const [footprint, last] = [this.#footprint, this.#last];
    if (this.#step < 0) return;
    this.#step = -1;
    let visible: Footprint | undefined;
    if (last !== undefined) {
      const { control, isWoken } = last;
      last.isWoken = false;
      if (control.trapExit !== this.#trapped) footprint.write(flagOf(last.id));
      // An async frame has ended: what comes now finds nobody any more, though its process lives until its next slice.
      if (control.phase === toSettle) footprint.write(lifeOf(last.id));
      const waited = last.arrivals.length;
      const consumed = takeConsumed(last);
      // Nobody had to wake it: whether a message was there decided whether it took one, or waits. Of one that has ended nobody knows what it took.
      const hasTaken = control.alive ? consumed.length > 0 : waited > 0;
      // While it waits, others may go on with what it has done. Whose answer it waits for concerns those only who must act before the answer comes.
      const hasLeft = control.activity === waiting && (this.#acts || !footprint.isWithin(courseOf(last.id), lifeOf(last.id), callsOf(last.id)));
      if (!isWoken && (hasTaken || hasLeft)) footprint.write(mailboxOf(last.id));
      const looked = footprint.writes(mailboxOf(last.id));
      // Without them another thing would have happened: then they are no causes, but rivals.
      if (!looked) this.#causes.push(...consumed);
      if (control.receiving?.awaitedCallee !== this.#awaited) footprint.write(callsOf(last.id));
      const isIdle = isWoken && consumed.length === 0 && !looked && control.alive && control.activity === waiting;
      if (isIdle) {
        this.#causes.push(last.wokenIn);
        visible = new Footprint();
        visible.write(statusOf(last.id));
      }
    }
    this.#chooser.stepped(footprint, this.#causes, visible);
  }

  /** The step is a slice of a process. */
  slice(runner: Runner): void {
    this.#last = runner;
    this.#trapped = runner.control.trapExit;
    this.#awaited = runner.control.receiving?.awaitedCallee;
    if (runner.bornIn >= 0) this.#causes.push(runner.bornIn);
    runner.bornIn = -1;
    noteSlice(runner, this.#footprint, this.#timeRaces);
  }

  /** The step could not have been without that one. */
  causedBy(step: number): void {
    this.#causes.push(step);
  }

  /** The step may concern anything. */
  concernsAll(): void {
    this.#footprint.isWhole = true;
  }

  reads(key: Key): void {
    this.#footprint.read(key);
  }

  writes(key: Key): void {
    this.#footprint.write(key);
  }

  /** Something arrives. */
  arrives(to: Runner, item: unknown): void {
    noteArrival(to, item, this.#footprint);
  }

  /** What arrived has left messages: the present step is a cause of the one that takes them. */
  hasArrived(to: Runner, messages: readonly unknown[]): void {
    for (const message of messages) to.arrivals.push({ message, step: this.#step });
  }

  /** Whoever sends has looked whether the receiver lives; for most of what is sent that does not matter. */
  sends(to: Runner, item: unknown): void {
    this.#acts = true;
    if (to === this.#looksAt && !isAnswered(item)) this.#footprint.unread(lifeOf(to.id));
    this.#looksAt = undefined;
    // Who calls has looked whether the callee waits for somebody in turn.
    if (isCall(item)) this.#footprint.read(callsOf(to.id));
  }

  /** Hears of a process. */
  watch(runner: Runner): void {
    this.#acts = true;
    this.#runners.set(runner.control, runner);
  }

  /** Somebody looks whether a process lives. */
  looksAtLife(runner: Runner): void {
    this.#looksAt = current !== runner.control && this.#footprint.read(lifeOf(runner.id)) ? runner : undefined;
  }

  /** A process ends: it tells those who watch it, and watches nobody any more. */
  changesLife({ id, control }: Runner): void {
    this.#footprint.write(lifeOf(id));
    this.#footprint.write(watchersOf(id));
    // Its monitors, and with them their aliases.
    this.#footprint.write(monitorsOf(id));
    for (let own = control.monitors; own !== undefined; own = own.nextOfWatcher) if (own.target !== undefined) this.isWatched(own.target);
  }

  /** A process is given a name, or loses it. */
  isNamed(key: Key, control: ProcessControl | undefined): void {
    this.#footprint.write(key);
    const runner = control === undefined ? undefined : this.#runners.get(control);
    if (runner === undefined) return;
    this.#footprint.write(courseOf(runner.id));
    this.#footprint.write(lifeOf(runner.id));
  }

  /** Somebody begins or ceases to watch a process. */
  isWatched(control: ProcessControl): void {
    const runner = this.#runners.get(control);
    if (runner !== undefined) this.#footprint.read(watchersOf(runner.id));
  }

  /** Somebody looks at a process, or at a part of its own. */
  asks({ id, control }: Runner, about: unknown, part: AskedPart | undefined): void {
    const footprint = this.#footprint;
    if (part === 'calls') {
      footprint.write(callsOf(id));
      return;
    }
    if (part === 'timeout') {
      if (matters(control.receiving?.timeoutMs, this.#timeRaces)) footprint.write(mailboxOf(id));
      return;
    }
    if (part !== 'monitors') footprint.write(linksOf(id));
    if (part !== 'links') footprint.write(monitorsOf(id));
    if (part !== undefined) return;
    footprint.write(mailboxOf(id));
    // An answer ends the wait.
    footprint.write(about === control ? watchersOf(id) : callsOf(id));
    if (control === current) return;
    if (about === control) {
      footprint.write(courseOf(id));
      footprint.read(statusOf(id));
    }
    footprint.read(lifeOf(id));
  }
}
