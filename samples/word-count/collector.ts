import { type OpsOf, P, type Pid, Process, Receive, send } from '../../lib/index.js';
import type { Progress } from './progress.js';
import { Tally } from './tally.js';

/** How many of the most frequent words are reported. */
const reportedWords = 20;

/** What is known of a file that is not complete yet. */
interface OpenFile {
  readonly path: string;
  readonly tally: Tally;
  merged: number;
  /** How many chunks it has; known when it was read to its end. */
  chunks: number | undefined;
}

/** Merges what the workers counted, file by file: a file that fails in its middle counts nothing. */
@Process({ label: 'collector' })
export class Collector {
  readonly #open = new Map<number, OpenFile>();
  readonly #total = new Tally();
  readonly #seen = { files: 0, chunks: 0, words: 0, restarts: 0 };
  #failed = 0;
  #progress!: Pid<OpsOf<Progress>>;

  init(files: readonly string[], progress: Pid<OpsOf<Progress>>): void {
    this.#progress = progress;
    for (const [file, path] of files.entries()) this.#open.set(file, { path, tally: new Tally(), merged: 0, chunks: undefined });
    this.#finishWhenDone();
  }

  @Receive(['merge', P.number, P.instanceOf(Tally)])
  merge([, file, tally]: ['merge', file: number, Tally]): void {
    this.#seen.chunks++;
    this.#seen.words += tally.words;
    const open = this.#open.get(file);
    if (open !== undefined) {
      open.tally.merge(tally);
      open.merged++;
      this.#closeWhenComplete(file, open);
    }
    send(this.#progress, ['status', { ...this.#seen, files: this.#seen.files + this.#failed }]);
  }

  @Receive(['read', P.number, P.number])
  read([, file, chunks]: ['read', file: number, chunks: number]): void {
    const open = this.#open.get(file);
    if (open === undefined) return;
    open.chunks = chunks;
    this.#closeWhenComplete(file, open);
  }

  @Receive(['failed', P.number, P.string])
  fail([, file, problem]: ['failed', file: number, problem: string]): void {
    send(this.#progress, ['problem', this.#open.get(file)?.path ?? '', problem]);
    this.#open.delete(file);
    this.#failed++;
    this.#finishWhenDone();
  }

  @Receive('restarted')
  restarted(_: 'restarted'): void {
    this.#seen.restarts++;
  }

  #closeWhenComplete(file: number, { path, tally, merged, chunks }: OpenFile): void {
    if (merged !== chunks) return;
    this.#open.delete(file);
    this.#total.merge(tally);
    this.#seen.files++;
    send(this.#progress, ['counted', path, tally.words]);
    this.#finishWhenDone();
  }

  #finishWhenDone(): void {
    if (this.#open.size > 0) return;
    const { words, counts } = this.#total;
    const { files, restarts } = this.#seen;
    send(this.#progress, ['totals', { files, failed: this.#failed, words, distinct: counts.size, restarts, top: this.#total.top(reportedWords) }]);
  }
}
