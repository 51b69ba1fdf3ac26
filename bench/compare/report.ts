import type { Contender } from './contenders.js';
import { goalTable } from './goal-table.js';
import { missing } from './missing.js';
import { shown, shownSize, table } from './markdown.js';
import type { Outcome } from './rounds.js';
import { beside, bestPeer, ratio, rowsOf, type Row } from './rows.js';

/** What the head of the report says: a name and its text, a line each. */
export type Heading = readonly (readonly [string, string])[];

/** What is beside the figures. */
export interface Surroundings {
  readonly heading: Heading;
  readonly contenders: readonly Contender[];
  /** The file of the plot, as the report links it; nothing where there is none. */
  readonly plot: string | undefined;
}

/** The report, as Markdown: goals, plot, ratios, then sides on the same runtime, then the BEAM. */
export function report({ heading, contenders, plot }: Surroundings, outcomes: readonly Outcome[]): string {
  const rows = rowsOf(outcomes);
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
    ...goalPart(rows),
    ...(plot === undefined ? [] : ['## Growth', '', 'What one message, process or call costs, by size. Flat is best; both axes are logarithmic.', '', `![Cost against size](${plot})`, '']),
    '## Ratios',
    '',
    ...ratioTable(rows),
    '',
    '## On the same runtime',
    '',
    ...sideTables(rows, ({ kind }) => kind !== 'beam'),
    '## Across runtimes',
    '',
    ...sideTables(rows, ({ kind }) => kind === 'beamwork' || kind === 'tuned' || kind === 'beam'),
    ...missing(contenders, outcomes),
    '## The sides',
    '',
    ...table(['side', 'kind', 'what to know'], contenders.map(({ name, kind, remark }) => [name, kind, remark])),
    '',
  ].join('\n');
}

function goalPart(rows: readonly Row[]): string[] {
  const lines = goalTable(rows);
  return lines.length === 0 ? [] : ['## Goals', '', 'BEAM means one scheduler here. A goal holds at the size that is named, and for a program without flags; *tuned* is what the same program reaches with', 'those that docs/performance.md recommends.', '', ...lines, ''];
}

function ratioTable(rows: readonly Row[]): string[] {
  const header = ['figure', 'size', 'beamwork', '× BEAM, 1 scheduler', '× BEAM, default', '× best peer'];
  return table(header, rows.filter(({ kind }) => kind === 'beamwork').map((row) => {
    const peer = bestPeer(row, rows);
    return [
      `\`${row.figure}\``,
      `${shownSize(row.size)} ${row.counts}`,
      `${shown(row.median)} ${row.unit}`,
      ratio(row, beside(row, rows, 'BEAM, 1 scheduler')),
      ratio(row, beside(row, rows, 'BEAM, default')),
      peer === undefined ? '–' : `${ratio(row, peer)} (${peer.side})`,
    ];
  }));
}

/** A table per figure, a line per side, two columns per size. */
function sideTables(all: readonly Row[], isShown: (row: Row) => boolean): string[] {
  const rows = all.filter(isShown);
  return [...new Set(rows.map(({ figure }) => figure))].flatMap((figure) => {
    const its = rows.filter((row) => row.figure === figure);
    const sizes = [...new Set(its.map(({ size }) => size))];
    const [first] = its;
    if (first === undefined || its.every(({ kind }) => kind === 'beamwork' || kind === 'tuned')) return [];
    const header = [`${figure}, ${first.unit}`, ...sizes.flatMap((size, index) => [`${shownSize(size)}${index === 0 ? ` ${first.counts}` : ''}`, 'beamwork by it'])];
    const lines = [...new Set(its.map(({ side }) => side))].map((side) => [
      side,
      ...sizes.flatMap((size) => {
        const row = its.find((each) => each.side === side && each.size === size);
        if (row === undefined) return ['–', ''];
        const ours = beside(row, rows, 'beamwork');
        return [`${shown(row.median)} [${shown(row.least)} – ${shown(row.most)}]`, ours === undefined || ours === row ? '' : ratio(ours, row)];
      }),
    ]);
    return [...table(header, lines), ''];
  });
}
