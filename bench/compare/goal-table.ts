import { goals, type Goal } from './goals.js';
import { shown, shownSize, table } from './markdown.js';
import { beside, bestPeer, type Row } from './rows.js';
import { isRate } from './statistics.js';

/** What a goal asks, what was measured, and whether that is enough; nothing where the other side is missing. */
export interface Verdict {
  readonly asked: string;
  readonly reached: string;
  readonly isMet: boolean | undefined;
}

/** A row per goal whose figure was measured at the goal's size; nothing where none was. */
export function goalTable(rows: readonly Row[]): string[] {
  const lines = goals.flatMap((goal) => {
    const [row, tuned] = (['beamwork', 'tuned'] as const).map((side) => rows.find(({ figure, kind, isGoalSize }) => kind === side && figure === goal.figure && isGoalSize));
    if (row === undefined) return [];
    const { asked, reached, isMet } = judge(goal, row, rows);
    return [[`\`${goal.figure}\`, ${shownSize(row.size)} ${row.counts}`, asked, `${shown(row.median)} ${row.unit}`, reached, isMet === undefined ? 'not measured' : isMet ? 'met' : '**missed**', tuned === undefined ? '–' : judge(goal, tuned, rows).reached]];
  });
  return lines.length === 0 ? [] : table(['figure', 'goal', 'beamwork', 'reached', '', 'tuned'], lines);
}

/** Judges a figure of beamwork by one of its goals. */
export function judge(goal: Goal, row: Row, rows: readonly Row[]): Verdict {
  if ('atMost' in goal) return { asked: `≤ ${goal.atMost} ${row.unit.replace(/\(.*/, '')}`, reached: shown(row.median), isMet: row.median <= goal.atMost };
  if ('never' in goal) return { asked: `never > ${goal.never} ${row.unit.replace(/\(.*/, '')}`, reached: shown(row.most), isMet: row.most <= goal.never };
  if ('keeps' in goal) {
    const sizes = rows.filter(({ figure, side }) => figure === row.figure && side === row.side).toSorted((a, b) => a.size - b.size);
    const [least, most] = [sizes[0], sizes.at(-1)];
    if (least === undefined || most === undefined || least === most) return { asked: `≥ ${goal.keeps} × itself at the smallest size`, reached: '–', isMet: undefined };
    const kept = most.median / least.median;
    return { asked: `at ${shownSize(most.size)} ≥ ${goal.keeps} × at ${shownSize(least.size)}`, reached: times(kept), isMet: kept >= goal.keeps };
  }
  const other = goal.beside === 'BEAM' ? beside(row, rows, 'BEAM, 1 scheduler') : bestPeer(row, rows);
  const asked = `${isRate(row.unit) ? '≥' : '≤'} ${goal.times} × ${goal.beside}`;
  if (other === undefined) return { asked, reached: '–', isMet: undefined };
  const reached = row.median / other.median;
  return { asked, reached: `${times(reached)}${goal.beside === 'BEAM' ? '' : ` (${other.side})`}`, isMet: isRate(row.unit) ? reached >= goal.times : reached <= goal.times };
}

function times(value: number): string {
  return `${value.toFixed(2)} ×`;
}
