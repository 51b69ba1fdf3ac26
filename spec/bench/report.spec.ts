import { expect } from 'chai';
import type { Compared } from '../../bench/compare/choice.js';
import type { Contender, Kind } from '../../bench/compare/contenders.js';
import { pointsOf } from '../../bench/compare/growth.js';
import { report } from '../../bench/compare/report.js';
import type { Outcome } from '../../bench/compare/rounds.js';
import { rowsOf } from '../../bench/compare/rows.js';

const ring: Compared = { workload: { name: 'ring', size: 1_000, measure: () => Promise.resolve([]) }, counts: 'hops', sizes: [10, 1_000] };

function contender(name: string, kind: Kind, cannot: Record<string, string> = {}): Contender {
  return { name, kind, remark: '', can: {}, cannot, command: () => ({ program: '', args: [] }) };
}

const sides = [contender('beamwork', 'beamwork'), contender('beamwork, tuned', 'tuned'), contender('nact', 'peer'), contender('comedy', 'peer'), contender('effect', 'peer', { ring: 'it cannot' }), contender('BEAM, 1 scheduler', 'beam')] as const;
const [ours, tuned, nact, comedy, , beam] = sides;

function outcome(side: Contender, size: number, ...values: number[]): Outcome {
  return { compared: ring, size, contender: side, series: [{ figure: 'ring', unit: 'hop/s', values }] };
}

const outcomes = [outcome(ours, 10, 50), outcome(ours, 1_000, 90, 100, 200), outcome(tuned, 1_000, 120), outcome(nact, 1_000, 25), outcome(comedy, 1_000, 80), outcome(beam, 1_000, 30)];
const linesOf = (text: string, part: string): string[] => text.split('\n').filter((line) => line.includes(part));

describe('The report of the comparison', () => {
  const text = report({ heading: [['seed', '1']], contenders: sides, plot: 'plot.svg' }, outcomes);

  it('has a row per goal, with what was reached, whether that is enough, and what flags would make of it', () => {
    expect(linesOf(text, '`ring`, 1,000 hops')).to.deep.equal([
      '| `ring`, 1,000 hops | ≥ 3 × BEAM | 100 hop/s | 3.33 × | met | 4.00 × |',
      '| `ring`, 1,000 hops | ≥ 2 × best peer | 100 hop/s | 1.25 × (comedy) | **missed** | 1.50 × (comedy) |',
    ]);
  });

  it('says that a goal beside the BEAM was not measured where there is none', () => {
    const alone = report({ heading: [], contenders: sides, plot: undefined }, [outcome(ours, 1_000, 100)]);
    expect(linesOf(alone, '≥ 3 × BEAM')).to.deep.equal(['| `ring`, 1,000 hops | ≥ 3 × BEAM | 100 hop/s | – | not measured | – |']);
  });

  it('gives the ratio of medians for each size', () => {
    expect(linesOf(text, '| `ring` | 1')).to.deep.equal(['| `ring` | 10 hops | 50 hop/s | – | – | – |', '| `ring` | 1,000 hops | 100 hop/s | 3.33 | – | 1.25 (comedy) |']);
  });

  it('keeps sides of other runtimes in a table of their own', () => {
    const [same, across] = text.slice(text.indexOf('## On the same runtime')).split('## Across runtimes');
    expect(same).to.include('nact').and.not.include('| BEAM');
    expect(across?.split('##')[0]).to.include('| BEAM, 1 scheduler | – |  | 30 [30 – 30] | 3.33 |').and.not.include('nact');
    expect(same).to.include('| beamwork | 50 [50 – 50] |  | 100 [90 – 200] |  |');
  });

  it('gives a reason for each side without a figure', () => {
    expect(linesOf(text, 'it cannot')).to.deep.equal(['| effect | `ring` | it cannot |']);
  });

  it('draws what one message costs', () => {
    const rows = rowsOf([{ ...outcome(ours, 1_000, 1e6), compared: { ...ring, workload: { ...ring.workload, name: 'call' } } }]);
    expect(pointsOf(rows)).to.deep.equal([{ figure: 'call', side: 'beamwork', size: 1_000, counts: 'hops', cost: 1_000, unit: 'ns' }]);
  });
});
