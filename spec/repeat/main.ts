import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { CommandLine } from '../../bench/command-line.js';
import { SeededRandom } from '../../lib/testing/seeded-random.js';
import { filesIn } from '../docs/example.js';
import { shuffled } from './shuffle.js';

const commandLine = new CommandLine(`npm run test:repeat [-- OPTIONS]
Runs all specs again and again, each time in another order; stops at the first round that fails.
  --times N   how many rounds, 20 unless told
  --seed N    decides the order of the first round, 1 unless told; the others follow by one`);
const { values } = commandLine.read({ options: { times: { type: 'string', default: '20' }, seed: { type: 'string', default: '1' } } });
const [times, first] = [commandLine.wholeNumber('times', values.times), commandLine.wholeNumber('seed', values.seed)];

const root = fileURLToPath(new URL('../../../', import.meta.url));
const files = filesIn(root, 'dist/spec', '.spec.js');

for (let seed = first; seed < first + times; seed++) {
  const began = performance.now();
  const { status, signal, stdout, stderr } = round(seed);
  const last = stdout.trimEnd().split('\n').at(-1) ?? '';
  console.log(`seed ${seed}: ${signal === null ? last : `ended by ${signal} after “${last.trim()}”`}, ${Math.round((performance.now() - began) / 1_000)} s`);
  if (status === 0) continue;
  const failures = stdout.search(/^ {2}\d+ failing/m);
  console.log(`${failures < 0 ? stderr.slice(-10_000) : stdout.slice(failures)}\nthis round again: npm run test:repeat -- --times 1 --seed ${seed}`);
  process.exit(1);
}

function round(seed: number): SpawnSyncReturns<string> {
  const options = ['--no-config', '--no-package', '--node-option', 'enable-source-maps', '--file', 'dist/spec/setup.js', '--file', 'dist/spec/repeat/shuffle-specs.js', '--reporter', 'dist/spec/reporter.js', '--timeout', '20000', '--check-leaks'];
  const args = ['node_modules/mocha/bin/mocha.js', ...options, ...shuffled(files, new SeededRandom(seed))];
  return spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 28, env: { ...process.env, SPEC_SEED: String(seed) } });
}
