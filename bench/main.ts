import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Figure, Workload } from './measure.js';
import { measureAuction } from './auction.js';
import { CommandLine } from './command-line.js';
import { profileBytes, profileTime } from './profile.js';
import { workloads } from './workloads.js';

const commandLine = new CommandLine(`npm run bench [-- WORKLOAD…] [--rounds N]     all workloads, or those whose name starts so; each round (3 unless told) in a fresh process
npm run bench -- profile WORKLOAD [SIZE]      where the nanoseconds of one message, process or call go
npm run bench -- bytes WORKLOAD [SIZE]        who allocated the bytes that a process still holds
npm run bench -- auction                      the auction house under load while its lots are killed
Measures beamwork alone: a line of JSON for each figure, then a table of medians.`);
const { values, positionals } = commandLine.read({ allowPositionals: true, options: { rounds: { type: 'string', default: '3' } } });
const rounds = commandLine.wholeNumber('rounds', values.rounds);

const [first = '', second, size] = positionals;
if (first === 'auction') await measureAuction();
else if (first === 'profile') await profileTime(...one(second, size));
else if (first === 'bytes') await profileBytes(...one(second, size));
else showTable(chosen(positionals).flatMap((workload) => medians(workload)));

/** The workload of a profile, and its size: its own unless told. */
function one(name: string | undefined, count: string | undefined): [Workload, number] {
  const workload = workloads.find((each) => each.name === name);
  if (workload === undefined) return commandLine.refuse(`no workload is called ${name}; there are ${workloads.map((each) => each.name).join(', ')}`);
  return [workload, count === undefined ? workload.size : commandLine.wholeNumber('SIZE', count, 0)];
}

function chosen(names: readonly string[]): readonly Workload[] {
  if (names.length === 0) return workloads;
  const unknown = names.filter((start) => !workloads.some(({ name }) => name.startsWith(start)));
  if (unknown.length > 0) return commandLine.refuse(`no workload is called ${unknown.join(', ')}; there are ${workloads.map(({ name }) => name).join(', ')} and auction`);
  return workloads.filter(({ name }) => names.some((start) => name.startsWith(start)));
}

/** The middle of several rounds, per figure, with the smallest and the largest. */
function medians(workload: Workload): { figure: string; median: number; least: number; most: number; unit: string }[] {
  const byFigure = new Map<string, Figure[]>();
  for (let round = 0; round < rounds; round++) {
    for (const figure of measureOnce(workload)) byFigure.set(figure.workload, [...(byFigure.get(figure.workload) ?? []), figure]);
  }
  return [...byFigure].map(([figure, all]) => {
    const sorted = all.map(({ value }) => value).sort((a, b) => a - b);
    const unit = all[0]?.unit ?? '';
    return { figure, median: sorted[sorted.length >> 1] ?? NaN, least: sorted[0] ?? NaN, most: sorted.at(-1) ?? NaN, unit };
  });
}

function measureOnce({ name, flags = [] }: Workload): Figure[] {
  const script = fileURLToPath(new URL('run-one.js', import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, [...flags, script, name], { encoding: 'utf8', timeout: 300_000 });
  if (status !== 0) throw new Error(`the workload ${name} failed: ${stderr}`);
  const lines = stdout.split('\n').filter((line) => line.startsWith('{'));
  for (const line of lines) console.log(line);
  return lines.map((line): Figure => JSON.parse(line));
}

function showTable(rows: readonly { figure: string; median: number; least: number; most: number; unit: string }[]): void {
  console.log(`\nmedians of ${rounds} round(s), Node ${process.version}, each round in a fresh process:`);
  const shown = (value: number): string => (value >= 1e6 ? `${(value / 1e6).toFixed(2)} M` : value >= 1e4 ? `${(value / 1e3).toFixed(1)} k` : value.toFixed(1));
  console.table(Object.fromEntries(rows.map(({ figure, median, least, most, unit }) => [figure, { median: shown(median), least: shown(least), most: shown(most), unit }])));
}
