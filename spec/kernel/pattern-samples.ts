import { match } from 'ts-pattern';
import { NO_MATCH } from '../../lib/kernel/match-pattern.js';
import { type AnyPattern, P } from '../../lib/kernel/pattern.js';
import { Pid } from '../../lib/kernel/pid.js';
import { Reference } from '../../lib/kernel/reference.js';

export const pid = Pid.mint(7, {});
export const otherPid = Pid.mint(8, {});
export const ref = Reference.mint(7, undefined, -1);
export const otherRef = Reference.mint(8, undefined, -1);

const key = Symbol('key');
class Point {
  readonly [name: PropertyKey]: unknown;
  constructor(
    readonly x: number,
    readonly y: number,
  ) {}
}
const inheriting: Record<string, AnyPattern> = Object.create({ a: 5 });
const isEven = (value: unknown): boolean => typeof value === 'number' && value % 2 === 0;
const hidden = Object.defineProperty({ a: 1 }, 'b', { value: 2 });
const sparse: [number, number, number] = [0, 0, 0];
for (const i of sparse.keys()) Reflect.deleteProperty(sparse, i);
const holed: [string, number, number] = ['a', 1, 2];
Reflect.deleteProperty(holed, 1);
const holedRest: [number, string, ...AnyPattern[]] = [1, 'a', ...P.array()];
Reflect.deleteProperty(holedRest, 0);

// What ts-pattern itself says: the handler's argument, or NO_MATCH.
export function oracle(pattern: AnyPattern, value: unknown): unknown {
  return match<unknown, unknown>(value)
    .with(pattern, (argument: unknown) => argument)
    .otherwise(() => NO_MATCH);
}

const literals: readonly AnyPattern[] = ['', 'a', 'stop', 0, -0, 1, NaN, Infinity, 1n, true, false, null, undefined, key];

const words: readonly AnyPattern[] = [
  P.any,
  P._,
  P.unknown,
  P.string,
  P.number,
  P.boolean,
  P.bigint,
  P.symbol,
  P.nullish,
  P.nonNullable,
  P.pid,
  P.reference,
  P.when(isEven),
  P.instanceOf(Point),
  P.instanceOf(Error),
  P.shape({ a: 1 }),
  P.string.startsWith('a'),
  P.string.endsWith('p'),
  P.string.minLength(2),
  P.string.regex(/^s/),
  P.number.gt(0),
  P.number.between(0, 1),
  P.number.int(),
  P.number.finite(),
  P.bigint.positive(),
  P.union('a', 1, null),
  P.union(P.string, P.array(P.number)),
  P.intersection(P.number, P.when(isEven)),
  P.not('a'),
  P.not(P.string),
  P.not({ a: P.any }),
  P.array(),
  P.array(P.number),
  P.set(),
  P.set(P.string),
  P.map(),
  P.map(P.string, P.number),
  P.record(P.string, P.number),
  P.number.optional(),
  P.pid.optional(),
];

// Patterns that hold another pattern, each in another way.
function around(inner: AnyPattern): readonly AnyPattern[] {
  return [
    [inner],
    ['a', inner],
    [inner, 1],
    ['a', inner, P.any],
    ['a', P.number, inner],
    ['a', 1, 2, inner],
    [1, inner],
    [0, inner],
    [[inner]],
    ['a', ...P.array(inner)],
    [...P.array(inner), 2],
    ['a', ...P.array(P.any), inner],
    { a: inner },
    { type: 'set', a: inner },
    { a: P.optional(inner) },
    { a: { b: inner } },
    { [key]: inner },
    P.array(inner),
    P.set(inner),
    P.map(inner, P.any),
    P.union(inner, ['a', inner]),
    P.not(inner),
    P.select(inner),
    P.select('it', inner),
    ['a', P.select(inner)],
    ['a', P.select('first', inner), P.select('second')],
    ['a', P.select('it', inner), P.select(P.any)],
    { a: P.select(inner), b: P.select('b') },
    { a: P.optional(P.select('a', inner)) },
    ['a', ...P.array(P.select('all', inner))],
    [P.select('same'), P.select('same', inner)],
  ];
}

const fixed: readonly AnyPattern[] = [
  [],
  {},
  sparse,
  holed,
  holedRest,
  [...sparse, ...P.array()],
  hidden,
  inheriting,
  new Point(1, 2),
  ['a', P.number, P.number, P.pid],
  ['a', [1, 2]],
  { type: 'set' },
  { type: 'set', a: { b: 1 } },
  { length: 2 },
  { a: undefined },
  { a: P.optional(undefined) },
  P.array(P.select()),
  P.set(P.select()),
  P.map(P.select('keys'), P.select('values')),
  P.record(P.string, P.select()),
  P.union(['a', P.select('n')], { a: P.select('n') }),
  P.union([P.select('left'), 9], [P.any, P.select('right')]),
  P.intersection({ a: P.select('a') }, P.select('whole')),
  P.string.select(),
  P.number.select('n'),
  P.pid.select('from'),
  ['a', P.pid.select()],
  P.shape({ a: P.number }).select(),
  ['DOWN', P.reference, 'process', P.pid, P.select()],
];

/** Several hundred patterns: every word of `P` and every kind of literal, alone and inside every kind of pattern. */
export const patterns: readonly AnyPattern[] = [...literals, ...words, ...fixed, ...[...literals, ...words].flatMap(around)];

const plain: readonly unknown[] = [
  '', 'a', 'stop', 'sap', 0, -0, 1, 2, -1, 0.5, NaN, Infinity, 1n, -1n, true, false, null, undefined, key, isEven, pid, ref,
];

/** Values that match some of the patterns, and values that nearly do. */
export const values: readonly unknown[] = [
  ...plain,
  ...plain.map((value) => ['a', value]),
  ...plain.map((value) => ({ a: value })),
  ...plain.map((value) => [value]),
  [],
  {},
  sparse,
  [...sparse],
  holed,
  hidden,
  [1, 2],
  [0, 1],
  [-0, 1],
  ['a', 'b'],
  ['a', 1, 2],
  ['a', 1, 'x'],
  [undefined, 'a'],
  [1, 'a'],
  [undefined, 'a', 1],
  ['a', undefined, 2],
  ['a', 1, 2, 1],
  ['a', 1, 2, pid],
  ['a', [1, 2]],
  [[1]],
  [['a']],
  [1, 1, 2],
  ['a', 'a', 2],
  { type: 'set' },
  { type: 'set', a: 1 },
  { type: 'set', a: { b: 1 } },
  { type: 'get', a: 1 },
  { a: { b: 'a' } },
  { a: 1, b: 2 },
  { [key]: 1 },
  Object.create({ a: 1 }),
  Object.assign(['a', 1], { type: 'set', a: 1 }),
  new Point(1, 2),
  new Error('a'),
  new Set(),
  new Set(['a', 'b']),
  new Set([1]),
  new Map(),
  new Map([['a', 1]]),
  new Map([[1, 'a']]),
  ['DOWN', ref, 'process', pid, 'normal'],
  ['DOWN', ref, 'process', 'counter', 'normal'],
];
