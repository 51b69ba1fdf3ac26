import { goals, type Goal } from './goals.js';
import type { Outcome, Series } from './rounds.js';
import { isRate, summarize, type Summary } from './statistics.js';

/** What the head of the report says: a name and its text, a line each. */
export type Heading = readonly (readonly [string, string])[];

interface Row extends Summary {
  readonly figure: string;
  readonly outcome: Outcome;
  readonly series: Series;
}

/** The report, as Markdown: goals, then sides on the same runtime, then the BEAM. */
export function report(heading: Heading, outcomes: readonly Outcome[]): string {
  const rows = outcomes.flatMap((outcome) => outcome.series.map((series): Row => ({ figure: nameOf(outcome, series), outcome, series, ...summarize(series.values) })));
  const contenders = [...new Set(outcomes.map(({ contender }) => contender))];
  const failures = outcomes.filter(({ failure }) => failure !== undefined);
  return [
    '# Results',
    '',
    'Written by the command below; what is changed by hand is lost with its next run. [docs/performance.md](../docs/performance.md)',
    'says how to read the figures.',
    '',
    ...table(['', ''], heading.map(([name, text]) => [name, text])),
    '',
    'Each figure is the median of its rounds, with the smallest and the largest in brackets. A ratio is beamwork’s median by the',
    'other side’s: above 1 is better for a rate (`/s`), below 1 for a time and for bytes.',
    '',
    '## Beside the goals',
    '',
    ...goalTable(rows),
    '',
    '## On the same runtime',
    '',
    ...sideTable(rows.filter(({ outcome }) => outcome.contender.kind !== 'beam'), rows),
    '',
    '## Across runtimes',
    '',
    ...sideTable(rows.filter(({ outcome: { contender } }) => contender.kind === 'beamwork' || contender.kind === 'beam'), rows),
    '',
    ...(failures.length === 0 ? [] : ['## Without a figure', '', ...table(['workload', 'side', 'why'], failures.map(({ workload, contender, failure }) => [workload, contender.name, failure ?? ''])), '']),
    '## The sides',
    '',
    ...table(['side', 'kind', 'what to know'], contenders.map(({ name, kind, remark }) => [name, kind, remark])),
    '',
  ].join('\n');
}

/** The BEAM has one kind of body: its figure stands under the name of each of ours. */
function nameOf({ workload, series }: Outcome, { figure }: Series): string {
  return series.length === 1 ? workload : figure;
}

function goalTable(rows: readonly Row[]): string[] {
  const header = ['figure', 'beamwork', '× BEAM, 1 scheduler', '× BEAM, default', '× best peer', 'goal', 'met'];
  return table(header, rows.filter(isOurs).map((ours) => {
    const others = rows.filter(({ figure }) => figure === ours.figure);
    const single = others.find(({ outcome }) => outcome.contender.name === 'BEAM, 1 scheduler');
    const all = others.find(({ outcome }) => outcome.contender.name === 'BEAM, default');
    const peer = bestPeer(others);
    const wanted = goals[ours.figure] ?? [];
    const met = wanted.map((goal) => isMet(goal, ours, 'atMost' in goal ? undefined : goal.beside === 'BEAM' ? single : peer));
    return [
      ours.figure,
      `${shown(ours.median)} ${ours.series.unit}`,
      ratio(ours, single),
      ratio(ours, all),
      peer === undefined ? '–' : `${ratio(ours, peer)} (${peer.outcome.contender.name})`,
      wanted.map((goal) => goalText(goal, ours)).join(', ') || '–',
      met.map((each) => (each === undefined ? '?' : each ? 'yes' : '**no**')).join(', ') || '–',
    ];
  }));
}

function sideTable(rows: readonly Row[], all: readonly Row[]): string[] {
  const header = ['figure', 'side', 'n', 'median', 'spread', 'unit', 'beamwork by it'];
  return table(header, rows.map((row) => {
    const { figure, outcome, series, median, least, most } = row;
    const ours = all.find((each) => isOurs(each) && each.figure === figure);
    return [figure, outcome.contender.name, shown(Number(series.n)), shown(median), `[${shown(least)} – ${shown(most)}]`, series.unit, ours === undefined || isOurs(row) ? '' : ratio(ours, row)];
  }));
}

function isOurs({ outcome }: Row): boolean {
  return outcome.contender.kind === 'beamwork';
}

function bestPeer(rows: readonly Row[]): Row | undefined {
  const peers = rows.filter(({ outcome }) => outcome.contender.kind === 'peer').toSorted((a, b) => a.median - b.median);
  return peers[0] !== undefined && isRate(peers[0].series.unit) ? peers.at(-1) : peers[0];
}

function ratio(ours: Row, other: Row | undefined): string {
  return other === undefined ? '–' : (ours.median / other.median).toFixed(2);
}

function isMet(goal: Goal, ours: Row, other: Row | undefined): boolean | undefined {
  if ('atMost' in goal) return ours.median <= goal.atMost;
  if (other === undefined) return undefined;
  const reached = ours.median / other.median;
  return isRate(ours.series.unit) ? reached >= goal.times : reached <= goal.times;
}

function goalText(goal: Goal, { series }: Row): string {
  if ('atMost' in goal) return `≤ ${goal.atMost} B`;
  return `${isRate(series.unit) ? '≥' : '≤'} ${goal.times} × ${goal.beside}`;
}

function shown(value: number): string {
  if (value >= 1e6) return `${(value / 1e6).toFixed(2)} M`;
  if (value >= 1e4) return `${(value / 1e3).toFixed(1)} k`;
  return Number.isInteger(value) || value >= 100 ? String(Math.round(value)) : value.toPrecision(3);
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)];
}
