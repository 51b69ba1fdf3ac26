import { join } from 'node:path';
import { CommandLine } from './command-line.js';
import { changesOf, fewestRounds, verdictOf, type Change, type Pair } from './compare/changes.js';
import { chooseWorkloads } from './compare/choice.js';
import { folders } from './compare/contenders.js';
import { commit } from './compare/machine.js';
import { hashOf, withRevision } from './compare/revision.js';
import { pinned, runCommand, type Plan } from './compare/rounds.js';
import type { Figure, Workload } from './measure.js';

const commandLine = new CommandLine(`npm run bench:check -- REVISION [OPTIONS]
Compares the working tree with another revision of it, in one interleaved run, and names what got slower.
  --rounds N          how often each side runs each workload, 7 unless told
  --only WORKLOAD,…   those workloads, or those whose names begin so
  --pin CPU           keeps both on one processor
  --quick             small sizes, two rounds: whether it works
Its exit code is 1 when something got slower by more than the noise or fails, and when nothing could be measured on both trees.`);
const options = { rounds: { type: 'string' }, only: { type: 'string' }, pin: { type: 'string' }, quick: { type: 'boolean', default: false } } as const;
const { values, positionals } = commandLine.read({ options, allowPositionals: true });
const { quick } = values;
const [revision = commandLine.refuse('no revision was given; npm run bench:check -- main compares with main'), ...more] = positionals;
if (more.length > 0) commandLine.refuse(`one revision is compared with, and ${more.join(' ')} was given as well; workloads are chosen by --only`);

const plan: Plan = {
  rounds: commandLine.wholeNumber('rounds', values.rounds ?? (quick ? '2' : '7')),
  seed: 1,
  warmMs: quick ? 50 : 800,
  pin: values.pin === undefined ? undefined : commandLine.wholeNumber('pin', values.pin, 0),
};
// How fair it is has a goal, and is too rough for a comparison.
const chosen = commandLine.checked(() => chooseWorkloads(values.only, quick)).filter(({ workload }) => workload.name !== 'fairness');
const hash = commandLine.checked(() => hashOf(revision));
const broken: string[] = [];
const found = withRevision(hash, (folder) => {
  console.log(`${commit()} beside ${revision} (${hash}), ${plan.rounds} rounds`);
  return chosen.flatMap(({ workload, sizes }) => {
    const pairs = pairsOf(workload, quick ? (sizes[0] ?? workload.size) : workload.size, folder);
    if (pairs.some(({ before, after }) => before.length > 0 && after.length === 0)) broken.push(workload.name);
    return changesOf(pairs);
  });
});
if (broken.length > 0) console.log(`fails in the working tree alone: ${broken.join(', ')}`);
const unmeasured = chosen.filter(({ workload: { name } }) => !found.some(({ figure }) => nameOf(figure) === name));
if (unmeasured.length > 0) console.log(`not measured on both trees: ${unmeasured.map(({ workload }) => workload.name).join(', ')}`);
console.table(Object.fromEntries(found.map((change) => [change.figure, rowOf(change)])));
const slower = found.filter((change) => verdictOf(change) === 'slower');
if (found.length > 0) console.log(slower.length === 0 ? 'nothing got slower by more than the noise' : `slower by more than the noise: ${slower.map(({ figure, loss }) => `${figure} (${percent(loss)})`).join(', ')}`);
if (plan.rounds < fewestRounds) console.log(`fewer than ${fewestRounds} rounds cannot tell a change from chance`);
process.exitCode = slower.length > 0 || broken.length > 0 || found.length === 0 ? 1 : 0;

/** Runs one workload on both trees in turns, each in a fresh process, and begins with another tree in each round. */
function pairsOf(workload: Workload, size: number, earlier: string): Pair[] {
  return Array.from({ length: plan.rounds }, (_, round): Pair => {
    const measure = (tree: string): Figure[] => figuresOf(workload, size, tree);
    if (round % 2 === 0) {
      const before = measure(earlier);
      return { before, after: measure(folders.repository) };
    }
    const after = measure(folders.repository);
    return { before: measure(earlier), after };
  });
}

/** A workload that cannot run on a tree gives nothing. */
function figuresOf({ name, flags = [] }: Workload, size: number, tree: string): Figure[] {
  const figures = runCommand(pinned({ program: process.execPath, args: [...flags, join(tree, 'dist/bench/run-one.js'), name, String(size)] }, plan.pin), plan);
  if (typeof figures !== 'string') return figures;
  console.log(`${name}${tree === folders.repository ? '' : ` in ${revision}`}: ${figures}`);
  return [];
}

/** The workload of a figure: `timers_create` is of `timers`, and `spawn_exit` is not of `spawn`. */
function nameOf(figure: string): string | undefined {
  const names = chosen.map(({ workload }) => workload.name).filter((name) => figure.startsWith(name));
  return names.toSorted((a, b) => a.length - b.length).at(-1);
}

function rowOf(change: Change): Readonly<Record<string, number | string>> {
  const { before, after, unit, loss, noise, chance } = change;
  return { before, after, unit, slower: percent(loss), noise: percent(noise), chance: percent(chance), verdict: verdictOf(change) ?? '' };
}

function percent(part: number): string {
  return `${(part * 100).toFixed(1)} %`;
}
