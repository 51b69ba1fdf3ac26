import { parseArgs } from 'node:util';
import { packageVerbs } from './real-verbs.js';
import { checkModel } from './suite.js';

/**
 * Runs random programs on the reference model and on the runtime, and compares all that can be seen.
 *
 * Run: npm run check:model [-- --commands N] [--seed S]     a line every ten seconds; exit code 1, and the smallest program found, when they differ
 */
const { values } = parseArgs({
  options: { commands: { type: 'string', default: '1000000' }, seed: { type: 'string', default: String(Date.now() % 1_000_000) }, path: { type: 'string' }, replay: { type: 'string' } },
});
const wanted = Number(values.commands);
const firstSeed = Number(values.seed);
if (!(wanted > 0)) throw new Error(`--commands was given ${values.commands}; give a number above 0`);
if (!Number.isSafeInteger(firstSeed)) throw new Error(`--seed was given ${values.seed}; give a whole number`);

const lineEveryMs = 10_000;
const programsAtOnce = 100;

const startMs = performance.now();
const isReplay = values.path !== undefined;
let commands = 0;
console.log(`seed ${firstSeed}, Node ${process.version}`);
for (let seed = firstSeed, nextLineMs = startMs + lineEveryMs; commands < wanted; seed++) {
  const verdict = await checkModel(packageVerbs, { seed, programs: programsAtOnce, path: values.path, replay: values.replay });
  commands += verdict.commands;
  if (verdict.failure !== undefined) {
    console.error(`${verdict.failure}\n\n${commands} commands were run. This one again: npm run check:model -- ${verdict.again.join(' ')}`);
    process.exitCode = 1;
    break;
  }
  if (isReplay) break;
  if (performance.now() < nextLineMs) continue;
  nextLineMs += lineEveryMs;
  console.log(`${commands.toLocaleString('en')} commands`);
}
if (process.exitCode === undefined) console.log(`${commands.toLocaleString('en')} commands in ${((performance.now() - startMs) / 1_000).toFixed(0)} s; the runtime does what the model does`);
