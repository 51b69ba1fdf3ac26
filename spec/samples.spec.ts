import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { parseHeader, programOf, readSamples } from '../samples/sample-header.js';
import { runProgram } from './run-program.js';

/** Numbers pids in the order in which they appear: which numbers a runtime gives is its own affair. */
function normalised(lines: readonly string[]): string[] {
  const seen = new Map<string, string>();
  return lines.map((line) =>
    line.replaceAll(/#PID<[\d.]+>/g, (pid) => {
      if (!seen.has(pid)) seen.set(pid, `#PID<${seen.size + 1}>`);
      return seen.get(pid) ?? pid;
    }),
  );
}

const runner = new URL('../samples/run.js', import.meta.url);

describe('Samples', () => {
  const samples = readSamples();

  it('number themselves from 01 without a gap', () => {
    expect(samples.length).to.be.above(0);
    expect(samples.map(({ number }) => Number(number))).to.deep.equal(samples.map((_, index) => index + 1));
  });

  it('name the command that runs them', () => {
    for (const { name, number } of samples) {
      const source = readFileSync(new URL(`../../samples/${name}.ts`, import.meta.url), 'utf8');
      expect(source, name).to.match(/^ \* Shows: {2}\S/m);
      expect(source, name).to.contain(`\n * Run:    npm run sample ${number}\n`);
    }
  });

  for (const sample of samples) {
    it(`${sample.number} prints what its head says: ${sample.title}`, async () => {
      const { code, stdout, stderr } = await runProgram(programOf(sample));

      expect(normalised(stdout)).to.deep.equal(normalised(sample.prints));
      expect(stderr).to.have.lengthOf(sample.logsCrash ? 1 : 0);
      if (sample.logsCrash) expect(stderr[0]).to.match(/^\[beamwork\] #PID<[\d.]+> crashed in /);
      expect(code).to.equal(0);
    }).timeout(20_000);
  }
});

describe('npm run sample', () => {
  it('lists all samples by number and title', async () => {
    const { code, stdout } = await runProgram(runner);

    expect(stdout).to.include.members(readSamples().map(({ number, title }) => `${number}  ${title}`));
    expect(code).to.equal(0);
  }).timeout(20_000);

  for (const number of ['01', '1']) {
    it(`runs the first sample as ${number}`, async () => {
      const { code, stdout } = await runProgram(runner, [number]);

      expect(stdout).to.deep.equal(readSamples()[0]?.prints);
      expect(code).to.equal(0);
    }).timeout(20_000);
  }

  for (const number of ['99', 'two', '']) {
    it(`refuses the unknown number "${number}" with exit code 1`, async () => {
      const { code, stdout, stderr } = await runProgram(runner, [number]);

      expect(stdout).to.deep.equal([]);
      expect(stderr.join('\n')).to.match(new RegExp(`^there is no sample "${number}": choose one of 01, 02, `));
      expect(code).to.equal(1);
    }).timeout(20_000);
  }

  it('runs one sample at a time', async () => {
    const { code, stderr } = await runProgram(runner, ['01', '02']);

    expect(stderr[0]).to.match(/^one sample at a time, please: /);
    expect(code).to.equal(1);
  }).timeout(20_000);
});

describe('parseHeader', () => {
  const head = '/**\n * 07 — a title.\n *\n * Run:    npm run sample 07\n * Prints: one\n *           two, indented\n * Logs:   one crash line\n */\n';

  it('reads number, title and printed lines', () => {
    const sample = { number: '07', name: '07-name', title: 'a title', prints: ['one', '  two, indented'], logsCrash: true };
    expect(parseHeader('07-name', head)).to.deep.equal(sample);
  });

  it('refuses a head whose number differs from the file', () => {
    expect(() => parseHeader('08-name', head)).to.throw(/samples\/08-name\.ts needs a head/);
  });

  it('refuses a head that says nothing of its output', () => {
    expect(() => parseHeader('07-name', head.replace('Prints:', 'Writes:'))).to.throw(/needs a head/);
  });
});
