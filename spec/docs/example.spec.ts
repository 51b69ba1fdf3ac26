import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AssertionError, expect } from 'chai';
import { checkTypes } from './check-types.js';
import { toModule } from './compile-example.js';
import { examplesIn } from './example.js';
import { runExample } from './run-example.js';
import { exportedNames, scopeOf } from './scope.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const fence = '```';

describe('examplesIn', () => {
  it('finds what is marked as code to run on a page, with the line of its fence', () => {
    const page = ['# Title', '', `${fence}ts run`, 'self();', '', 'exit(1);', fence, `${fence}ts`, 'never();', fence].join('\n');
    expect(examplesIn('page.md', page)).to.deep.equal([{ file: 'page.md', line: 3, code: 'self();\n\nexit(1);' }]);
  });

  it('takes the stars of a comment away', () => {
    const source = ['/**', ' * Sends.', ' *', ` * ${fence}ts run`, ' * if (a) {', ' *   b();', ' *', ' * }', ` * ${fence}`, ' */'].join('\n');
    expect(examplesIn('send.ts', source)).to.deep.equal([{ file: 'send.ts', line: 4, code: 'if (a) {\n  b();\n\n}' }]);
  });

  it('refuses an example without an end', () => {
    expect(() => examplesIn('page.md', `\n${fence}ts run\nself();`)).to.throw('page.md:2: this example has no end');
  });
});

describe('exportedNames', () => {
  it('gives all that a module exports by name, types too', () => {
    const source = "export { a, type B as C } from './x.js'; export const d = 1, [e, { f }] = g; export function h() {} export class I {} export interface J {} const k = 1;";
    expect(exportedNames(source)).to.deep.equal(['a', 'C', 'd', 'e', 'f', 'h', 'I', 'J']);
  });
});

describe('An example', () => {
  let folder = '';
  let count = 0;

  before(() => {
    folder = mkdtempSync(join(root, 'dist/examples-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  function write(code: string, file = 'docs/page.md'): string {
    const path = join(folder, `example-${++count}.ts`);
    writeFileSync(path, toModule({ file, line: 10, code }, scopeOf(root, file)));
    return path;
  }
  const outcome = (code: string, file?: string): Promise<unknown> => runExample(write(code, file)).then(() => 'passed', (error: unknown) => error);

  for (const [title, code] of Object.entries({
    'has all public names': 'await run(() => isPid(self())); // => true',
    'has the names of RxJS': 'await firstValueFrom(from([1, 2])); // => 1',
    'may be awaited, and go over several lines': 'await run(\n  () => 6 *\n    7,\n); // => 42',
    'may expect an object': '({ a: [1, { b: 2 }] }); // => { a: [1, { b: 2 }] }',
    'may expect what it has made itself': "const pid = spawn(() => {});\n['EXIT', pid]; // => ['EXIT', pid]",
    'may give a public name to something of its own': "const send = () => 'mine';\nsend(); // => 'mine'",
    'may import': "import { sep } from 'node:path';\nimport { spawn as start } from '../lib/index.js';\nsep.length; // => 1\nisPid(start(() => {})); // => true",
    'may import by the name of the package': "import { isPid as check } from 'beamwork';\ncheck(spawn(() => {})); // => true",
    'may declare process classes that get services': [
      '@Process()',
      'class Till {',
      '  constructor(readonly scheduler: Scheduler) {}',
      "  @Receive(['who', P.pid]) who([, caller]: ['who', Pid]) {",
      '    send(caller, this.scheduler instanceof Scheduler);',
      '  }',
      '}',
      'const knows = await run(function* () {',
      "  send(spawn(Till), ['who', self()]);",
      '  return yield* receive(P.boolean);',
      '});',
      'knows; // => true',
    ].join('\n'),
  })) {
    it(title, async () => {
      expect(await outcome(code)).to.equal('passed');
    });
  }

  it('of a source file has the exports of that file', async () => {
    expect(await outcome("matchPattern('a', 'a'); // => true", 'lib/kernel/match-pattern.ts')).to.equal('passed');
    expect(await outcome("matchPattern('a', 'a'); // => true")).to.be.an.instanceOf(ReferenceError);
  });

  it('fails with both values and the place when a value is wrong', async () => {
    const error = await outcome("const a = 1;\n\n[a, 'b']; // => [2, 'b']");

    expect(error).to.be.an.instanceOf(AssertionError);
    expect(error).to.deep.include({ actual: [1, 'b'], expected: [2, 'b'] });
    expect(String(error)).to.contain('docs/page.md:13: expected');
  });

  it('tells one pid from another', async () => {
    expect(await outcome('spawn(() => {}); // => spawn(() => {})')).to.be.an.instanceOf(AssertionError);
  });

  it('fails when it throws', async () => {
    expect(String(await outcome('self();'))).to.contain('BEAMWORK_OUTSIDE_PROCESS');
  });

  it('fails when it is no TypeScript', async () => {
    expect(await outcome('const = 1;')).to.be.an.instanceOf(SyntaxError);
  });

  it('is stopped afterwards, and keeps what it writes to itself', async () => {
    const { log } = console;
    expect(await outcome("console.log('unheard');\nProcess.register(spawn(() => receive('never')), 'left');")).to.equal('passed');
    expect(console.log).to.equal(log);
    expect(await outcome("Process.whereis('left'); // => undefined")).to.equal('passed');
  });

  for (const [title, code] of Object.entries({
    'a function': 'const f = () => {\n  self(); // => 1\n};',
    'a declaration': 'const a = self(); // => 1',
    'nothing': 'self();\n// => 1',
  })) {
    it(`is refused when an expected value stands behind ${title}`, () => {
      expect(() => write(code)).to.throw(/^docs\/page\.md:1[12]: "\/\/ => value" stands/);
    });
  }

  it('is checked by the compiler, line by line', async () => {
    rmSync(folder, { recursive: true });
    folder = mkdtempSync(join(root, 'dist/examples-'));
    const path = write('const a = 1;\nProcess.link(a);\na; // => 1');

    const complaints = await checkTypes(root, folder);

    expect(complaints.map(({ name, line }) => [join(folder, name), line])).to.deep.equal([[path, 3]]);
    expect(complaints[0]?.text).to.match(/^TS2345: .*'Pid<any>'/);
  }).timeout(20_000);
});
