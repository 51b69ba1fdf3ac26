import { Mailbox, Signal } from '../../kernel/mailbox.js';
import { Reference } from '../../kernel/reference.js';
import { aliasOwner, aliasTarget, ownerOf } from '../../runtime/aliases.js';
import { current } from '../../runtime/current.js';
import { ProcessControl, scheduled, toSettle, waiting } from '../../runtime/process-control.js';
import { bounce } from '../../runtime/router.js';
import { receiveSignals } from '../../runtime/signal-reception.js';
import { ExitSignal, Monitoring } from '../../runtime/signals.js';
import type { Detour } from '../../runtime/sinks.js';
import { messagesOf } from '../messages-of.js';
import type { VirtualTime } from '../virtual-time.js';
import type { Observer } from './observer.js';
import type { ScheduleLog } from './schedule-log.js';
import type { Runner, Channel, Ids } from './threads.js';
import { Transit } from './transit.js';

/** What a delivery needs to know of the schedule. */
export interface Office {
  readonly runners: ReadonlyMap<ProcessControl, Runner>;
  readonly observer: Observer | undefined;
  readonly log: ScheduleLog | undefined;
  readonly time: VirtualTime;
  /** The number of steps made. */
  readonly steps: number;
  /** Whose slice the last step was. */
  readonly last: Runner | undefined;
  /** Queues a process. */
  ready(runner: Runner): void;
}

/** The way of a message in a schedule: from the sender into transit, and from there, in a step of its own, into the mailbox. */
export class Delivery implements Detour {
  readonly #office: Office;
  readonly #transit: Transit;
  #isArriving = false;
  /** Who receives something, and may end by it: what is sent is sent by that one. */
  #sender: Runner | undefined = undefined;
  /** Who will be queued by mistake, and what it did before: nothing has arrived yet. */
  #woken: Runner | undefined = undefined;
  #wokenFrom = waiting;
  /** Aliases through which something is in transit, and how much. */
  readonly #used = new Map<Reference, number>();
  /** Whether messages, too, are delayed. */
  readonly #delays: boolean;

  constructor(office: Office, ids: Ids, delays: boolean) {
    this.#office = office;
    this.#delays = delays;
    this.#transit = new Transit(ids, office.time);
  }

  /** Channels with something in them. */
  get open(): readonly Channel[] {
    return this.#transit.open;
  }

  /** Whoever runs sends something: it goes on its way, but for what a process sends to itself. */
  send(to: Runner, item: unknown, isSignal: boolean): void {
    const { control } = to;
    const { observer, log, steps } = this.#office;
    observer?.sends(to, item);
    if (this.#isArriving) {
      append(control, item, isSignal);
      return;
    }
    if (current === control) {
      // Whatever comes from others stands before it or behind it.
      observer?.arrives(to, item);
      append(control, item, isSignal);
      return;
    }
    const from = this.#presentSender();
    log?.sent(from, to, item);
    if (!isSignal && this.#isInstant(from, to)) {
      observer?.arrives(to, item);
      append(control, item, false);
      observer?.hasArrived(to, [item]);
      if (control.activity === waiting) this.#noteWake(to);
      return;
    }
    this.#transit.put(from, to, { item, isSignal, sentIn: steps - 1 });
    if (isSignal ? control.activity === scheduled : control.activity !== waiting) return;
    this.#woken = to;
    this.#wokenFrom = control.activity;
  }

  /** Something is sent through an alias: whether that is on is decided when it arrives. What does not travel goes its usual way. */
  takes(alias: Reference, item: unknown): boolean {
    const { observer, log, runners, steps } = this.#office;
    const owner = ownerOf(alias);
    const to = owner === undefined ? undefined : runners.get(owner);
    if (to === undefined) return false;
    const from = this.#presentSender();
    const isSignal = item instanceof Signal;
    if (this.#isArriving || to.control === current || (!isSignal && this.#isInstant(from, to))) {
      this.#looksAt(alias, to);
      return false;
    }
    observer?.sends(to, item);
    // Whoever follows a circle of calls sees that this one is answered.
    observer?.asks(to, alias, 'calls');
    log?.sent(from, to, item);
    this.#transit.put(from, to, { item, isSignal, sentIn: steps - 1, alias });
    this.#used.set(alias, (this.#used.get(alias) ?? 0) + 1);
    return true;
  }

  has(alias: Reference): boolean {
    return this.#used.has(alias);
  }

  /** Whether messages are not delayed; behind a signal that is in transit they are, and so is what timers send: those of one instant come in every order. */
  #isInstant(from: Runner | undefined, to: Runner): boolean {
    return !this.#delays && !this.#office.time.isMoving && this.#transit.between(from, to) === undefined;
  }

  /** Whether a process is being queued for what is still in transit; it goes on doing what it did. */
  isPremature(runner: Runner): boolean {
    if (runner !== this.#woken) return false;
    runner.control.activity = this.#wokenFrom;
    this.#woken = undefined;
    return true;
  }

  /** Lets the next of a channel arrive. */
  arrive(channel: Channel): void {
    const arrived = this.#transit.take(channel);
    if (arrived === undefined) return;
    const { item, isSignal, sentIn, alias } = arrived;
    this.#office.observer?.causedBy(sentIn);
    if (alias === undefined || this.#isOn(channel.to, alias, item)) this.deliver(channel.to, item, isSignal);
    else this.#office.log?.isOff();
  }

  /** Somebody looks now whether an alias is on: that of a monitor is on until whoever is watched has ended. */
  #looksAt(alias: Reference, owner: Runner): void {
    const { observer } = this.#office;
    const use = Reference.useOf(alias);
    observer?.asks(owner, alias, 'monitors');
    if (use instanceof Monitoring && use.target !== undefined) observer?.isWatched(use.target);
  }

  /** Whether something counts that arrives through an alias. */
  #isOn(to: Runner, alias: Reference, item: unknown): boolean {
    const others = (this.#used.get(alias) ?? 0) - 1;
    if (others > 0) this.#used.set(alias, others);
    else this.#used.delete(alias);
    this.#office.observer?.asks(to, alias, 'monitors');
    return (item instanceof ExitSignal ? aliasOwner(alias, true) : aliasTarget(alias, true)) !== undefined;
  }

  /** Puts something into a mailbox. It is received at once: nobody runs, so nobody could tell. */
  deliver(to: Runner, item: unknown, isSignal: boolean): void {
    const { control } = to;
    this.#office.observer?.arrives(to, item);
    const sender = this.#sender;
    this.#sender = to;
    if (to.isAlive()) {
      const before = isSignal ? messagesOf(control) : [];
      this.#isArriving = true;
      append(control, item, isSignal);
      this.#isArriving = false;
      // A frame that has ended ended before what arrives now.
      if (isSignal && control.phase !== toSettle) receiveSignals(control);
      if (to.isAlive()) this.#wake(to, isSignal ? messagesOf(control).filter((message) => !before.includes(message)) : [item]);
    } else if (item instanceof Signal) bounce(control, item);
    this.#sender = sender;
  }

  /** A question to a process comes after all that the asker has sent it. */
  asks(asked: Runner): void {
    const asker = current === undefined ? undefined : this.#office.runners.get(current);
    const channel = this.#transit.between(asker, asked);
    while (channel !== undefined && channel.items.length > 0) this.arrive(channel);
  }

  /** Whoever runs; after a process has run, what its promises lead to is its own. */
  #presentSender(): Runner | undefined {
    const { runners, time, last } = this.#office;
    // A question may have ended a process: then that one tells of its end, and not whoever asks.
    if (this.#sender !== undefined) return this.#sender;
    if (current !== undefined) return runners.get(current);
    return time.isMoving ? undefined : last;
  }

  /** Queues a process that waits, when there is something new for it. */
  #wake(runner: Runner, messages: readonly unknown[]): void {
    this.#office.observer?.hasArrived(runner, messages);
    const { control } = runner;
    if (messages.length === 0 || control.activity !== waiting) return;
    this.#noteWake(runner);
    control.activity = scheduled;
    this.#office.ready(runner);
  }

  #noteWake(runner: Runner): void {
    runner.isWoken = true;
    runner.wokenIn = this.#office.steps - 1;
  }
}

/** The owner of an alias, or the process itself. */
export function processBehind(about: ProcessControl | Reference): object | undefined {
  return about instanceof Reference ? Reference.ownerOf(about) : about;
}

function append(control: ProcessControl, item: unknown, isSignal: boolean): void {
  if (isSignal && item instanceof Signal) Mailbox.prototype.appendSignal.call(control, item);
  else Mailbox.prototype.append.call(control, item);
}
