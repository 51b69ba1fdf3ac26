/** Where a stream of characters goes. */
export interface Output {
  write(text: string): unknown;
  /** The width of a terminal, in characters. */
  readonly columns?: number;
}

/** Where the program shows what goes on: the port and the injection key in one. */
export abstract class Screen {
  /** How often it wants to be told, in milliseconds. */
  abstract readonly statusEveryMs: number;
  /** How far the counting has come. */
  abstract status(line: string): void;
  /** A file is complete. */
  abstract counted(path: string, words: number): void;
  /** A file cannot be counted. */
  abstract problem(path: string, problem: string): void;
  /** The work is done: what is refreshed goes away. */
  abstract clear(): void;
}

/** A screen made of two streams: what is wanted, and what went wrong. */
abstract class StreamScreen extends Screen {
  constructor(
    protected readonly out: Output,
    protected readonly errors: Output,
  ) {
    super();
  }

  override problem(path: string, problem: string): void {
    this.clear();
    this.errors.write(problemLine(path, problem));
  }
}

const clearLine = '\r\x1b[K';

/** A terminal: one line that refreshes itself. */
export class TerminalScreen extends StreamScreen {
  override readonly statusEveryMs = 100;

  override status(line: string): void {
    // A line that wraps could not be refreshed.
    this.out.write(clearLine + line.slice(0, (this.out.columns ?? 80) - 1));
  }

  override counted(): void {}

  override clear(): void {
    this.out.write(clearLine);
  }
}

/** A pipe or a file: plain lines, one for each file, and a sign of life for those that take long. */
export class PlainScreen extends StreamScreen {
  override readonly statusEveryMs = 5_000;

  override status(line: string): void {
    this.out.write(`${line}\n`);
  }

  override counted(path: string, words: number): void {
    this.out.write(`counted ${path}: ${words} words\n`);
  }

  override clear(): void {}
}

function problemLine(path: string, problem: string): string {
  return `word-count: cannot count ${path}: ${problem}\n`;
}
