import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { Runtime } from '../../lib/index.js';
import { toJavaScript } from './compile-example.js';

const consoleMethods = ['debug', 'error', 'info', 'log', 'warn'] as const;

/** Runs a TypeScript module once; then stops the default runtime, whatever is left in it. What it writes to the console is not shown. */
export async function runExample(path: string): Promise<void> {
  const program = path.replace(/\.ts$/, '.mjs');
  writeFileSync(program, toJavaScript(readFileSync(path, 'utf8')));
  const showAgain = silence();
  try {
    await import(pathToFileURL(program).href);
  } finally {
    await Runtime.default().stop({ timeoutMs: 0 });
    showAgain();
  }
}

function silence(): () => void {
  const real = consoleMethods.map((method) => [method, console[method]] as const);
  for (const method of consoleMethods) console[method] = () => {};
  return () => {
    for (const [method, write] of real) console[method] = write;
  };
}
