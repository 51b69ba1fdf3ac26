import { writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { CommandLine } from './command-line.js';
import { chooseWorkloads } from './compare/choice.js';
import { beamContenders, folders, nodeContenders } from './compare/contenders.js';
import { draw, pointsOf } from './compare/growth.js';
import { beamVersion, commit, machine, peerVersions } from './compare/machine.js';
import { prepareBeam, preparePeers } from './compare/preparation.js';
import { report, type Heading } from './compare/report.js';
import { playRounds, type Plan } from './compare/rounds.js';
import { rowsOf } from './compare/rows.js';

const commandLine = new CommandLine(`npm run bench:compare [-- OPTIONS]
Measures beamwork beside its peers and the BEAM, and writes bench/RESULTS.md with its plot, bench/RESULTS.svg.
  --rounds N          how often each side runs each workload at each size, 5 unless told
  --only WORKLOAD,…   those workloads, or those whose names begin so; shown, and written only with --out
  --seed N            for the delays of timers, 1 unless told
  --pin CPU           keeps each side on one processor, all but the BEAM with its default schedulers
  --out FILE          another file than bench/RESULTS.md; its plot stands beside it
  --quick             the smallest sizes, one round, shown only: whether it works`);
const options = { rounds: { type: 'string' }, only: { type: 'string' }, seed: { type: 'string', default: '1' }, pin: { type: 'string' }, out: { type: 'string' }, quick: { type: 'boolean', default: false } } as const;
const { values } = commandLine.read({ options });
const { quick } = values;
const pin = values.pin === undefined ? undefined : commandLine.wholeNumber('pin', values.pin, 0);

const plan: Plan = {
  rounds: commandLine.wholeNumber('rounds', values.rounds ?? (quick ? '1' : '5')),
  seed: commandLine.wholeNumber('seed', values.seed),
  warmMs: quick ? 50 : 800,
  pin,
};
const workloads = commandLine.checked(() => chooseWorkloads(values.only, quick));
const beam = beamVersion();
if (beam === undefined) console.log('erl is not on the PATH: the BEAM is left out');
else prepareBeam();
preparePeers();

const names = workloads.map(({ workload }) => workload.name);
const contenders = [...nodeContenders(names), ...(beam === undefined ? [] : beamContenders(names, plan))];
const began = new Date();
const outcomes = workloads.flatMap((compared) => playRounds(compared, contenders, plan));
const file = values.out ?? (quick || values.only !== undefined ? undefined : `${folders.bench}/RESULTS.md`);
const points = pointsOf(rowsOf(outcomes));
const plotFile = file === undefined || points.length === 0 ? undefined : `${file.replace(/\.md$/, '')}.svg`;
const text = report({ heading: heading(), contenders, plot: plotFile && basename(plotFile) }, outcomes);
if (plotFile !== undefined) writeFileSync(plotFile, draw(points));
if (file === undefined) console.log(`\n${text}`);
else {
  writeFileSync(file, text);
  console.log(`written: ${file}`);
}

function heading(): Heading {
  const { rounds, only, seed } = values;
  const given = Object.entries({ rounds, only, seed: seed === '1' ? undefined : seed, pin }).flatMap(([option, value]) => (value === undefined ? [] : [`--${option} ${value}`]));
  if (quick) given.push('--quick');
  return [
    ['command', `\`npm run bench:compare${given.length > 0 ? ` -- ${given.join(' ')}` : ''}\``],
    ['commit', commit()],
    ['began', `${began.toISOString()}, took ${Math.ceil((Date.now() - began.getTime()) / 60_000)} min`],
    ['machine', machine()],
    ['versions', `Node ${process.version} (V8 ${process.versions.v8}), ${beam ?? 'no BEAM'}, ${peerVersions()}`],
    ['rounds', `${plan.rounds}, interleaved; each run in a fresh process, after ${plan.warmMs} ms or more of the same work (memory, \`fairness\`: without)`],
    ['seed', String(plan.seed)],
  ];
}
