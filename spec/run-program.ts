import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** How a program ended, and what it wrote. */
export interface Outcome {
  readonly code: number | null;
  readonly stdout: readonly string[];
  readonly stderr: readonly string[];
}

/** Where and how a program is run. */
export interface RunOptions {
  readonly cwd?: string;
  /** Options for Node itself. */
  readonly node?: readonly string[];
  /** Variables besides those of the specs. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a compiled program to its end, as a user would whose output goes into pipes. */
export function runProgram(program: URL, args: readonly string[] = [], { cwd, node = [], env = {} }: RunOptions = {}): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...node, fileURLToPath(program), ...args], { stdio: ['ignore', 'pipe', 'pipe'], cwd, env: { ...process.env, ...env } });
    const output = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr'] as const) child[stream].setEncoding('utf8').on('data', (text: string) => (output[stream] += text));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout: linesOf(output.stdout), stderr: linesOf(output.stderr) }));
  });
}

function linesOf(text: string): string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}
