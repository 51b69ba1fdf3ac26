import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';

// The compiled spec lies in dist/spec/types; the programs are read where they were written.
const folder = fileURLToPath(new URL('../../../spec/types/', import.meta.url));
const files = readdirSync(folder).filter((name) => name.endsWith('.spec-d.ts'));
const lines = files.flatMap((name) => readFileSync(folder + name, 'utf8').split('\n').map((line) => line.trim()));

// That each of them does what it says is the compiler's verdict: a build with an error in these files fails.
describe('the type programs', () => {
  it('hold at least 30 that compile', () => {
    expect(lines.filter((line) => line.startsWith('// compiles: '))).to.have.length.of.at.least(30);
  });

  it('hold at least 30 that must not compile', () => {
    expect(lines.filter((line) => line.startsWith('// @ts-expect-error '))).to.have.length.of.at.least(30);
  });

  it('say why each is refused', () => {
    expect(lines.filter((line) => /^\/\/ @ts-expect-error\W*$/.test(line))).to.deep.equal([]);
  });

  it('silence the compiler nowhere else', () => {
    expect(lines.filter((line) => /@ts-(ignore|nocheck)/.test(line))).to.deep.equal([]);
  });
});
