import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect } from 'chai';
import { Runtime } from '../../lib/index.js';
import { captureConsole } from './capture-console.js';
import { checkTypes, type TypeError } from './check-types.js';
import { toJavaScript, toModule } from './compile-example.js';
import { readExamples } from './example.js';
import { scopeOf } from './scope.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Examples as written, and what they look like to the compiler. */
const examples = readExamples(root).map((example, index) => ({ ...example, name: `example-${index + 1}.ts` }));

describe('The examples of the documentation', () => {
  let folder = '';
  let complaints: readonly TypeError[] = [];
  const failures = new Map<string, unknown>();

  before(async () => {
    folder = mkdtempSync(join(root, 'dist/examples-'));
    for (const example of examples) {
      try {
        writeFileSync(join(folder, example.name), toModule(example, scopeOf(root, example.file)));
      } catch (error) {
        failures.set(example.name, error);
      }
    }
    complaints = await checkTypes(root, folder);
  }).timeout(20_000);

  after(() => rmSync(folder, { recursive: true, force: true }));

  it('are there: in comments, and on pages', () => {
    expect(examples.filter(({ file }) => file.endsWith('.ts'))).to.have.length.above(30);
    expect(examples.filter(({ file }) => file.endsWith('.md'))).to.have.length.above(20);
  });

  for (const { file, line, name } of examples) {
    it(`${file}:${line}`, async () => {
      if (failures.has(name)) throw failures.get(name);
      const wrong = complaints.filter((complaint) => complaint.name === name).map((complaint) => `${file}:${line + complaint.line - 1}: ${complaint.text}`);
      if (wrong.length > 0) throw new Error(wrong.join('\n'));

      const program = join(folder, name.replace('.ts', '.mjs'));
      writeFileSync(program, toJavaScript(readFileSync(join(folder, name), 'utf8')));
      const giveBack = captureConsole();
      try {
        await import(pathToFileURL(program).href);
      } finally {
        await Runtime.default().stop({ timeoutMs: 0 });
        giveBack();
      }
    });
  }
});
