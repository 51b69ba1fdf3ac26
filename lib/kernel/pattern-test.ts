import { leafOf, type Leaf, matchesLeaf } from './pattern-leaf.js';
import { isMatcher, isOptional, isRecord, isVariadic, type Matcher, protocolOf } from './pattern-matcher.js';
import { isPid } from './pid.js';
import { isReference } from './reference.js';

/** A pattern as a function. It throws what a guard or a getter throws. */
export type Test = (value: unknown) => boolean;

interface Property {
  readonly key: PropertyKey;
  readonly test: Test;
  readonly optional: boolean;
}

/** Turns a pattern that `checkPattern` let pass into a function, without generating code. */
export function compileTest(pattern: unknown): Test {
  const leaf = leafOf(pattern);
  if (leaf !== 0) return leafTest(leaf);
  if (isPid(pattern) || isReference(pattern)) return (value) => value === pattern;
  if (isMatcher(pattern)) return matcherTest(pattern);
  if (Array.isArray(pattern)) return pattern.some(isVariadic) ? restTest(pattern) : tupleTest(elementTests(pattern));
  return typeof pattern === 'object' && pattern !== null ? objectTest(pattern) : literalTest(pattern);
}

function leafTest(leaf: Leaf): Test {
  return (value) => matchesLeaf(leaf, value);
}

function literalTest(literal: unknown): Test {
  if (literal === 0 || literal !== literal) return (value) => Object.is(value, literal);
  return (value) => value === literal;
}

function matcherTest(matcher: Matcher): Test {
  const protocol = protocolOf(matcher);
  return (value) => Boolean(protocol.match(value).matched);
}

// A gap in an array pattern matches whatever stands there.
function elementTests(pattern: readonly unknown[]): Test[] {
  return Array.from(pattern, (element, i) => (i in pattern ? compileTest(element) : () => true));
}

function tupleTest(tests: readonly Test[]): Test {
  const [first, second, third] = tests;
  const { length } = tests;
  if (length === 1 && first) return (value) => Array.isArray(value) && value.length === 1 && first(value[0]);
  if (length === 2 && first && second) return (value) => Array.isArray(value) && value.length === 2 && first(value[0]) && second(value[1]);
  if (length === 3 && first && second && third) {
    return (value) => Array.isArray(value) && value.length === 3 && first(value[0]) && second(value[1]) && third(value[2]);
  }
  return (value) => Array.isArray(value) && value.length === length && holds(tests, value, 0);
}

function holds(tests: readonly Test[], values: readonly unknown[], from: number): boolean {
  for (let i = 0; i < tests.length; i++) if (tests[i]?.(values[from + i]) !== true) return false;
  return true;
}

// What stands before the rest element, what stands after it, the rest. Here a gap is undefined, as ts-pattern has it.
function restTest(pattern: readonly unknown[]): Test {
  const at = pattern.findIndex(isVariadic);
  const before = Array.from(pattern.slice(0, at), compileTest);
  const after = Array.from(pattern.slice(at + 1), compileTest);
  const rest = compileTest(pattern[at]);
  return (value) => {
    if (!Array.isArray(value) || value.length < at + after.length) return false;
    const end = value.length - after.length;
    return holds(before, value, 0) && holds(after, value, end) && rest(value.slice(at, end));
  };
}

function objectTest(pattern: object): Test {
  const properties = Reflect.ownKeys(pattern).map((key): Property => {
    const wanted: unknown = Reflect.get(pattern, key);
    return { key, test: compileTest(wanted), optional: isOptional(wanted) };
  });
  const [first, second] = properties;
  if (first && properties.length === 1) return (value) => isRecord(value) && hasProperty(value, first);
  if (first && second && properties.length === 2) return (value) => isRecord(value) && hasProperty(value, first) && hasProperty(value, second);
  return (value) => isRecord(value) && properties.every((property) => hasProperty(value, property));
}

function hasProperty(value: Readonly<Record<PropertyKey, unknown>>, property: Property): boolean {
  const item = value[property.key];
  return (item !== undefined || property.optional || property.key in value) && property.test(item);
}
