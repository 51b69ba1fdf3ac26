import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { type Outcome, runProgram } from '../run-program.js';

const program = new URL('../../lib/cli/main.js', import.meta.url);
const fixture = (name: string): string => fileURLToPath(new URL(`fixtures/${name}.js`, import.meta.url));
const beamwork = (...args: string[]): Promise<Outcome> => runProgram(program, args);

describe('beamwork tree', () => {
  let folder = '';

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'beamwork-'));
  });

  after(() => rmSync(folder, { recursive: true }));

  it('shows what a file would start, and starts nothing', async () => {
    expect(await beamwork('tree', fixture('shop'))).to.deep.equal({
      code: 0,
      stdout: ['ShopModule', '├─ StoreModule', '│  └─ Ledger', '├─ Till', '├─ second "till"', '└─ Printers'],
      stderr: [],
    });
  });

  it('shows one of the modules', async () => {
    expect(await beamwork('tree', fixture('shop'), '--module', 'StoreModule')).to.deep.equal({ code: 0, stdout: ['StoreModule', '└─ Ledger'], stderr: [] });
  });

  it('draws a flowchart, supervisors with round corners', async () => {
    expect(await beamwork('tree', '--mermaid', fixture('shop'))).to.deep.equal({
      code: 0,
      stdout: [
        'flowchart TD',
        '  n0("ShopModule")',
        '  n1("StoreModule")',
        '  n2["Ledger"]',
        '  n1 --> n2',
        '  n0 --> n1',
        '  n3["Till"]',
        '  n0 --> n3',
        '  n4["second #quot;till#quot;"]',
        '  n0 --> n4',
        '  n5("Printers")',
        '  n0 --> n5',
      ],
      stderr: [],
    });
  });

  it('ends, whatever the file has opened', async () => {
    expect(await beamwork('tree', fixture('busy'))).to.deep.equal({ code: 0, stdout: ['BusyModule'], stderr: [] });
  });

  it('shows its usage when asked for it', async () => {
    const { code, stdout, stderr } = await beamwork('--help');
    expect([code, stdout[0], stderr]).to.deep.equal([0, 'Usage: beamwork tree FILE [--module NAME] [--mermaid]', []]);
  });

  const refusals: readonly [title: string, args: () => string[], code: number, stderr: RegExp][] = [
    ['several roots', () => ['tree', fixture('two-roots')], 1, /exports several modules\n {2}→ choose one with --module: FirstModule, SecondModule$/],
    ['a module that the file does not export', () => ['tree', fixture('shop'), '--module', 'Shop'], 1, /exports no module Shop\n {2}→ choose one of .*ShopModule/],
    ['a file without modules', () => ['tree', fixture('nothing')], 1, /exports no class with @Module of beamwork\n {2}→ /],
    ['a file that is not there', () => ['tree', 'no/such/file.js'], 1, /^cannot read no\/such\/file\.js: there is no such file\n {2}→ /],
    ['a folder', () => ['tree', folder], 1, /^cannot load .*\n {2}→ /],
    ['a file with a syntax error', () => ['tree', broken(folder)], 1, /^cannot load .*broken\.mjs: .*\n {2}→ /],
    ['modules in a circle', () => ['tree', fixture('circle'), '--module', 'HenModule'], 1, /^HenModule > EggModule imports HenModule, which imports EggModule itself/],
    ['no file', () => ['tree'], 2, /^Usage: beamwork tree FILE/],
    ['nothing at all', () => [], 2, /^Usage: beamwork tree FILE/],
    ['another verb', () => ['forest', fixture('shop')], 2, /^Usage: beamwork tree FILE/],
    ['two files', () => ['tree', fixture('shop'), fixture('shop')], 2, /^Usage: beamwork tree FILE/],
    ['an unknown option', () => ['tree', fixture('shop'), '--svg'], 2, /--svg[^]*Usage: beamwork tree FILE/],
  ];

  for (const [title, args, code, stderr] of refusals) {
    it(`refuses ${title}, on stderr, with exit code ${code}`, async () => {
      const outcome = await beamwork(...args());
      expect(outcome.stderr.join('\n')).to.match(stderr);
      expect(outcome.stderr.join('\n')).not.to.match(/^ {4}at /m);
      expect(outcome).to.deep.include({ code, stdout: [] });
    });
  }
});

function broken(folder: string): string {
  const file = join(folder, 'broken.mjs');
  writeFileSync(file, 'export class {');
  return file;
}
