import { deepEqual } from 'node:assert/strict';
import { copyTerm } from '../../lib/kernel/copy-term.js';

/*
 * A program that may not make functions from text, and copies objects of one shape; it prints how often the copy was right.
 */

try {
  new Function('return 1');
} catch (error) {
  console.log(`functions from text: ${error instanceof Error ? error.name : String(error)}`);
}
let copies = 0;
for (; copies < 1_000; copies++) deepEqual(copyTerm({ id: copies, lines: [{ n: 1 }] }), { id: copies, lines: [{ n: 1 }] });
console.log(`copied ${copies} times`);
