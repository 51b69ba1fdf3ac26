import type { Reference } from '../../kernel/reference.js';
import type { ProcessControl } from '../../runtime/process-control.js';

/** Something that can make the next step of a schedule. */
export interface Thread {
  /** The same in each schedule. */
  readonly id: number;
  readonly kind: 'run' | 'receive' | 'time' | 'kill';
}

/** Numbers for what goes by a path, the same ones in all schedules of an exploration. */
export class Ids {
  readonly #byPath = new Map<string, number>();

  of(path: string): number {
    let id = this.#byPath.get(path);
    if (id === undefined) this.#byPath.set(path, (id = this.#byPath.size));
    return id;
  }
}

/** A process in a schedule. Its path says where it stands among its siblings (`0.1` is the second child of the scenario), whatever else was spawned in between. */
export class Runner implements Thread {
  readonly kind = 'run';
  /** How many it has spawned. */
  children = 0;
  /** What others have sent it and it has not received. */
  readonly channels: Channel[] = [];
  /** The step in which it was born, until it has run. */
  bornIn = -1;
  /** Whether its next slice is there only because a message has come: it may come to nothing. */
  isWoken = false;
  /** The step that has brought that message. */
  wokenIn = -1;
  /** What has arrived and waits in its mailbox, with the step in which it did. */
  arrivals: Arrival[] = [];
  /** Whether it lives, where somebody takes down who looks at that. */
  lives: boolean | undefined = undefined;
  /** The option of ending it. */
  killing: Killing | undefined = undefined;

  constructor(
    readonly id: number,
    readonly path: string,
    readonly control: ProcessControl,
  ) {}

  /** Whether it lives: a look that leaves no trace. */
  isAlive(): boolean {
    return this.lives ?? this.control.alive;
  }
}

/** A message in a mailbox. */
export interface Arrival {
  readonly message: unknown;
  readonly step: number;
}

/** A message or signal in transit. */
export interface InTransit {
  readonly item: unknown;
  readonly isSignal: boolean;
  /** The step that sent it. */
  readonly sentIn: number;
  /** The alias through which it was sent: when it arrives, that decides whether it counts. */
  readonly alias?: Reference;
}

/** What is in transit from one process to another: in the order in which it was sent, and in no order with all else. */
export class Channel implements Thread {
  readonly kind = 'receive';
  readonly items: InTransit[] = [];

  constructor(
    readonly id: number,
    /** Nobody for a timer, and for code outside of processes. */
    readonly from: Runner | undefined,
    readonly to: Runner,
  ) {}
}

/** The passing of time up to the next timer. */
export class Passing implements Thread {
  readonly kind = 'time';

  constructor(readonly id: number) {}
}

/** The end of a process by an untrappable exit signal from nowhere. */
export class Killing implements Thread {
  readonly kind = 'kill';

  constructor(
    readonly id: number,
    readonly runner: Runner,
  ) {}
}
