import type { Contender } from './contenders.js';
import { shownSize, table } from './markdown.js';
import type { Outcome } from './rounds.js';

/** Who has no figure, and why: a line per reason, with all sides that it holds for. */
export function missing(contenders: readonly Contender[], outcomes: readonly Outcome[]): string[] {
  const names = [...new Set(outcomes.map(({ compared }) => compared.workload.name))];
  const gaps = contenders.flatMap(({ name: side, cannot }) => [
    ...names.flatMap((name) => (cannot[name] === undefined ? [] : [{ side, what: `\`${name}\``, why: cannot[name] }])),
    ...outcomes.flatMap(({ compared, size, contender, failure }) => (contender.name !== side || failure === undefined ? [] : [{ side, what: `\`${compared.workload.name}\` at ${shownSize(size)}`, why: failure }])),
  ]);
  const ofSides = grouped(gaps, ({ side, why }) => `${side}|${why}`).map((same) => ({ side: same[0].side, what: same.map(({ what }) => what).join(', '), why: same[0].why }));
  const lines = grouped(ofSides, ({ what, why }) => `${what}|${why}`).map((same) => [same.map(({ side }) => side).join('; '), same[0].what, same[0].why]);
  return lines.length === 0 ? [] : ['## Without a figure', '', ...table(['sides', 'workloads', 'why'], lines), ''];
}

/** What has the same key, together, in the order in which keys come. */
function grouped<T>(all: readonly T[], keyOf: (each: T) => string): [T, ...T[]][] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const each of all) {
    const known = groups.get(keyOf(each));
    if (known === undefined) groups.set(keyOf(each), [each]);
    else known.push(each);
  }
  return [...groups.values()];
}
