import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';

const file = fileURLToPath(new URL('fixtures/program.js', import.meta.url));

/** A program that runs until somebody sends it a signal. */
class Program {
  readonly #child: ChildProcess;
  readonly #closed: Promise<unknown>;
  readonly lines: string[] = [];
  #waiting: { readonly line: string; readonly seen: () => void } | undefined;

  constructor(kind: string) {
    this.#child = spawn(process.execPath, [file, kind], { stdio: ['ignore', 'pipe', 'inherit'] });
    this.#closed = once(this.#child, 'close');
    let rest = '';
    this.#child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      const parts = (rest + text).split('\n');
      rest = parts.pop() ?? '';
      this.lines.push(...parts);
      if (this.#waiting !== undefined && this.lines.includes(this.#waiting.line)) this.#waiting.seen();
    });
  }

  async wrote(line: string): Promise<void> {
    const seen = new Promise<void>((resolve) => (this.#waiting = { line, seen: resolve }));
    if (!this.lines.includes(line)) await Promise.race([seen, this.#closed]);
    expect(this.lines).to.include(line);
  }

  send(signal: NodeJS.Signals): void {
    const { pid } = this.#child;
    if (pid === undefined) throw new Error('the program does not run');
    process.kill(pid, signal);
  }

  async end(): Promise<{ readonly code: number | null; readonly signal: string | null }> {
    await this.#closed;
    return { code: this.#child.exitCode, signal: this.#child.signalCode };
  }
}

describe('A program that is asked to end', () => {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    it(`by ${signal} stops in order, and exits with 0 by itself`, async () => {
      const program = new Program('tidy');
      await program.wrote('ready');
      program.send(signal);
      expect(await program.end()).to.deep.equal({ code: 0, signal: null });
      expect(program.lines).to.deep.equal(['database opens', 'ready', 'database is told', `shop closes: ${signal}`, 'till ends: shutdown', 'ledger ends: shutdown', `database closes after ${signal}`, 'exit 0']);
    });
  }

  it('kills a process that does not stop in time, and exits with 1', async () => {
    const program = new Program('stubborn');
    await program.wrote('ready');
    program.send('SIGTERM');
    expect(await program.end()).to.deep.equal({ code: 1, signal: null });
    expect(program.lines.slice(-3)).to.deep.equal(['ledger ends: shutdown', 'database closes after SIGTERM', 'exit 1']);
  });

  it('waits no longer for a hook that does not come back, and exits with 1', async () => {
    const program = new Program('hanging-hook');
    await program.wrote('ready');
    program.send('SIGTERM');
    expect(await program.end()).to.deep.equal({ code: 1, signal: null });
    expect(program.lines.slice(-2)).to.deep.equal(['database closes after SIGTERM', 'exit 1']);
  });

  it('ends at once by a second signal', async () => {
    const program = new Program('stubborn');
    await program.wrote('ready');
    program.send('SIGTERM');
    await program.wrote('ledger ends: shutdown');
    program.send('SIGTERM');
    expect(await program.end()).to.deep.equal({ code: null, signal: 'SIGTERM' });
    expect(program.lines).not.to.include('exit 1');
  });

  it('during its start ends the start first, then stops in order', async () => {
    const program = new Program('slow-start');
    await program.wrote('database opens');
    program.send('SIGTERM');
    expect(await program.end()).to.deep.equal({ code: 0, signal: null });
    expect(program.lines).to.include.members(['till ends: shutdown', 'ledger ends: shutdown', 'database closes after SIGTERM', 'exit 0']);
  });
});
