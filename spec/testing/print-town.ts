import { townTrace } from './traced-town.js';

/* Prints the trace of a seed, for a spec that compares it with that of another program. */

console.log(await townTrace(Number(process.argv[2])));
