import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Scenario } from './dsl.js';
import type { RecordedTerm } from './mapping.js';
import type { NodeOutcomes, NodeVersions } from './recorded.js';

// The driver is run where it was written.
const driver = fileURLToPath(new URL('../../../spec/conformance/node/node.exs', import.meta.url));

/**
 * Runs scenarios on a real node, and gives the outcomes of each, each once; without `elixir` on the PATH, nothing.
 *
 * @throws Error when the node ends before all have run.
 */
export async function runOnNode(scenarios: readonly Scenario[], runs: (scenario: Scenario) => number): Promise<NodeOutcomes | undefined> {
  const node = spawn('elixir', [driver], { stdio: ['pipe', 'pipe', 'pipe'] });
  const ended = new Promise<'absent' | number | null>((resolve, reject) => {
    node.on('error', (error) => ('code' in error && error.code === 'ENOENT' ? resolve('absent') : reject(error)));
    node.on('close', resolve);
  });
  // Without a node nobody reads; that it is absent has been said already.
  node.stdin.on('error', () => {});
  node.stdin.end(scenarios.map((scenario) => `${scenario.name} ${runs(scenario)} ${Buffer.from(scenario.elixir).toString('base64')}\n`).join(''));
  let complaints = '';
  node.stderr.setEncoding('utf8').on('data', (text: string) => (complaints += text));
  const lines: string[] = [];
  createInterface(node.stdout).on('line', (line) => lines.push(line));
  const end = await ended;
  if (end === 'absent') return undefined;
  return gather(scenarios, runs, lines, `the node has ended with ${end}:\n${complaints}`);
}

function gather(scenarios: readonly Scenario[], runs: (scenario: Scenario) => number, [head = '', ...lines]: readonly string[], complaint: string): NodeOutcomes {
  const done = new Map<string, RecordedTerm[]>(scenarios.map(({ name }) => [name, []]));
  for (const line of lines) {
    const { name, outcome }: { name: string; outcome: RecordedTerm } = JSON.parse(line);
    done.get(name)?.push(outcome);
  }
  const missing = scenarios.filter((scenario) => done.get(scenario.name)?.length !== runs(scenario));
  if (head === '' || missing.length > 0) throw new Error(`not run on the node: ${missing.map(({ name }) => name).join(', ')}; ${complaint}`);
  const versions: NodeVersions = JSON.parse(head);
  return { versions, outcomes: new Map([...done].map(([name, outcomes]) => [name, distinct(outcomes)])) };
}

/** Each outcome once, in an order that does not depend on the runs. */
function distinct(outcomes: readonly RecordedTerm[]): RecordedTerm[] {
  return [...new Set(outcomes.map((outcome) => JSON.stringify(outcome)))].sort().map((text) => JSON.parse(text));
}
