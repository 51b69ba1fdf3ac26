import { readdirSync, readFileSync } from 'node:fs';

/** What the comment at the head of a numbered sample says about it. */
export interface Sample {
  /** Two digits. */
  readonly number: string;
  /** The file's name, without its ending: the same for source and program. */
  readonly name: string;
  readonly title: string;
  /** What it writes to the standard output, line by line. */
  readonly prints: readonly string[];
  /** Whether a process crashes on purpose, which the runtime logs in one line. */
  readonly logsCrash: boolean;
}

/** Where the sources of the samples are, seen from the compiled file. */
const sources = new URL('../../samples/', import.meta.url);

/** All numbered samples, in order. */
export function readSamples(): Sample[] {
  const files = readdirSync(sources).filter((file) => /^\d\d-.*\.ts$/.test(file));
  return files.sort().map((file) => parseHeader(file.replace(/\.ts$/, ''), readFileSync(new URL(file, sources), 'utf8')));
}

/** Where the program of a sample is. */
export function programOf({ name }: Sample): URL {
  return new URL(`./${name}.js`, import.meta.url);
}

/**
 * Reads the comment at the head of a sample.
 *
 * @throws Error when a part is missing.
 */
export function parseHeader(name: string, source: string): Sample {
  const comment = /^\/\*\*\n(.*?)\n \*\//s.exec(source)?.[1] ?? '';
  const lines = comment.split('\n').map((line) => line.replace(/^ \* ?/, ''));
  const [, number, title] = /^(\d\d) — (.*)\.$/.exec(lines[0] ?? '') ?? [];
  const prints = partOf(lines, 'Prints:');
  if (number === undefined || title === undefined || prints.length === 0 || !name.startsWith(`${number}-`)) {
    throw new Error(`samples/${name}.ts needs a head like that of its neighbours: number, title, "Prints:"`);
  }
  return { number, name, title, prints, logsCrash: partOf(lines, 'Logs:').length > 0 };
}

/** The lines of a labelled part; all its lines begin in the same column. */
function partOf(lines: readonly string[], label: string): string[] {
  const start = lines.findIndex((line) => line.startsWith(label));
  if (start < 0) return [];
  const rest = lines.slice(start + 1);
  const end = rest.findIndex((line) => !line.startsWith(indent));
  return [lines[start]?.slice(indent.length) ?? '', ...rest.slice(0, end < 0 ? rest.length : end).map((line) => line.slice(indent.length))];
}

const indent = ' '.repeat('Prints: '.length);
