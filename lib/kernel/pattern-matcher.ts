import { P as vocabulary } from 'ts-pattern';

// ts-pattern keeps these two to itself; the agreement spec fails should they ever change.
const variadic = Symbol.for('@ts-pattern/isVariadic');
const anonymous = '@ts-pattern/anonymous-select-key';

/** What a matcher says about one value. */
export interface MatcherVerdict {
  readonly matched: boolean;
  readonly selections?: Readonly<Record<string, unknown>>;
}

/** How ts-pattern asks a matcher. */
export interface MatcherProtocol {
  match(value: unknown): MatcherVerdict;
  getSelectionKeys?(): readonly string[];
  readonly matcherType?: string;
}

/** A pattern that decides by itself, such as `P.union(1, 2)`. */
export interface Matcher {
  [vocabulary.matcher](): MatcherProtocol;
  readonly [variadic]?: boolean;
}

/** Named values that a pattern picked out of a message. */
export type Selections = Record<string, unknown>;

/** True for what an object pattern can match: anything with properties, arrays included, functions not. */
export function isRecord(value: unknown): value is Readonly<Record<PropertyKey, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** True for a pattern that decides by itself. */
export function isMatcher(pattern: unknown): pattern is Matcher {
  return ((typeof pattern === 'object' && pattern !== null) || typeof pattern === 'function') && vocabulary.matcher in pattern;
}

/** True for the rest element of an array pattern: `...P.array(P.number)`. */
export function isVariadic(pattern: unknown): pattern is Matcher {
  return isMatcher(pattern) && pattern[variadic] === true;
}

/** True for a pattern that also matches a property that is not there. */
export function isOptional(pattern: unknown): pattern is Matcher {
  return isMatcher(pattern) && pattern[vocabulary.matcher]().matcherType === 'optional';
}

/** The protocol of a matcher, asked for once. */
export function protocolOf(matcher: Matcher): MatcherProtocol {
  return matcher[vocabulary.matcher]();
}

/** What a handler gets: the anonymous selection, else all named ones. */
export function selected(selections: Selections): unknown {
  return anonymous in selections ? selections[anonymous] : selections;
}
