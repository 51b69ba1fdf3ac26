import type { Scenario } from './dsl.js';
import type { NodeVersions } from './recorded.js';
import type { Verdict } from './verdict.js';

/** A scenario and what its comparison came to. */
export interface Result {
  readonly scenario: Scenario;
  readonly verdict: Verdict;
}

/** What the page says besides the results. */
export interface Circumstances {
  readonly node: NodeVersions;
  /** The version of this package. */
  readonly beamwork: string;
  /** The major version of Node.js. */
  readonly host: string;
  /** How often a scenario ran, and how often one with several outcomes. */
  readonly runs: { readonly one: number; readonly several: number };
  /** The numbers of all rules. */
  readonly rules: readonly number[];
}

const kinds: readonly Verdict['kind'][] = ['equal', 'documented', 'different', 'not applicable', 'unexplained'];

/** The page `docs/conformance.md`: the same results give the same text. */
export function page(results: readonly Result[], { node, beamwork, host, runs, rules }: Circumstances): string {
  const groups = [...grouped(results)];
  const shown = new Set(results.flatMap(({ scenario }) => scenario.rules ?? []));
  return [
    '# Conformance',
    '',
    '`npm run conformance` runs each scenario on beamwork and on a real node, compares the outcomes, and writes this page. Without `elixir` on the',
    'PATH it compares with the outcomes that were recorded on such a node. A scenario is one entry of',
    '[spec/conformance/scenarios](../spec/conformance/scenarios): the Elixir source, and beside it the same steps in TypeScript.',
    '[How outcomes are compared](conformance-mapping.md) is a page of its own.',
    '',
    ...table(['side', 'versions'], [
      ['beamwork', `${beamwork}, Node.js ${host}`],
      ['node', `Erlang/OTP ${node.otp}, Elixir ${node.elixir}`],
    ]),
    '',
    `Each scenario runs ${runs.one} times on either side, and comes to the same each time. Where the outcome is up to the scheduler, the scenario states`,
    `all outcomes that are allowed; it runs ${runs.several} times, and both sides stay inside.`,
    '',
    '- **equal**: both sides did the same.',
    '- **documented**: recorded from the documentation, as the node at hand is too old to run it; beamwork did what it says.',
    '- **different**: beamwork did something else, with a reason.',
    '- **not applicable**: the scenario says nothing about beamwork, with a reason.',
    '- **unexplained**: any other difference, and a failure of the command.',
    '',
    ...table(['group', 'scenarios', ...kinds], [...groups.map(([group, each]) => [group, ...counts(each)]), ['**all**', ...counts(results)]]),
    '',
    ...reasons('Different', results, 'different'),
    ...reasons('Not applicable', results, 'not applicable'),
    ...reasons('Unexplained', results, 'unexplained'),
    '## Rules',
    '',
    `Of the ${rules.length} rules of [semantics.md](semantics.md), ${shown.size} have a scenario. Those without a scenario:`,
    `${rules.filter((rule) => !shown.has(rule)).join(', ')}.`,
    '',
    '## Scenarios',
    '',
    ...groups.flatMap(([group, each]) => [`### ${group}`, '', ...table(['scenario', 'rules', 'outcome'], each.map(row)), '']),
  ].join('\n').trimEnd() + '\n';
}

function groupOf({ name }: Scenario): string {
  return name.slice(0, name.indexOf('.'));
}

function counts(results: readonly Result[]): string[] {
  return [results.length, ...kinds.map((kind) => results.filter(({ verdict }) => verdict.kind === kind).length)].map(String);
}

function row({ scenario, verdict }: Result): string[] {
  const allowed = 'outcomes' in scenario ? scenario.outcomes?.length : undefined;
  const several = allowed === undefined ? '' : allowed === 1 ? ', in a race' : `, one of ${allowed} allowed`;
  return [`\`${scenario.name.slice(scenario.name.indexOf('.') + 1)}\``, (scenario.rules ?? []).join(', '), `${verdict.kind}${several}`];
}

function reasons(title: string, results: readonly Result[], kind: Verdict['kind']): string[] {
  const rows = results.filter(({ verdict }) => verdict.kind === kind).map(({ scenario, verdict }) => [`\`${scenario.name}\``, cell(verdict.text)]);
  return rows.length === 0 ? [] : [`## ${title}`, '', ...table(['scenario', 'why'], rows), ''];
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll(/\s*\n\s*/g, '; ');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`.replaceAll(/\| {2,}(?=\|)/g, '| '));
}

function grouped(results: readonly Result[]): Map<string, Result[]> {
  const groups = new Map<string, Result[]>();
  for (const result of results) groups.set(groupOf(result.scenario), [...(groups.get(groupOf(result.scenario)) ?? []), result]);
  return groups;
}
