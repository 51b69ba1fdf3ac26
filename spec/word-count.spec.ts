import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { runProgram, type RunOptions } from './run-program.js';

const program = new URL('../samples/word-count/main.js', import.meta.url);
const project = fileURLToPath(new URL('../../', import.meta.url));

/** What the program reported. */
interface Report {
  readonly code: number | null;
  readonly stdout: readonly string[];
  readonly stderr: readonly string[];
  readonly files: number;
  readonly words: number;
  readonly distinct: number;
  readonly restarts: number;
  readonly top: readonly [word: string, count: number][];
}

async function wordCount(args: readonly string[], options?: RunOptions): Promise<Report> {
  const outcome = await runProgram(program, args, options);
  const number = (label: string): number => Number(outcome.stdout.find((line) => line.startsWith(`${label}: `))?.slice(label.length + 2));
  const top = outcome.stdout.flatMap((line): [string, number][] => {
    const [, count, word] = /^ +(\d+) {2}(\S+)$/.exec(line) ?? [];
    return word === undefined ? [] : [[word, Number(count)]];
  });
  return { ...outcome, files: number('files'), words: number('words'), distinct: number('distinct words'), restarts: number('restarts'), top };
}

/** The same by other means: all text at once, and a match in place of a split. */
function independentCount(...texts: readonly string[]): Pick<Report, 'words' | 'distinct' | 'top'> {
  const words = texts.flatMap((text) => text.normalize('NFC').replaceAll('’', "'").match(/[\p{L}\p{M}\p{N}]+(?:'+[\p{L}\p{M}\p{N}]+)*/gu) ?? []);
  const counts: Record<string, number> = Object.create(null);
  for (const word of words) counts[word.toLowerCase()] = (counts[word.toLowerCase()] ?? 0) + 1;
  const sorted = Object.entries(counts).sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return { words: words.length, distinct: sorted.length, top: sorted.slice(0, 20) };
}

/** Text of about so many bytes, always the same, with words of one to four bytes a character. */
function generateText(bytes: number): string {
  const vocabulary = ['the', 'Process', 'naïve', 'GRÜSSE', "don't", 'Привет', '漢字', '𐐀𐐁𐐂', '42', 'été', 'a'];
  const gaps = [' ', '\n', ', ', ' — ', '. '];
  const parts: string[] = [];
  let seed = 1;
  for (let size = 0; size < bytes; size += Buffer.byteLength(parts.slice(-2).join(''))) {
    seed = (seed * 48_271) % 2_147_483_647;
    const word = vocabulary[seed % vocabulary.length] ?? '';
    parts.push(seed % 7 === 0 ? `${word}${seed % 1_000}` : word, gaps[seed % gaps.length] ?? ' ');
  }
  return parts.join('');
}

describe('Word count', function () {
  this.timeout(60_000);
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'word-count-'));
  });

  after(() => {
    rmSync(folder, { recursive: true });
  });

  function write(name: string, content: string | Uint8Array): string {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  }

  context('with files that can be read', () => {
    it('adds the words of all files', async () => {
      const texts = ['The cat, the DOG & the cat.', "Don't panic: 'quoted' words don’t count twice; 3 cats."];
      const report = await wordCount(texts.map((text, index) => write(`text-${index}.txt`, text)));

      expect(report).to.deep.include({ code: 0, stderr: [], files: 2, restarts: 0, ...independentCount(...texts) });
      expect(report.top.slice(0, 3)).to.deep.equal([['the', 3], ['cat', 2], ["don't", 2]]);
    });

    it('shows the 20 most frequent of many words, equals in alphabetical order', async () => {
      const text = Array.from({ length: 30 }, (_, index) => `word${index} `.repeat(index < 15 ? 2 : 1)).join('');
      const report = await wordCount([write('thirty.txt', text)]);

      expect(report.top).to.have.lengthOf(20);
      expect(report.top).to.deep.equal(independentCount(text).top);
    });

    it('writes plain lines into a pipe', async () => {
      const path = write('plain.txt', 'one two three');
      const { stdout } = await wordCount([path]);

      expect(stdout[0]).to.equal(`counted ${path}: 3 words`);
      expect(stdout.join('\n')).not.to.match(/[\r\x1b]/);
    });

    it('counts nothing in an empty file', async () => {
      const report = await wordCount([write('empty.txt', '')]);

      expect(report).to.deep.include({ code: 0, stderr: [], files: 1, words: 0, distinct: 0, restarts: 0, top: [] });
    });

    it('counts a file twice that is named twice', async () => {
      const path = write('twice.txt', 'one two');

      expect(await wordCount([path, path])).to.deep.include({ code: 0, files: 2, words: 4, distinct: 2 });
    });

    for (const [what, text] of [
      ['a word', 'straddling'],
      ['a character of two bytes', 'ééééé'],
      ['a character of three bytes', '漢字漢字'],
      ['a character of four bytes', '𐐀𐐁𐐂𐐃'],
    ] as const) {
      it(`keeps ${what} whole at the border of two reads`, async () => {
        const bytesBefore = [1, 2, 3, 4];
        const files = bytesBefore.map((bytes) => write(`border-${bytes}.txt`, `${' '.repeat(64 * 1024 - bytes)}${text} end`));
        const report = await wordCount(files);

        expect(report).to.deep.include({ code: 0, words: 8, distinct: 2 });
        expect(report.top).to.have.deep.members([['end', 4], [text.toLowerCase(), 4]]);
      });
    }
  });

  context('with a file of several megabytes', () => {
    let path: string;
    let expected: Pick<Report, 'words' | 'distinct' | 'top'>;

    before(() => {
      const text = generateText(5_000_000);
      path = write('large.txt', text);
      expected = independentCount(text);
    });

    it('counts it exactly', async () => {
      expect(await wordCount([path])).to.deep.include({ code: 0, stderr: [], files: 1, restarts: 0, ...expected });
    });

    for (const every of [3, 1]) {
      it(`comes to the same when chunks kill their workers, with --crash ${every}`, async () => {
        const chunks = Math.ceil(Buffer.byteLength(readFileSync(path)) / (64 * 1024));
        const report = await wordCount(['--crash', String(every), path]);

        expect(report).to.deep.include({ code: 0, stderr: [], files: 1, ...expected });
        expect(report.restarts).to.be.within(Math.floor((chunks - 1) / every), Math.floor((chunks + 1) / every));
      });
    }

    it('needs less memory than the file is long', async () => {
      const long = write('long.txt', readFileSync(path, 'utf8').repeat(4));
      const report = await wordCount([long], { node: ['--max-old-space-size=20'] });

      expect(report).to.deep.include({ code: 0, stderr: [], words: 4 * expected.words, distinct: expected.distinct });
    });
  });

  context('without files', () => {
    it("counts the project's own documentation", async () => {
      const docs = readdirSync(join(project, 'docs'), { recursive: true, encoding: 'utf8' }).map((name) => join('docs', name));
      const own = [...readdirSync(project), ...docs].filter((name) => name.endsWith('.md'));
      const texts = own.map((name) => readFileSync(join(project, name), 'utf8'));
      const report = await wordCount([], { cwd: project });

      expect(own).not.to.deep.equal([]);
      expect(report).to.deep.include({ code: 0, stderr: [], files: own.length, ...independentCount(...texts) });
      const counted = report.stdout.flatMap((line) => /^counted (.*): \d+ words$/.exec(line)?.[1] ?? []);
      expect(counted).to.have.members(own);
    });
  });

  context('with files that cannot be read', () => {
    const problems: readonly [what: string, make: () => string, problem: RegExp][] = [
      ['a missing file', () => join(folder, 'missing.txt'), /there is no such file$/],
      ['a path through a file', () => join(write('no-folder', 'x'), 'file.txt'), /there is no such file$/],
      ['a directory', () => folder, /it is a directory$/],
      ['a binary file', () => write('binary', Uint8Array.of(97, 32, 0, 98)), /it is a binary file: it has NUL bytes$/],
      ['a file with a late NUL byte', () => write('late-nul', `${'late '.repeat(100_000)}\0`), /it is a binary file: it has NUL bytes$/],
    ];

    for (const [what, make, problem] of problems) {
      it(`names ${what}, and counts the others`, async () => {
        const bad = make();
        const good = [write('first.txt', 'one two'), write('last.txt', 'two three')] as const;
        const report = await wordCount([good[0], bad, good[1]]);

        expect(report).to.deep.include({ code: 1, files: 2, ...independentCount('one two', 'two three') });
        expect(report.stdout).to.include('files that could not be counted: 1');
        expect(report.stderr).to.have.lengthOf(1);
        expect(report.stderr[0]).to.satisfy((line: string) => line.startsWith(`word-count: cannot count ${bad}: `));
        expect(report.stderr[0]).to.match(problem);
      });
    }

    it('names a file that the system refuses to open', async () => {
      const loop = join(folder, 'loop');
      symlinkSync(loop, loop);
      const report = await wordCount([loop]);

      expect(report).to.deep.include({ code: 1, files: 0, words: 0 });
      expect(report.stderr[0]).to.match(/: it cannot be read: ELOOP/);
    });

    it('drops what workers counted of it, with crashes too', async () => {
      mkdirSync(join(folder, 'deep'));
      const bad = write('deep/late-nul', `${'late '.repeat(100_000)}\0`);
      const report = await wordCount(['--crash', '2', bad, write('fine.txt', 'fine')]);

      expect(report).to.deep.include({ code: 1, files: 1, words: 1, distinct: 1, top: [['fine', 1]] });
    });
  });

  context('with wrong usage', () => {
    for (const args of [['--crash', '0'], ['--crash'], ['--unknown']]) {
      it(`refuses ${args.join(' ')} with exit code 2 and the usage`, async () => {
        const { code, stdout, stderr } = await runProgram(program, args);

        expect(code).to.equal(2);
        expect(stdout).to.deep.equal([]);
        expect(stderr[0]).to.match(/^word-count: .*--(crash|unknown)/);
        expect(stderr.join('\n')).to.contain('usage: npm run word-count -- [--crash N] [FILE...]');
      });
    }

    it('shows the usage when asked for it', async () => {
      const { code, stdout } = await runProgram(program, ['--help']);

      expect(code).to.equal(0);
      expect(stdout[0]).to.equal('usage: npm run word-count -- [--crash N] [FILE...]');
    });
  });
});
