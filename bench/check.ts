import { parseArgs } from 'node:util';
import { changes, type Change } from './compare/changes.js';
import { chooseWorkloads, sizeOf, wholeNumber } from './compare/choice.js';
import { commit } from './compare/machine.js';
import type { Plan } from './compare/rounds.js';
import { withRevision } from './compare/revision.js';

/**
 * Compares the working tree with another revision of it, in one interleaved run, and names what got slower.
 *
 * Run: npm run bench:check -- REVISION [OPTIONS]
 *      --rounds N          how often each side runs each workload, 7 unless told
 *      --only WORKLOAD,…   those workloads, or those whose names begin so
 *      --pin CPU           keeps both on one processor
 *      --quick             small sizes, two rounds: whether it works
 *
 * It exits with 1 when something got slower by more than the noise.
 */
const options = { rounds: { type: 'string' }, only: { type: 'string' }, pin: { type: 'string' }, quick: { type: 'boolean', default: false } } as const;
const { values, positionals } = parseArgs({ options, allowPositionals: true });
const { quick, pin } = values;
const [revision] = positionals;
if (revision === undefined) throw new Error('no revision was given; npm run bench:check -- main compares with main');

const plan: Plan = {
  rounds: wholeNumber('rounds', values.rounds ?? (quick ? '2' : '7')),
  seed: 1,
  warmMs: quick ? 50 : 1_000,
  pin,
  sizeOf: (workload) => sizeOf(workload, quick),
};
const found = withRevision(revision, (folder, hash) => {
  console.log(`${commit()} beside ${revision} (${hash}), ${plan.rounds} rounds`);
  return chooseWorkloads(values.only).flatMap((workload) => changes(workload, folder, plan));
});
console.table(Object.fromEntries(found.map(({ figure, before, after, unit, loss, noise }) => [figure, { before, after, unit, slower: percent(loss), noise: percent(noise), verdict: verdict({ loss, noise }) }])));
const slower = found.filter(({ loss, noise }) => loss > noise);
console.log(slower.length === 0 ? 'nothing got slower by more than the noise' : `slower by more than the noise: ${slower.map(({ figure, loss }) => `${figure} (${percent(loss)})`).join(', ')}`);
process.exitCode = slower.length === 0 ? 0 : 1;

function verdict({ loss, noise }: Pick<Change, 'loss' | 'noise'>): string {
  return loss > noise ? 'slower' : -loss > noise ? 'faster' : '';
}

function percent(part: number): string {
  return `${(part * 100).toFixed(1)} %`;
}
