import { BeamworkError } from '../../lib/kernel/beamwork-error.js';
import { copyTerm } from '../../lib/kernel/copy-term.js';

/*
 * A program that copies, where its stack is nearly used up and then a little less so, what cannot be copied; it prints how often it was refused.
 */

const sent = { name: { socket: new WeakMap() } };
let tries = 0;
let refusals = 0;

function descend(): void {
  try {
    descend();
  } catch {
    try {
      copyTerm(sent);
    } catch (error) {
      if (error instanceof BeamworkError) refusals++;
      // On to the caller, which has more of the stack left.
      if (tries++ < 2_000 && refusals < 100) throw error;
    }
  }
}

try {
  copyTerm(sent);
} catch {
  descend();
}
console.log(`refused ${refusals} times`);
