import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { ContainerModule } from 'inversify';
import { after as timeout, Lifecycle, Logger, on, P, Process, ProcessExit, receive, Runtime, self, send, spawn } from '../lib/index.js';
import { readCommandLine } from '../samples/word-count/command-line.js';
import { countFiles } from '../samples/word-count/count-files.js';
import { findDocumentation } from '../samples/word-count/documentation.js';
import { describeFileProblem } from '../samples/word-count/file-problem.js';
import { Reader } from '../samples/word-count/reader.js';
import { reportLines } from '../samples/word-count/report.js';
import { PlainScreen, Screen, TerminalScreen } from '../samples/word-count/screen.js';
import { TextCutter } from '../samples/word-count/text-cutter.js';
import { wordsOf } from '../samples/word-count/words.js';

/** Keeps what is written to it. */
class Paper {
  readonly columns = 20;
  text = '';

  write(text: string): void {
    this.text += text;
  }
}

class Silence extends Logger {
  override crash(): void {}
  override warn(): void {}
}

describe('Parts of the word count', () => {
  let folder: string;
  let runtime: Runtime;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'word-count-parts-'));
    const screen = new ContainerModule(({ bind }) => {
      bind(Screen).toConstantValue(new PlainScreen(new Paper(), new Paper()));
    });
    runtime = await Runtime.start({ modules: [screen], logger: new Silence() });
  });

  after(async () => {
    await runtime.stop();
    rmSync(folder, { recursive: true });
  });

  describe('wordsOf', () => {
    const cases: readonly [what: string, text: string, words: readonly string[]][] = [
      ['letters and digits of all scripts', 'Größe 漢字 Привет 42nd ٣', ['größe', '漢字', 'привет', '42nd', '٣']],
      ['apostrophes inside of words', "don't rock’n’roll", ["don't", "rock'n'roll"]],
      ['no apostrophes around words', "'quoted' '' dogs'", ['quoted', 'dogs']],
      ['accents in one spelling', 'naïve nai\u0308ve', ['naïve', 'naïve']],
      ['nothing between words', '_a_ - (b), c!\n', ['a', 'b', 'c']],
    ];
    for (const [what, text, words] of cases) {
      it(`takes ${what}`, () => {
        expect(wordsOf(text)).to.deep.equal(words);
      });
    }
  });

  describe('TextCutter', () => {
    const text = "Don’t cut naïve 漢字, 𐐀𐐁𐐂 or nai\u0308ve words: 'never'";
    const bytes = new TextEncoder().encode(text);

    it('gives the same words wherever the bytes are divided', () => {
      for (let first = 0; first <= bytes.length; first++) {
        const cutter = new TextCutter();
        const pieces = [cutter.push(bytes.subarray(0, first)), cutter.push(bytes.subarray(first)), cutter.end()];
        expect(pieces.join(''), `divided at ${first}`).to.equal(text);
        expect(pieces.flatMap(wordsOf), `divided at ${first}`).to.deep.equal(wordsOf(text));
      }
    });

    it('gives the same words byte by byte', () => {
      const cutter = new TextCutter();
      const pieces = [...Array.from(bytes, (byte) => cutter.push(Uint8Array.of(byte))), cutter.end()];

      expect(pieces.flatMap(wordsOf)).to.deep.equal(wordsOf(text));
    });

    it('cuts a run that is longer than its limit', () => {
      const cutter = new TextCutter(5);
      const pieces = ['abc', 'def', 'gh'].map((piece) => cutter.push(new TextEncoder().encode(piece)));

      expect([...pieces, cutter.end()]).to.deep.equal(['', 'abcdef', '', 'gh']);
    });

    it('drops the mark at the start of a file that tells the encoding', () => {
      const cutter = new TextCutter();

      expect(cutter.push(Uint8Array.of(0xef, 0xbb, 0xbf, 0x61, 0x20))).to.equal('a ');
    });
  });

  describe('readCommandLine', () => {
    it('takes files, and counts without crashes by itself', () => {
      expect(readCommandLine(['a.txt', '--', '--b.txt'])).to.deep.equal({ type: 'count', files: ['a.txt', '--b.txt'], crashEvery: Infinity });
    });

    for (const args of [['--crash', '3', 'a.txt'], ['a.txt', '--crash=3']]) {
      it(`understands ${args.join(' ')}`, () => {
        expect(readCommandLine(args)).to.deep.equal({ type: 'count', files: ['a.txt'], crashEvery: 3 });
      });
    }

    for (const args of [['--crash', '-1'], ['--crash=-1'], ['--crash', '1.5'], ['--crash', 'often'], ['--crash='], ['--crash', '9'.repeat(17)]]) {
      it(`refuses ${args.join(' ')}`, () => {
        expect(readCommandLine(args)).to.have.property('type', 'wrong');
      });
    }
  });

  describe('Reader', () => {
    it('reads no more chunks than are wanted', async () => {
      const path = join(folder, 'chunks.txt');
      writeFileSync(path, 'four '.repeat(50_000));

      const ids = await runtime.run(function* () {
        const reader = spawn(Reader, [path], self(), self());
        const received: number[] = [];
        for (const wanted of [2, 1]) {
          send(reader, ['more', wanted]);
          for (let given = 0; given < wanted; given++) received.push(yield* receive(['chunk', { id: P.select(P.number) }]));
          expect(yield* receive(on(P.any, (message) => message), timeout(30, () => 'no message'))).to.equal('no message');
        }
        return received;
      });
      expect(ids).to.deep.equal([1, 2, 3]);
    });
  });

  describe('countFiles', () => {
    it('comes to nothing without files', async () => {
      const totals = await runtime.run(countFiles, [], Infinity);

      expect(totals).to.deep.equal({ files: 0, failed: 0, words: 0, distinct: 0, restarts: 0, top: [] });
    });

    it('gives up on a chunk whose workers die again and again', async () => {
      const path = join(folder, 'cursed.txt');
      writeFileSync(path, 'words');
      let killed = 0;
      const killing = runtime.get(Lifecycle).spawned$.subscribe(({ pid }) => {
        if (Process.info(pid, 'initialCall')?.[0] !== 'Counter') return;
        killed++;
        Process.exit(pid, 'kill');
      });
      const failure = await runtime.run(countFiles, [path], Infinity).catch((error: unknown) => error);
      killing.unsubscribe();

      expect(failure).to.be.instanceOf(ProcessExit);
      expect(failure).to.have.property('reason').that.deep.equals(['cannot-count', 0, 'killed']);
      expect(killed).to.be.above(3);
    });
  });

  describe('describeFileProblem', () => {
    for (const [code, text] of [
      ['EACCES', 'no permission to read it'],
      ['EPERM', 'no permission to read it'],
      ['EISDIR', 'it is a directory'],
      ['EIO', 'it cannot be read: EIO, of sorts'],
    ] as const) {
      it(`explains ${code}`, () => {
        expect(describeFileProblem(Object.assign(new Error(`${code}, of sorts`), { code, syscall: 'open' }))).to.equal(text);
      });
    }

    it('leaves a mistake in the program alone', () => {
      expect(describeFileProblem(new TypeError('x is not a function'))).to.equal(undefined);
    });
  });

  describe('TerminalScreen', () => {
    it('refreshes one line, no wider than the terminal', () => {
      const [out, errors] = [new Paper(), new Paper()];
      const screen = new TerminalScreen(out, errors);
      screen.status('files: 1');
      screen.counted();
      screen.status('files: 2, and very much more');
      screen.clear();

      expect(out.text).to.equal('\r\x1b[Kfiles: 1\r\x1b[Kfiles: 2, and very \r\x1b[K');
      expect(errors.text).to.equal('');
    });

    it('takes the line away before it writes a problem', () => {
      const [out, errors] = [new Paper(), new Paper()];
      new TerminalScreen(out, errors).problem('a.txt', 'it is a directory');

      expect(out.text).to.equal('\r\x1b[K');
      expect(errors.text).to.equal('word-count: cannot count a.txt: it is a directory\n');
    });
  });

  describe('reportLines', () => {
    it('shortens a word that is too long to be shown', () => {
      const lines = reportLines({ files: 1, failed: 0, words: 1, distinct: 1, restarts: 0, top: [['𐐨'.repeat(100), 1]] });

      expect(lines[1]).to.equal(`  1  ${'𐐨'.repeat(60)}…`);
    });
  });

  describe('findDocumentation', () => {
    it('finds Markdown at the top and at any depth of docs', async () => {
      const project = join(folder, 'project');
      mkdirSync(join(project, 'docs', 'deep'), { recursive: true });
      mkdirSync(join(project, 'lib'));
      mkdirSync(join(project, 'docs', 'folder.md'));
      const wanted = ['README.md', 'docs/a.md', 'docs/deep/b.md'];
      for (const name of [...wanted, 'code.ts', 'docs/picture.svg', 'lib/notes.md']) writeFileSync(join(project, name), 'x');

      expect(await findDocumentation(project)).to.deep.equal(wanted.map((name) => join(project, name)));
    });

    it('finds nothing in a project without documentation', async () => {
      const project = join(folder, 'bare');
      mkdirSync(project);

      expect(await findDocumentation(project)).to.deep.equal([]);
    });
  });
});
