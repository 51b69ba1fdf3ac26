import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { filesIn } from './docs/example.js';
import { mayWait, realTime } from './real-time.js';
import { runProgram } from './run-program.js';

const path = (part: string): string => fileURLToPath(new URL(part, import.meta.url));

describe('The list of what waits for real time', () => {
  for (const [part, reason] of Object.entries(realTime)) {
    it(`names ${part}, which there is: ${reason}`, () => {
      expect([part, `${part}.spec.js`].some((name) => existsSync(path(name)))).to.equal(true);
    });
  }

  it('is complete: nothing else that specs are made of asks for the time, or has timers that the watch does not see', () => {
    const root = fileURLToPath(new URL('../../', import.meta.url));
    const programs = ['spec/repeat/main.ts', 'spec/testing/model/main.ts', 'spec/watched-time.spec.ts'];
    const odd = filesIn(root, 'spec', '.ts')
      .filter((file) => !programs.includes(file))
      .filter((file) => !mayWait(file.replace('spec/', '')))
      .filter((file) => /timers\/promises|\bsetInterval\(|\bAtomics\.wait|\bperformance\.now\(|\bDate\.now\(|\bhrtime\b/.test(readFileSync(join(root, file), 'utf8')));
    expect(odd).to.deep.equal([]);
  });

  it('is complete: a spec that waits and does not stand in it fails', async () => {
    const { code, stdout } = await runProgram(new URL('../../node_modules/mocha/bin/mocha.js', import.meta.url), [
      '--no-config',
      '--file',
      path('watched-time.js'),
      path('waits.fixture.js'),
    ]);
    expect(code).to.equal(1);
    expect(stdout.join('\n')).to.include('a spec waits for real time, and spec/real-time.ts does not list it');
  });
});
