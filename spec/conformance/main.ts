import { readFileSync, writeFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { CommandLine } from '../../bench/command-line.js';
import type { Compared, Scenario } from './dsl.js';
import { type NodeOutcomes, readRecording, writeRecording } from './recorded.js';
import { page, type Result } from './report.js';
import { runAllHere } from './run-here.js';
import { runOnNode } from './run-node.js';
import { scenarios } from './scenarios/all.js';
import { judge } from './verdict.js';

const commandLine = new CommandLine(`npm run conformance [-- OPTIONS]
Compares every scenario with a real node, and writes docs/conformance.md.
  --live        fails when there is no elixir on the PATH
  --record      writes what the node does into spec/conformance/recorded.json
  --only TEXT   compares the scenarios with this text in their names, shows their outcomes, and writes nothing
Its exit code is 1 when something differs for no known reason.`);

const runs = { one: 5, several: 25 };
const root = new URL('../../../', import.meta.url);

const { values: options } = commandLine.read({ options: { live: { type: 'boolean' }, record: { type: 'boolean' }, only: { type: 'string' } } });

if (options.record === true && options.only !== undefined) commandLine.refuse('--record writes all scenarios, and --only chooses some: give one of them');
process.exitCode = await compare();

/** Gives the exit code. */
async function compare(): Promise<number> {
  const { only } = options;
  const chosen = scenarios.filter(({ name }) => only === undefined || name.includes(only));
  if (chosen.length === 0) commandLine.refuse(`no scenario has ${only} in its name`);
  const [live, here] = await Promise.all([
    runOnNode(chosen.filter(runsOnNode), runsOf),
    runAllHere(chosen.filter(runsHere), runsOf),
  ]);
  if (live === undefined && (options.live === true || options.record === true)) {
    console.error('There is no elixir on the PATH (Debian and Ubuntu: apt-get install elixir).');
    return 1;
  }
  if (live !== undefined && options.record === true) writeRecording(live, new Date().toISOString().slice(0, 10));
  const node = live ?? readRecording();
  const results = chosen.map((scenario): Result => ({ scenario, verdict: judge(scenario, node.outcomes.get(scenario.name) ?? [], here.get(scenario.name) ?? []) }));
  if (only === undefined) writeFileSync(new URL('docs/conformance.md', root), page(results, { node: node.versions, ...circumstances() }));
  else for (const { name } of chosen) console.log(`${name}\n  node ${JSON.stringify(node.outcomes.get(name))}\n  here ${JSON.stringify(here.get(name))}`);
  return conclude(results, node, live === undefined ? 'the recorded outcomes of' : 'a node on the PATH,', live !== undefined && only === undefined ? staleIn(live) : []);
}

function runsOnNode(scenario: Scenario): boolean {
  return !('documented' in scenario);
}

function runsHere(scenario: Scenario): scenario is Compared {
  return 'run' in scenario;
}

function runsOf(scenario: Scenario): number {
  return 'outcomes' in scenario ? runs.several : runs.one;
}

/** The scenarios of which the recording of the same versions says something else than the node, or nothing. */
function staleIn(live: NodeOutcomes): string[] {
  const recording = readRecording();
  if (!isDeepStrictEqual(recording.versions, live.versions)) return [];
  return scenarios.filter(runsOnNode).flatMap((scenario) => {
    const recorded = recording.outcomes.get(scenario.name);
    const same = 'outcomes' in scenario ? recorded !== undefined : isDeepStrictEqual(recorded, live.outcomes.get(scenario.name));
    return same ? [] : [scenario.name];
  });
}

function conclude(results: readonly Result[], { versions }: NodeOutcomes, source: string, stale: readonly string[]): number {
  const failed = results.filter(({ verdict }) => verdict.kind === 'unexplained');
  for (const { scenario, verdict } of failed) console.error(`${scenario.name}: ${verdict.text}`);
  if (stale.length > 0) console.error(`recorded.json says something else, write it anew with --record: ${stale.join(', ')}`);
  const counted = (kind: string): string => `${results.filter(({ verdict }) => verdict.kind === kind).length} ${kind}`;
  console.log(`Compared with ${source} Erlang/OTP ${versions.otp}, Elixir ${versions.elixir}: ${results.length} scenarios,`);
  console.log(`${['equal', 'documented', 'different', 'not applicable', 'unexplained'].map(counted).join(', ')}.`);
  return failed.length + stale.length === 0 ? 0 : 1;
}

function circumstances() {
  const { version }: { version: string } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));
  const [host = ''] = process.versions.node.split('.');
  const rules = [...readFileSync(new URL('docs/semantics.md', root), 'utf8').matchAll(/^\| (\d+) \|/gm)].map(([, rule]) => Number(rule));
  return { beamwork: version, host, runs, rules };
}
