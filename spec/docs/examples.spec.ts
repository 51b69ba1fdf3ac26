import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { checkTypes, type Complaint } from './check-types.js';
import { toModule } from './compile-example.js';
import { readExamples } from './example.js';
import { runExample } from './run-example.js';
import { scopeOf } from './scope.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const examples = readExamples(root).map((example, index) => ({ ...example, name: `example-${index + 1}.ts` }));

describe('The examples of the documentation', () => {
  let folder = '';
  let complaints: readonly Complaint[] = [];
  const unreadable = new Map<string, unknown>();

  before(async () => {
    folder = mkdtempSync(join(root, 'dist/examples-'));
    for (const example of examples) {
      try {
        writeFileSync(join(folder, example.name), toModule(example, scopeOf(root, example.file)));
      } catch (error) {
        unreadable.set(example.name, error);
      }
    }
    complaints = await checkTypes(root, folder);
  }).timeout(20_000);

  after(() => rmSync(folder, { recursive: true, force: true }));

  it('stand in comments and on pages', () => {
    expect(examples.filter(({ file }) => file.endsWith('.ts'))).to.have.length.above(30);
    expect(examples.filter(({ file }) => file.endsWith('.md'))).to.have.length.above(20);
  });

  for (const { file, line, name } of examples) {
    it(`${file}:${line}`, async () => {
      if (unreadable.has(name)) throw unreadable.get(name);
      const refused = complaints.filter((complaint) => complaint.name === name);
      // The first line of the module is not one of the example's; the first of the example's comes after the fence.
      expect(refused.map((complaint) => `${file}:${line + complaint.line - 1}: ${complaint.text}`)).to.deep.equal([]);
      await runExample(join(folder, name));
    });
  }
});
