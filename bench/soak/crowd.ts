import { injectable } from 'inversify';
import { Call, P, type Pid, Process, Receive, receive, type Runtime, send, spawn, Supervisor } from '../../lib/index.js';
import { act, type Life } from './deeds.js';
import type { Random } from './random.js';

/** So many are kept alive. */
const wanted = 1_000;
/** So many pids are remembered; a new one takes the place of an old one. */
const remembered = 2_000;

/** Processes that meet each other at random: classes, generators and async bodies. */
@injectable()
export class Crowd {
  readonly #known: Pid[] = [];
  messages = 0;

  constructor(
    private readonly runtime: Runtime,
    private readonly random: Random,
  ) {}

  /** Starts so many as are missing, and lets some do something. Called from outside of processes. */
  stir(alive: number, deeds: number): void {
    for (let missing = wanted - alive; missing > 0; missing--) this.#meet(this.runtime.spawn(this.#body()));
    for (let deed = 0; deed < deeds; deed++) send(this.#anybody(), 'act');
  }

  forget(): void {
    this.#known.length = 0;
  }

  /** What a newcomer is to know. */
  newLife(): Life {
    return {
      random: this.random,
      anybody: () => this.#anybody(),
      newborn: () => (this.random.below(3) === 0 ? spawn(Passenger) : spawn(this.#body())),
      body: () => this.#body(),
      met: (pid) => this.#meet(pid),
      household: () => this.#household(),
      monitors: [],
      timers: [],
    };
  }

  #body(): () => unknown {
    const crowd = this;
    if (this.random.below(2) === 0) {
      return function* () {
        const life = crowd.newLife();
        for (;;) crowd.take(life, yield* receive(P.any));
      };
    }
    return async () => {
      const life = crowd.newLife();
      for (;;) crowd.take(life, await receive(P.any));
    };
  }

  /** One message of a process. */
  take(life: Life, message: unknown): void {
    this.messages++;
    if (message === 'act') act(life);
    else if (Array.isArray(message) && message[0] === 'alias') Process.send(message[1], 'thanks', { priority: true });
  }

  /** A supervisor and its children, linked to whoever started them. */
  #household(): Pid {
    const crowd = this;
    const children = Array.from({ length: 3 }, (_, id) => ({ id, start: [Passenger] as const }));
    return spawn(function* () {
      const supervisor = yield* Supervisor.startLink(children, { strategy: crowd.random.of(['one_for_one', 'one_for_all', 'rest_for_one'] as const) ?? 'one_for_one' });
      for (const { pid } of yield* Supervisor.whichChildren(supervisor)) if (typeof pid === 'object') crowd.#meet(pid);
      yield* receive('never');
    });
  }

  #anybody(): Pid {
    const pid = this.random.of(this.#known);
    if (pid === undefined) throw new Error('nobody is known yet');
    return pid;
  }

  #meet(pid: Pid): void {
    if (this.#known.length < remembered) {
      this.#known.push(pid);
      return;
    }
    const place = this.random.below(remembered);
    const forgotten = this.#known[place];
    this.#known[place] = pid;
    // Who is forgotten would live on with nothing to do, and the crowd would fall asleep.
    if (forgotten !== undefined) Process.exit(forgotten, 'kill');
  }
}

@Process()
export class Passenger {
  readonly #life: Life;

  constructor(private readonly crowd: Crowd) {
    this.#life = crowd.newLife();
  }

  @Receive(P.any)
  any(message: unknown): void {
    this.crowd.take(this.#life, message);
  }

  @Call('ask')
  ask(): string {
    return 'answer';
  }
}
