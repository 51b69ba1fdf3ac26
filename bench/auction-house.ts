import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** The auction house of samples, as a program of its own with its bids in a file. */
export class HouseProgram {
  private constructor(
    readonly url: string,
    private readonly program: ChildProcess,
    private readonly folder: string,
  ) {}

  static async open(): Promise<HouseProgram> {
    const folder = mkdtempSync(join(tmpdir(), 'bench-auction-'));
    const main = fileURLToPath(new URL('../samples/auction/main.js', import.meta.url));
    const env = { ...process.env, PORT: '0', AUCTION_DB: join(folder, 'bids.db') };
    const program = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'ignore'] });
    for await (const line of createInterface({ input: program.stdout })) {
      const [url] = /http:\S+(?=,)/.exec(line) ?? [];
      if (url !== undefined) return new HouseProgram(url, program, folder);
    }
    throw new Error('the auction house has not opened');
  }

  async ask<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${this.url}${path}`, { method, ...(body !== undefined && { body: JSON.stringify(body) }) });
    if (!response.ok) throw new Error(`${method} ${path} was answered with ${response.status}: ${await response.text()}`);
    // What the house answers is what its README says.
    const answer: unknown = await response.json();
    return answer as T;
  }

  /** Ends it as an operating system does, and gives its exit code. */
  async close(): Promise<number | null> {
    const code = new Promise<number | null>((resolve) => this.program.once('exit', resolve));
    this.program.kill('SIGTERM');
    try {
      return await code;
    } finally {
      rmSync(this.folder, { recursive: true });
    }
  }
}

/** Calls `work` for 0 … count - 1, so many at a time. */
export async function inParallel(count: number, width: number, work: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: width }, worker));
}
