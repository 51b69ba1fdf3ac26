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
    const program = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let lastWords = '';
    // Each crash is logged there: only the end is of interest, and only when the house does not open.
    program.stderr.on('data', (text) => (lastWords = `${lastWords}${text}`.slice(-2_000)));
    for await (const line of createInterface({ input: program.stdout })) {
      const [url] = /http:\S+(?=,)/.exec(line) ?? [];
      if (url !== undefined) return new HouseProgram(url, program, folder);
    }
    rmSync(folder, { recursive: true });
    throw new Error(`the auction house has not opened: ${lastWords}`);
  }

  /** What the house answers to a request; anything but success is an error. */
  async ask(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(`${this.url}${path}`, { method, ...(body !== undefined && { body: JSON.stringify(body) }) });
    if (!response.ok) throw new Error(`${method} ${path} was answered with ${response.status}: ${await response.text()}`);
    return response.json();
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
