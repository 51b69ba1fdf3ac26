import { NonExhaustiveError } from 'ts-pattern';
import { BeamworkError, type ErrorCode, isPid, isReference, type Pid } from '../../lib/index.js';

/**
 * A term as the recorder wrote it: `":atom"`, `"binary"`, numbers, `null` for nil, arrays for lists, and objects for the rest. Pids,
 * references and stack traces are `"#pid<label>"`, `"#ref"`, `"#stack"`.
 */
export type RecordedTerm = string | number | boolean | null | readonly RecordedTerm[] | RecordedTuple | RecordedMap | RecordedException;
interface RecordedTuple {
  readonly tuple: readonly RecordedTerm[];
}
interface RecordedMap {
  readonly map: readonly (readonly [key: RecordedTerm, value: RecordedTerm])[];
}
interface RecordedException {
  readonly exception: string;
  readonly message: string;
}

/** The keys of `Process.info`, which are camel case here. */
const infoKeys: ReadonlyMap<string, string> = new Map(
  [
    'current_function',
    'dictionary',
    'initial_call',
    'links',
    'memory',
    'message_queue_len',
    'messages',
    'monitored_by',
    'monitors',
    'priority',
    'reductions',
    'registered_name',
    'status',
    'trap_exit',
  ].map((key) => [key, key.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase())]),
);

/** Keys that speak of the memory and the machinery of the VM alone; they are left out of lists. */
const vmKeys: ReadonlySet<string> = new Set(['error_handler', 'garbage_collection', 'group_leader', 'heap_size', 'stack_size', 'suspending', 'total_heap_size']);

interface Mistake {
  readonly exception: string;
  /** A part of the exception's message. */
  readonly says: string;
  /** What is thrown here; several where the BEAM has one error for what are several here. */
  readonly codes: readonly ErrorCode[];
}

/** Wrong use: the exception of the BEAM, and the error codes that stand for it. */
const mistakes: readonly Mistake[] = [
  { exception: 'ArgumentError', says: 'not a pid', codes: ['BEAMWORK_BAD_PID'] },
  { exception: 'ArgumentError', says: 'not a reference', codes: ['BEAMWORK_BAD_REFERENCE'] },
  { exception: 'ArgumentError', says: 'not a fun', codes: ['BEAMWORK_BAD_BODY'] },
  { exception: 'ArgumentError', says: 'out of range', codes: ['BEAMWORK_BAD_TIMEOUT'] },
  { exception: 'ArgumentError', says: 'invalid value for this process flag', codes: ['BEAMWORK_BAD_FLAG'] },
  { exception: 'ArgumentError', says: 'invalid destination', codes: ['BEAMWORK_NAME_NOT_REGISTERED'] },
  { exception: 'ArgumentError', says: 'argument error', codes: ['BEAMWORK_NAME_NOT_REGISTERED'] },
  { exception: 'ArgumentError', says: 'unknown registry', codes: ['BEAMWORK_UNKNOWN_REGISTRY'] },
  { exception: 'ArgumentError', says: 'could not register', codes: ['BEAMWORK_NAME_TAKEN', 'BEAMWORK_ALREADY_NAMED'] },
  { exception: 'FunctionClauseError', says: 'in Process.register/2', codes: ['BEAMWORK_BAD_NAME'] },
  { exception: 'FunctionClauseError', says: 'no function clause matching', codes: ['BEAMWORK_UNMATCHED'] },
  { exception: 'RuntimeError', says: 'clause was provided', codes: ['BEAMWORK_UNMATCHED'] },
  { exception: 'ErlangError', says: ':noproc', codes: ['BEAMWORK_NOPROC'] },
  { exception: 'UndefinedFunctionError', says: '', codes: ['BEAMWORK_UNDEFINED_FUNCTION'] },
];

/** Terms that the VM itself raises, and the exception that Elixir makes of each. */
const raisedTerms: ReadonlyMap<RecordedTerm, RecordedException> = new Map([
  [':noproc', { exception: 'ErlangError', message: 'Erlang error: :noproc' }],
  [':function_clause', { exception: 'FunctionClauseError', message: 'no function clause matching' }],
  [':undef', { exception: 'UndefinedFunctionError', message: '' }],
]);

/**
 * What a recorded term is in TypeScript: the one mapping of `docs/conformance-mapping.md`.
 *
 * @throws Error for a recorded exception that no row of the table covers.
 */
export function expectedOf(term: RecordedTerm): unknown {
  if (term === null) return undefined;
  if (typeof term === 'string') return term.startsWith(':') ? atom(term.slice(1)) : term;
  if (typeof term !== 'object') return term;
  if (isList(term)) return list(term);
  if ('tuple' in term) return isInfoItem(term) ? expectedOf(valueOf(term)) : tuple(term);
  if ('map' in term) return Object.fromEntries(term.map.map(([key, value]) => [String(expectedOf(key)), expectedOf(value)]));
  return exception(term);
}

/**
 * Puts a value of a TypeScript scenario into the form that {@link expectedOf} gives.
 *
 * @param labelOf the label of a pid, where the scenario gave one.
 */
export function observedOf(value: unknown, labelOf: (pid: Pid) => string | undefined): unknown {
  if (isPid(value)) return pidText(labelOf(value));
  if (isReference(value)) return '#ref';
  if (typeof value === 'function') return '#fun';
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof NonExhaustiveError) return noMatch(observedOf(value.input, labelOf));
  if (value instanceof BeamworkError) return mistake(mistakes.find(({ codes }) => codes.includes(value.code))?.codes ?? [value.code]);
  if (value instanceof Error) return { error: value.name, message: value.message };
  if (Array.isArray(value)) return value.map((each) => observedOf(each, labelOf));
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, observedOf(each, labelOf)]));
}

function atom(name: string): string {
  return infoKeys.get(name) ?? name;
}

/** A list of info items is an object, as `Process.info(pid, keys)` gives; any other list an array. */
function list(terms: readonly RecordedTerm[]): unknown {
  const kept = terms.filter((term) => !isVmKey(isTuple(term) ? term.tuple[0] : term));
  if (kept.length === 0 || !kept.every(isInfoItem)) return kept.map(expectedOf);
  return Object.fromEntries(kept.map((item) => [String(expectedOf(item.tuple[0] ?? null)), expectedOf(valueOf(item))]));
}

/** `{reason, stack}` is the error alone, as an error carries its stack; any other tuple is an array. */
function tuple({ tuple: terms }: RecordedTuple): unknown {
  const [reason = null, stack] = terms;
  if (isCallOfServer(terms)) return [expectedOf(terms[1]), ...terms[2].map(expectedOf)];
  return terms.length === 2 && stack === '#stack' ? uncaught(reason) : terms.map(expectedOf);
}

/** `{GenServer, :call, [server, request, ms]}`: in an exit reason, what was tried; without the module here. */
function isCallOfServer(terms: readonly RecordedTerm[]): terms is readonly [module: string, verb: string, args: readonly RecordedTerm[]] {
  return terms.length === 3 && terms[0] === 'GenServer' && typeof terms[1] === 'string' && isList(terms[2] ?? null);
}

/** What was raised: an exception, a failed match, or a bare term, which is an error with the term as its message. */
function uncaught(reason: RecordedTerm): unknown {
  if (isTuple(reason) && reason.tuple[0] === ':badmatch') return noMatch(expectedOf(valueOf(reason)));
  const raised = raisedTerms.get(reason);
  if (raised !== undefined) return exception(raised);
  return typeof reason === 'string' ? { error: 'Error', message: expectedOf(reason) } : expectedOf(reason);
}

function exception({ exception: name, message }: RecordedException): unknown {
  const row = mistakes.find((each) => each.exception === name && message.includes(each.says));
  if (row === undefined && name === 'RuntimeError') return { error: 'Error', message };
  if (row === undefined) throw new Error(`the mapping has no row for ${name}: ${message}`);
  return mistake(row.codes);
}

function mistake(codes: readonly ErrorCode[]): object {
  return { error: codes.join(' or ') };
}

function noMatch(input: unknown): object {
  return { error: 'NonExhaustiveError', input };
}

function pidText(label: string | undefined): string {
  return label === undefined ? '#pid' : `#pid<${label}>`;
}

function isList(term: RecordedTerm): term is readonly RecordedTerm[] {
  return Array.isArray(term);
}

function isTuple(term: RecordedTerm): term is RecordedTuple {
  return typeof term === 'object' && term !== null && 'tuple' in term;
}

/** `{:links, […]}`: what `Process.info(pid, key)` gives there is the value alone here. */
function isInfoItem(term: RecordedTerm): term is RecordedTuple {
  if (!isTuple(term) || term.tuple.length !== 2) return false;
  const [key] = term.tuple;
  return typeof key === 'string' && key.startsWith(':') && infoKeys.has(key.slice(1));
}

function isVmKey(key: RecordedTerm | undefined): boolean {
  return typeof key === 'string' && key.startsWith(':') && vmKeys.has(key.slice(1));
}

function valueOf({ tuple: [, value = null] }: RecordedTuple): RecordedTerm {
  return value;
}
