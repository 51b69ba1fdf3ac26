import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { chooseWorkloads, sizeOf, wholeNumber } from './compare/choice.js';
import { beamContenders, folders, nodeContenders } from './compare/contenders.js';
import { beamVersion, commit, machine, peerVersions } from './compare/machine.js';
import { prepareBeam, preparePeers } from './compare/preparation.js';
import { report } from './compare/report.js';
import { playRounds, type Plan } from './compare/rounds.js';

/**
 * Measures beamwork beside its peers and the BEAM, and writes bench/RESULTS.md.
 *
 * Run: npm run bench:compare [-- OPTIONS]
 *      --rounds N          how often each side runs each workload, 5 unless told
 *      --only WORKLOAD,…   those workloads, or those whose names begin so
 *      --seed N            for the delays of timers, 1 unless told
 *      --pin CPU           keeps each side on one processor, all but the BEAM with its default schedulers
 *      --out FILE          another file than bench/RESULTS.md
 *      --quick             small sizes, one round, no file: whether it works
 */
const options = { rounds: { type: 'string' }, only: { type: 'string' }, seed: { type: 'string', default: '1' }, pin: { type: 'string' }, out: { type: 'string' }, quick: { type: 'boolean', default: false } } as const;
const { values } = parseArgs({ options });
const { quick, pin } = values;

const plan: Plan = {
  rounds: wholeNumber('rounds', values.rounds ?? (quick ? '1' : '5')),
  seed: wholeNumber('seed', values.seed),
  warmMs: quick ? 50 : 1_000,
  pin,
  sizeOf: (workload) => sizeOf(workload, quick),
};
const workloads = chooseWorkloads(values.only);
const beam = beamVersion();
if (beam === undefined) console.log('erl is not on the PATH: the BEAM is left out');
else prepareBeam();
preparePeers();

const names = workloads.map(({ name }) => name);
const contenders = [...nodeContenders(workloads), ...(beam === undefined ? [] : beamContenders(names, plan))];
const heading = [
  ['command', `\`npm run bench:compare${process.argv.length > 2 ? ` -- ${process.argv.slice(2).join(' ')}` : ''}\``],
  ['commit', commit()],
  ['began', new Date().toISOString()],
  ['machine', machine()],
  ['versions', `Node ${process.version} (V8 ${process.versions.v8}), ${beam ?? 'no BEAM'}, ${peerVersions()}`],
  ['rounds', `${plan.rounds}, interleaved; each run in a fresh process, after ${plan.warmMs} ms of the same work (\`idle\` without)`],
  ['seed', String(plan.seed)],
] as const;
const text = report(heading, workloads.flatMap((workload) => playRounds(workload, contenders, plan)));
if (quick && values.out === undefined) console.log(`\n${text}`);
else {
  const file = values.out ?? `${folders.bench}/RESULTS.md`;
  writeFileSync(file, text);
  console.log(`written: ${file}`);
}
