import { isDeepStrictEqual } from 'node:util';
import type { Scenario } from './dsl.js';
import { expectedOf, type RecordedTerm } from './mapping.js';

/** What the comparison of a scenario comes to. `unexplained` is a failure; `text` says what is wrong, or the reason. */
export interface Verdict {
  readonly kind: 'equal' | 'documented' | 'different' | 'not applicable' | 'unexplained';
  readonly text: string;
}

/**
 * Compares the outcomes of a scenario on both sides.
 *
 * @param node what it came to on a node, each outcome once.
 * @param here what it came to here, each outcome once.
 */
export function judge(scenario: Scenario, node: readonly RecordedTerm[], here: readonly unknown[]): Verdict {
  if ('notApplicable' in scenario) return { kind: 'not applicable', text: scenario.notApplicable };
  const { outcomes, documented, differs } = scenario;
  if (documented !== undefined) return agree([documented], here, 'documented');
  if (outcomes !== undefined) {
    if (node.length === 0) return unexplained('the node did nothing that is known', node, outcomes);
    const outside = node.filter((each) => !has(outcomes, each));
    return outside.length > 0 ? unexplained('the node did what is not allowed', outside, outcomes) : agree(outcomes, here, 'equal');
  }
  if (node.length !== 1) return unexplained('the node did not do the same in all runs', node, []);
  if (differs === undefined) return agree(node, here, 'equal');
  if (isDeepStrictEqual(expectedOf(differs.here), expectedOf(node[0] ?? null))) return unexplained('there is no difference any more', node, []);
  const { kind, text } = agree([differs.here], here, 'equal');
  return kind === 'equal' ? { kind: 'different', text: differs.because } : { kind, text };
}

function agree(allowed: readonly RecordedTerm[], here: readonly unknown[], kind: 'equal' | 'documented'): Verdict {
  const expected = allowed.map(expectedOf);
  const outside = here.filter((each) => !has(expected, each));
  return here.length > 0 && outside.length === 0 ? { kind, text: '' } : unexplained('beamwork did something else', outside, expected);
}

function has(all: readonly unknown[], one: unknown): boolean {
  return all.some((each) => isDeepStrictEqual(each, one));
}

function unexplained(problem: string, seen: readonly unknown[], expected: readonly unknown[]): Verdict {
  const allowed = expected.length > 0 ? `\n    expected: ${show(expected)}` : '';
  return { kind: 'unexplained', text: `${problem}\n    seen: ${show(seen)}${allowed}` };
}

function show(values: readonly unknown[]): string {
  return values.map((value) => JSON.stringify(value) ?? String(value)).join(' | ');
}
