import { inject } from 'inversify';
import { map } from 'rxjs';
import { exit, Monitor, type OpsOf, P, type Pid, Process, Receive, self, send, sendTo, spawn, spawnLink } from '../../lib/index.js';
import type { Collector } from './collector.js';
import { Counter } from './counter.js';
import { type Chunk, chunkPattern, type MergeTaker } from './messages.js';
import { Reader } from './reader.js';
import { Tally } from './tally.js';

/** How many workers count. They share one thread: a pool is for containing crashes, not for more speed. */
const workers = 4;
/** How many chunks may be on their way, so that memory does not depend on the size of a file. */
const chunksInFlight = 2 * workers;
/** How often a chunk is given to a worker before the whole program gives up. */
const attemptsPerChunk = 3;

/** A chunk on its way, and how often it was handed out before. */
interface Job {
  readonly chunk: Chunk;
  readonly attempts: number;
}

/** What a pool is told at its start. */
interface PoolOptions {
  readonly files: readonly string[];
  readonly collector: Pid<OpsOf<Collector>>;
  /** Every n-th chunk kills the first worker that counts it; `Infinity` for none. */
  readonly crashEvery: number;
}

/**
 * Hands chunks to workers, watches them, and starts a new one for each that dies; the chunk that it had is counted again.
 *
 * A tally is only taken from the worker that has the chunk, so each chunk counts exactly once.
 */
@Process({ label: 'pool' })
export class Pool {
  readonly #waiting: Job[] = [];
  readonly #busy = new Map<Pid, Job>();
  #idle: Pid<OpsOf<Counter>>[] = [];
  #reader!: Pid<OpsOf<Reader>>;
  #collector!: MergeTaker;
  #crashEvery = Infinity;

  constructor(@inject(Monitor) private readonly monitor: Monitor) {}

  init({ files, collector, crashEvery }: PoolOptions): void {
    this.#collector = collector;
    this.#crashEvery = crashEvery;
    for (let started = 0; started < workers; started++) this.#startWorker();
    this.#reader = spawnLink(Reader, files, self(), collector);
    send(this.#reader, ['more', chunksInFlight]);
  }

  @Receive(['chunk', chunkPattern])
  takeChunk([, chunk]: ['chunk', Chunk]): void {
    this.#waiting.push({ chunk, attempts: 0 });
    this.#handOut();
  }

  @Receive(['counted', P.pid, P.instanceOf(Tally)])
  takeTally([, worker, tally]: ['counted', worker: Pid, Tally]): void {
    const job = this.#busy.get(worker);
    if (job === undefined) return;
    this.#busy.delete(worker);
    this.#idle.push(worker);
    send(this.#collector, ['merge', job.chunk.file, tally]);
    send(this.#reader, ['more', 1]);
    this.#handOut();
  }

  @Receive(['worker-down', P.pid, P.any])
  replaceWorker([, worker, reason]: ['worker-down', worker: Pid, reason: unknown]): void {
    const job = this.#busy.get(worker);
    this.#busy.delete(worker);
    this.#idle = this.#idle.filter((pid) => pid !== worker);
    if (job !== undefined && job.attempts >= attemptsPerChunk) exit(['cannot-count', job.chunk.file, reason]);
    if (job !== undefined) this.#waiting.unshift(job);
    this.#startWorker();
    send(this.#collector, 'restarted');
    this.#handOut();
  }

  #handOut(): void {
    for (;;) {
      const [worker, job] = [this.#idle[0], this.#waiting[0]];
      if (worker === undefined || job === undefined) return;
      this.#idle.shift();
      this.#waiting.shift();
      this.#busy.set(worker, { chunk: job.chunk, attempts: job.attempts + 1 });
      send(worker, ['count', job.chunk, job.attempts === 0 && job.chunk.id % this.#crashEvery === 0]);
    }
  }

  /** Watched, and not linked: the death of a worker concerns the pool, and must not end it. */
  #startWorker(): void {
    const worker = spawn(Counter, self());
    this.#idle.push(worker);
    this.monitor
      .down$(worker)
      .pipe(
        map(({ pid, reason }) => ['worker-down', pid, reason]),
        sendTo(self()),
      )
      .subscribe();
  }
}
