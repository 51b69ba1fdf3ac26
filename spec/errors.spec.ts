import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { BeamworkError, Process, Timers } from '../lib/index.js';
import { filesIn } from './docs/example.js';
import type { Mistake } from './errors/mistake.js';
import { mistakes } from './errors/mistakes.js';
import { startRuntime } from './semantics/support.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const sorted = (codes: Iterable<string>): string[] => [...new Set(codes)].sort();
const all = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, code = '']) => code);

const sources = [...filesIn(root, 'lib', '.ts'), ...filesIn(root, 'decorators', '.ts')].map(read);
const page = read('docs/errors.md');
const union = sorted(all(/export type ErrorCode =([^;]*);/.exec(read('lib/kernel/beamwork-error.ts'))?.[1] ?? '', /'(BEAMWORK_\w+)'/g));

describe('Error codes', () => {
  it('are those of the union ErrorCode, and each is thrown somewhere', () => {
    // An example in a comment throws nothing.
    const code = sources.map((source) => source.replaceAll(/\/\*[^]*?\*\//g, '')).join('\n');
    expect(sorted(all(code, /\bcode: '(BEAMWORK_\w+)'/g))).to.deep.equal(union);
    expect(union).to.have.length.above(20);
  });

  it('are explained in docs/errors.md, in alphabetical order', () => {
    expect(all(page, /^## (BEAMWORK_\w+)$/gm)).to.deep.equal(union);
  });

  it('are known wherever documentation mentions one', () => {
    const pages = [...filesIn(root, 'docs', '.md'), ...filesIn(root, '', '.md', false)].map(read);
    expect(union).to.include.members(sorted(all([...sources, ...pages].join('\n'), /\b(BEAMWORK_[A-Z_]*[A-Z])\b/g)));
  });

  for (const section of page.split(/^(?=## BEAMWORK_)/m).slice(1)) {
    const code = /^## (\w+)/.exec(section)?.[1] ?? '';
    it(`have an example and a way out on that page: ${code}`, () => {
      expect(section).to.match(new RegExp(`\`\`\`ts run\\n[^]*// => '${code}'\\n`));
      expect(section).to.match(/^\*\*What to do\.\*\* \S/m);
    });
  }
});

describe('The error of a mistake', () => {
  const world = startRuntime();

  for (const [code, ways] of Object.entries(mistakes)) {
    context(code, () => {
      for (const [title, { prepare, problem, remedy }] of Object.entries(ways)) {
        it(`names the problem and a remedy, and nothing is left behind: ${title}`, async () => {
          const timers: unknown[] = [];
          world.runtime.get(Timers).events$.subscribe((event) => timers.push(event));

          const { error, before, after } = await world.run(make, prepare);

          if (!(error instanceof BeamworkError)) throw new Error('expected a BeamworkError', { cause: error });
          expect(error.code).to.equal(code);
          expect(error.problem).to.match(problem);
          expect(error.remedy).to.match(remedy);
          expect(error.message).to.equal(`${error.problem}\n  → ${error.remedy} [${code}]`);
          expect(after).to.deep.equal(before);
          expect(timers).to.deep.equal([]);
        });
      }
    });
  }
});

/** Makes a mistake in a process, and tells what all processes were like before and after it. */
function* make(prepare: Mistake['prepare']): Generator<unknown, { error: unknown; before: unknown; after: unknown }> {
  const prepared = prepare();
  const mistake = typeof prepared === 'function' ? prepared : yield* prepared;
  const before = everything();
  let error: unknown;
  try {
    const outcome = mistake();
    if (isIterable(outcome)) yield* outcome;
  } catch (thrown) {
    error = thrown;
  }
  return { error, before, after: everything() };
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.iterator in value;
}

/** All names, and all that a mistake might have changed in a process. */
function everything(): unknown {
  const keys = ['links', 'monitors', 'monitoredBy', 'messages', 'registeredName', 'trapExit', 'priority', 'dictionary', 'label'] as const;
  return { names: Process.registered(), processes: Process.list().map((pid) => [pid, Process.info(pid, keys)]) };
}
