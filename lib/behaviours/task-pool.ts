import { P } from '../kernel/pattern.js';
import { newExit } from '../kernel/process-exit.js';
import type { Reference } from '../kernel/reference.js';
import { AfterClause, OnClause } from '../runtime/clauses.js';
import { unlink } from '../runtime/links.js';
import { controlOf, type ProcessControl } from '../runtime/process-control.js';
import { deliver, deliverSignal } from '../runtime/router.js';
import { ExitSignal } from '../runtime/signals.js';
import { deadline, forget, forgetAll, isAbout, removeMessage, type TaskResult } from './task-await.js';
import type { Task } from './task-handle.js';
import type { StreamSettings } from './task-stream-options.js';
import { receiveIn, type Steps } from './task-steps.js';

/** A task of the pool: whose result it gives, and until when. */
interface Running {
  readonly index: number;
  readonly task: Task;
  readonly remainingMs: () => number;
}

/** Makes the pool of a stream for the process that takes it. */
export type MakePool = (owner: ProcessControl) => TaskPool;

/** The running tasks of one stream, in the process that owns them, and the results that nobody has taken yet. */
export class TaskPool {
  readonly #owner: ProcessControl;
  readonly #items: Iterator<unknown>;
  readonly #begin: (item: unknown) => Task;
  readonly #settings: StreamSettings;
  readonly #verb: string;
  /** In the order of their starts, which is that of their deadlines. */
  readonly #running = new Map<Reference, Running>();
  readonly #results = new Map<number, TaskResult<unknown>>();
  #started = 0;
  #given = 0;
  #exhausted = false;
  #closed = false;
  #waiting = false;

  constructor(owner: ProcessControl, items: Iterator<unknown>, begin: (item: unknown) => Task, settings: StreamSettings, verb: string) {
    this.#owner = owner;
    this.#items = items;
    this.#begin = begin;
    this.#settings = settings;
    this.#verb = verb;
  }

  /** The next result, in a box; `undefined` at the end. */
  *next(): Steps<{ readonly value: TaskResult<unknown> } | undefined> {
    const clause = new OnClause(P.when((message: unknown) => message === this || isAbout(this.#running, message)), (message: unknown) => this.#note(message));
    for (;;) {
      this.#fill();
      const value = this.#take();
      if (value !== undefined) return { value };
      const [oldest] = this.#running.values();
      if (oldest === undefined) return undefined;
      let late = false;
      this.#waiting = true;
      try {
        yield () => receiveIn(this.#owner, clause, new AfterClause(oldest.remainingMs(), () => void (late = true)));
      } finally {
        this.#waiting = false;
      }
      if (late) this.#timeOut(oldest);
    }
  }

  /** Kills what still runs, whoever asks for it; nothing of it is left in the mailbox. @throws what the items throw at their end. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const running of this.#running.values()) this.#kill(running);
    this.#results.clear();
    // Any message would do to end the wait of the owner; nobody else has this one.
    if (this.#waiting && this.#owner.alive) deliver(this.#owner, this);
    if (!this.#exhausted) this.#items.return?.();
  }

  /** Closes after a failure, which counts more than what the items throw. */
  abandon(): void {
    try {
      this.close();
    } catch {
      // As above.
    }
  }

  #fill(): void {
    while (!this.#exhausted && !this.#closed && this.#running.size < this.#settings.maxConcurrency) {
      // Items that throw have ended, and so have those that close the stream meanwhile.
      this.#exhausted = true;
      const item = this.#items.next();
      if (item.done === true || this.#closed) return;
      this.#exhausted = false;
      const task = this.#begin(item.value);
      this.#running.set(task.ref, { index: this.#started++, task, remainingMs: deadline(this.#owner, this.#settings.timeoutMs) });
    }
  }

  #take(): TaskResult<unknown> | undefined {
    const [oldest] = this.#settings.ordered ? [this.#given] : this.#results.keys();
    const result = oldest === undefined ? undefined : this.#results.get(oldest);
    if (oldest === undefined || result === undefined) return undefined;
    this.#results.delete(oldest);
    this.#given++;
    return result;
  }

  #note(message: unknown): void {
    if (!isAbout(this.#running, message)) return;
    const ref = message.length === 5 ? message[1] : message[0];
    const running = this.#running.get(ref);
    if (running !== undefined) this.#end(running, message.length === 5 ? ['exit', message[4]] : ['ok', message[1]]);
  }

  #timeOut(running: Running): void {
    if (!this.#settings.killsLate) throw newExit(['timeout', [this.#verb, this.#settings.timeoutMs]]);
    this.#kill(running);
    this.#results.set(running.index, ['exit', 'timeout']);
  }

  #kill(running: Running): void {
    const child = controlOf(running.task.pid);
    forgetAll(this.#owner, running.task.ref);
    this.#drop(running);
    deliverSignal(child, new ExitSignal(this.#owner.pid, 'kill', false));
  }

  #end(running: Running, result: TaskResult<unknown>): void {
    this.#drop(running);
    this.#results.set(running.index, result);
  }

  /** The owner need not know how its tasks end: an EXIT that is there already goes too. */
  #drop({ task: { ref, pid } }: Running): void {
    this.#running.delete(ref);
    forget(this.#owner, ref);
    unlink(this.#owner, controlOf(pid));
    if (this.#owner.trapExit) removeMessage(this.#owner, (message) => message.length === 3 && message[0] === 'EXIT' && message[1] === pid);
  }
}
