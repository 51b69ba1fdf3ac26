import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { RecordedTerm } from './mapping.js';

/** One scenario as a BEAM node ran it. */
export interface Recorded {
  readonly name: string;
  /** The Elixir code. */
  readonly code: string;
  /** Its value. */
  readonly observed: RecordedTerm;
}

// The compiled spec lies in dist/spec/oracle; the data is read where it was written.
const file = fileURLToPath(new URL('../../../spec/oracle/recorded.json', import.meta.url));

/** All that was recorded, in the recorder's order. */
export const recorded: readonly Recorded[] = JSON.parse(readFileSync(file, 'utf8'));
