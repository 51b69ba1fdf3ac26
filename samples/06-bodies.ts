/**
 * 06 — three kinds of body: plain, generator, async.
 *
 * Shows:  a plain function for work without waiting; yield* in a generator, the fastest way to wait; await in an async function, for promises too; run gives a
 *         body's result.
 * Run:    npm run sample 06
 * Prints: plain: 3
 *         generator: 3
 *         async: 3 letters in "abc"
 */
import { readFile } from 'node:fs/promises';
import { P, receive, run, self, send } from '../lib/index.js';

function plain(a: number, b: number): number {
  return a + b;
}

function* generator() {
  send(self(), ['number', 3]);
  const [, number] = yield* receive(['number', P.number]);
  return number;
}

async function async(url: string) {
  send(self(), ['text', 'abc']);
  const [, text] = await receive(['text', P.string]);
  const source = await readFile(new URL(url), 'utf8'); // a promise of others: self() and receive belong before it
  return source.includes(text) ? `${text.length} letters in "${text}"` : 'not found';
}

console.log('plain:', await run(plain, 1, 2));
console.log('generator:', await run(generator));
console.log('async:', await run(async, import.meta.url));
