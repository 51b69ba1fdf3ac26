import { Logger } from '../runtime/logger.js';

/** Keeps what would be logged: in a test, crashes are often the point. */
export class LogKeeper extends Logger {
  readonly lines: string[] = [];

  override crash(line: string): void {
    this.lines.push(line);
  }

  override warn(line: string): void {
    this.lines.push(line);
  }
}
