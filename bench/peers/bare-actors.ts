import type { Handler, Message } from './actor-system.js';

interface Runnable {
  step(): void;
}

/** So many steps before the event loop has its turn. */
const stepsPerTurn = 4_000;
const messagesPerStep = 100;

let ready: Runnable[] = [];
let next = 0;
let armed = false;

function makeReady(actor: Runnable): void {
  ready.push(actor);
  if (armed) return;
  armed = true;
  queueMicrotask(drain);
}

function drain(): void {
  for (let steps = 0; next < ready.length && steps < stepsPerTurn; steps++) ready[next++]?.step();
  if (next < ready.length) {
    ready = ready.slice(next);
    setImmediate(drain);
  } else {
    ready = [];
    armed = false;
  }
  next = 0;
}

/** A queue that is made with the second message: most actors never have two. */
abstract class Actor<Term> implements Runnable {
  #first: Term | undefined;
  #rest: Term[] | undefined;
  #taken = 0;
  #isReady = false;

  send(term: Term): void {
    if (this.#first === undefined && this.#rest === undefined) this.#first = term;
    else (this.#rest ??= []).push(term);
    if (this.#isReady) return;
    this.#isReady = true;
    makeReady(this);
  }

  step(): void {
    this.#isReady = false;
    for (let count = 0; count < messagesPerStep; count++) {
      const term = this.#take();
      if (term === undefined) return;
      this.handle(term);
    }
    if (this.#rest === undefined || this.#isReady) return;
    this.#isReady = true;
    makeReady(this);
  }

  #take(): Term | undefined {
    const first = this.#first;
    if (first !== undefined) {
      this.#first = undefined;
      return first;
    }
    const term = this.#rest?.[this.#taken++];
    if (this.#rest === undefined || this.#taken < this.#rest.length) return term;
    this.#rest = undefined;
    this.#taken = 0;
    return term;
  }

  protected abstract handle(term: Term): void;
}

/** A handler that is called with each message. */
export class HandlerActor extends Actor<Message<HandlerActor>> {
  #handler: Handler<HandlerActor> | undefined;

  constructor(handler: Handler<HandlerActor>) {
    super();
    this.#handler = handler;
  }

  stop(): void {
    this.#handler = undefined;
  }

  protected override handle(message: Message<HandlerActor>): void {
    this.#handler?.(message, this);
  }
}

/** A generator that is resumed with each message; it starts at once. */
export class GeneratorActor<Term> extends Actor<Term> {
  readonly #body: Generator<undefined, void, Term>;

  constructor(body: () => Generator<undefined, void, Term>) {
    super();
    this.#body = body();
    this.#body.next();
  }

  protected override handle(term: Term): void {
    this.#body.next(term);
  }
}

/** A mailbox that async code waits for. */
export class PromiseActor<Term> {
  readonly #waiting: Term[] = [];
  #wake: ((term: Term) => void) | undefined;

  send(term: Term): void {
    const wake = this.#wake;
    this.#wake = undefined;
    if (wake === undefined) this.#waiting.push(term);
    else wake(term);
  }

  receive(): Promise<Term> {
    const term = this.#waiting.shift();
    return term === undefined ? new Promise((wake) => (this.#wake = wake)) : Promise.resolve(term);
  }
}
