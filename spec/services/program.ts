import { spawn } from 'node:child_process';

/** What a program of its own came to. */
export interface Ended {
  /** The exit code; `null` when it had to be killed. */
  readonly code: number | null;
  /** What it printed, a line each. */
  readonly lines: readonly string[];
  readonly errorLines: readonly string[];
}

const library = new URL('../../lib/index.js', import.meta.url).href;

/**
 * Runs a program in a Node process of its own, with all of beamwork imported, until it exits by itself.
 *
 * @param source the program: an ES module; `print(value)` writes a line.
 */
export function runProgram(source: string): Promise<Ended> {
  const program = `import * as beamwork from ${JSON.stringify(library)};
const { ${names.join(', ')} } = beamwork;
const print = (value) => console.log(String(value));
${source}`;
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--input-type=module', '--eval', program], { stdio: ['ignore', 'pipe', 'pipe'], timeout: 8_000, killSignal: 'SIGKILL' });
    let output = '';
    let errors = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, lines: linesOf(output), errorLines: linesOf(errors) }));
  });
}

const names = ['after', 'exit', 'Lifecycle', 'Logger', 'Monitor', 'on', 'P', 'Process', 'receive', 'Runtime', 'self', 'send', 'spawn', 'spawnLink', 'Timers', 'run'];

function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
}
