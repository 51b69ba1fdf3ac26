import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { RecordedTerm } from './mapping.js';

/** The versions of a node. */
export interface NodeVersions {
  readonly otp: string;
  readonly elixir: string;
}

/** What a node did: for each scenario its outcomes, each once. */
export interface NodeOutcomes {
  readonly versions: NodeVersions;
  readonly outcomes: ReadonlyMap<string, readonly RecordedTerm[]>;
}

// The compiled module lies in dist/spec/conformance; the data is read where it was written.
const file = fileURLToPath(new URL('../../../spec/conformance/recorded.json', import.meta.url));

/** Reads what was recorded. */
export function readRecording(): NodeOutcomes {
  const { otp, elixir, outcomes }: NodeVersions & { outcomes: Record<string, RecordedTerm[]> } = JSON.parse(readFileSync(file, 'utf8'));
  return { versions: { otp, elixir }, outcomes: new Map(Object.entries(outcomes)) };
}

/** Writes what a node did, a line for each scenario. */
export function writeRecording({ versions, outcomes }: NodeOutcomes, recorded: string): void {
  const lines = [...outcomes].map(([name, each]) => `    ${JSON.stringify(name)}: ${JSON.stringify(each)}`);
  const head = Object.entries({ ...versions, recorded }).map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)},`);
  writeFileSync(file, ['{', ...head, '  "outcomes": {', lines.join(',\n'), '  }', '}', ''].join('\n'));
}
