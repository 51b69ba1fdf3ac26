import { CommandLine } from '../../../bench/command-line.js';
import { packageVerbs } from './real-verbs.js';
import { checkModel } from './suite.js';

const commandLine = new CommandLine(`npm run check:model [-- OPTIONS]
Runs random programs on the reference model and on the runtime, and compares all that can be seen.
  --commands N    how many commands, 1000000 unless told
  --seed S        what they are drawn from; another each time unless told
  --path P        the program to run again, as a failure names it
  --replay R      which of its commands were run, as a failure names it
It prints a line every ten seconds. Its exit code is 1 when they differ, and the smallest program found is shown.`);
const { values } = commandLine.read({
  options: { commands: { type: 'string', default: '1000000' }, seed: { type: 'string', default: String(Date.now() % 1_000_000) }, path: { type: 'string' }, replay: { type: 'string' } },
});
const wanted = commandLine.wholeNumber('commands', values.commands);
const firstSeed = commandLine.wholeNumber('seed', values.seed, Number.MIN_SAFE_INTEGER);

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
