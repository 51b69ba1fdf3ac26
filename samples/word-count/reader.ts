import { P, Process, Receive, send } from '../../lib/index.js';
import { describeFileProblem } from './file-problem.js';
import type { Chunk, ChunkTaker, FileTaker } from './messages.js';
import { readText } from './read-text.js';

/** Reads the files one after the other, and no faster than it is asked to: one chunk for each that is wanted. */
@Process({ label: 'reader', trapExit: true })
export class Reader {
  #pool!: ChunkTaker;
  #collector!: FileTaker;
  #chunks!: AsyncGenerator<Chunk, void, void>;

  init(files: readonly string[], pool: ChunkTaker, collector: FileTaker): void {
    this.#pool = pool;
    this.#collector = collector;
    this.#chunks = this.#readAll(files);
  }

  /** The next demand waits in the mailbox until this one is met. */
  @Receive(['more', P.number])
  async more([, wanted]: ['more', number]): Promise<void> {
    for (let given = 0; given < wanted; given++) {
      const next = await this.#chunks.next();
      if (next.done === true) return;
      send(this.#pool, ['chunk', next.value]);
    }
  }

  /** Traps exits for this alone: a file that is still open when the program stops is closed. */
  async terminate(): Promise<void> {
    await this.#chunks.return();
  }

  async *#readAll(files: readonly string[]): AsyncGenerator<Chunk, void, void> {
    let id = 0;
    for (const [file, path] of files.entries()) {
      let chunks = 0;
      try {
        for await (const text of readText(path)) {
          chunks++;
          yield { id: ++id, file, text };
        }
        send(this.#collector, ['read', file, chunks]);
      } catch (error) {
        const problem = describeFileProblem(error);
        if (problem === undefined) throw error;
        send(this.#collector, ['failed', file, problem]);
      }
    }
  }
}
