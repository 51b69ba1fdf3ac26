import { expect } from 'chai';
import { SeededRandom } from '../../lib/testing/seeded-random.js';
import { runProgram } from '../run-program.js';
import { townTrace } from './traced-town.js';

const program = new URL('print-town.js', import.meta.url);

describe('A seed', () => {
  it('has the same trace each time, byte for byte, and another seed has another', async () => {
    const trace = await townTrace(7);
    expect(trace.split('\n')).to.have.length.above(50);
    expect(await townTrace(7)).to.equal(trace);
    expect(await townTrace(8)).not.to.equal(trace);
  });

  const elsewhere = {
    'in another program': {},
    'in another place of the world': { env: { TZ: 'Asia/Kathmandu', LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8' } },
    'without the optimizing compiler': { node: ['--no-opt', '--no-sparkplug'] },
    'with a small heap that is cleaned often': { node: ['--max-semi-space-size=1', '--gc-interval=500'] },
  };
  for (const [where, options] of Object.entries(elsewhere)) {
    it(`has the same trace ${where}`, async () => {
      const { code, stdout } = await runProgram(program, ['7'], options);
      expect([code, stdout.join('\n')]).to.deep.equal([0, await townTrace(7)]);
    });
  }

  it('draws the same numbers on each machine: integer operations alone', () => {
    const random = new SeededRandom(1);
    expect(Array.from({ length: 4 }, () => random.below(2 ** 32))).to.deep.equal([2693262067, 11749833, 2265367787, 4213581821]);
  });
});
