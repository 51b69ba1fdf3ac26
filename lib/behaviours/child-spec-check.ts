import { BeamworkError } from '../kernel/beamwork-error.js';
import { copyTerm } from '../kernel/copy-term.js';
import { showTerm } from '../kernel/show-term.js';
import { readProcessMetadata } from '../metadata/process-metadata.js';
import { readSupervisorMetadata } from '../metadata/supervisor-metadata.js';
import type { ChildClass, ChildSource, ChildSpecObject, FullChildSpec, StartFunction } from './child-spec.js';
import { canonicalKey } from './key-registry-key.js';

const keys = ['id', 'start', 'restart', 'shutdown', 'type', 'significant'];
const shapes = 'a child is { id, start, restart?, shutdown?, type?, significant? }, Class, or [Class, ...args]';

/**
 * Fills in what a child spec leaves out.
 *
 * @throws BeamworkError `BEAMWORK_BAD_CHILD_SPEC`.
 */
export function readChildSpec(given: unknown): FullChildSpec {
  return readSpec(given, 0);
}

/** `depth`: how many times a `childSpec` has led to another. */
function readSpec(given: unknown, depth: number): FullChildSpec {
  if (depth > 10) throw badSpec(given, 'its childSpec leads to another, and so on', 'let childSpec give { id, start, … }');
  const parts = Array.isArray(given) ? given : [given];
  const [first, ...args] = parts;
  if (isSource(first)) return readSpec(Reflect.apply(first.childSpec, first, args), depth + 1);
  if (typeof first === 'function') return complete(given, { id: first.name, start: [first, ...args] });
  if (!Array.isArray(given) && typeof given === 'object' && given !== null) return complete(given, given);
  throw badSpec(given, 'it is neither an object nor a class', shapes);
}

/**
 * Reads the children of a supervisor.
 *
 * @throws BeamworkError `BEAMWORK_BAD_CHILD_SPEC`, also for two children with one id.
 */
export function readChildSpecs(given: unknown): FullChildSpec[] {
  if (!Array.isArray(given)) throw badSpec(given, 'the children are no array', `give an array, in the order of their start; ${shapes}`);
  const specs = given.map((each) => readChildSpec(each));
  const ids = new Set<unknown>();
  for (const spec of specs) {
    const key = canonicalKey(spec.id);
    if (ids.has(key)) throw badSpec(spec, `there are two children with the id ${showTerm(spec.id)}`, `give each an id of its own, as in { id: 'second', start: [${nameOf(spec)}] }; ${shapes}`);
    ids.add(key);
  }
  return specs;
}

/** Refuses a significant child where nothing would come of it. @throws BeamworkError `BEAMWORK_BAD_CHILD_SPEC`. */
export function checkSignificance(spec: FullChildSpec, autoShutdown: string): void {
  if (!spec.significant || autoShutdown !== 'never') return;
  throw badSpec(spec, "it is significant, and its supervisor has autoShutdown: 'never'", "give the supervisor autoShutdown: 'any_significant' or 'all_significant', or take significant out");
}

/** The names of the classes that a child runs. */
export function modulesOf({ start }: ChildSpecObject): string[] {
  if (typeof start !== 'function') return [start[0].name];
  return start.name === '' || start.name === 'start' ? [] : [start.name];
}

/** @returns an error that names what was given, and the shapes that are accepted. */
export function badSpec(given: unknown, obstacle: string, remedy: string): BeamworkError {
  return new BeamworkError({ code: 'BEAMWORK_BAD_CHILD_SPEC', problem: `${showTerm(given)} is no child spec: ${obstacle}`, remedy });
}

function complete(given: unknown, spec: object): FullChildSpec {
  for (const key of Object.keys(spec)) {
    if (!keys.includes(key)) throw badSpec(given, `there is no key ${showTerm(key)}`, `take it out, or correct it; ${shapes}`);
  }
  const start = readStart(given, Reflect.get(spec, 'start'));
  const Class = typeof start === 'function' ? undefined : start[0];
  const defaults = Class === undefined ? {} : ownDefaults(given, Class);
  const field = (key: string, missing: unknown): unknown => (Array.isArray(given) || given === Class ? Reflect.get(defaults, key) : undefined) ?? Reflect.get(spec, key) ?? Reflect.get(defaults, key) ?? missing;
  const id = readId(given, field('id', undefined));
  const restart = field('restart', 'permanent');
  if (restart !== 'permanent' && restart !== 'transient' && restart !== 'temporary') throw badSpec(given, `restart is ${showTerm(restart)}`, "restart is 'permanent' (always, the default), 'transient' (after a crash) or 'temporary' (never)");
  const type = field('type', Class !== undefined && readSupervisorMetadata(Class) !== undefined ? 'supervisor' : 'worker');
  if (type !== 'worker' && type !== 'supervisor') throw badSpec(given, `type is ${showTerm(type)}`, "type is 'worker' (the default) or 'supervisor'");
  const shutdown = field('shutdown', type === 'supervisor' ? 'infinity' : 5_000);
  if (!isShutdown(shutdown)) throw badSpec(given, `shutdown is ${showTerm(shutdown)}`, "shutdown is a number of milliseconds from 0 (default 5,000), 'brutal_kill' or 'infinity'");
  const significant = field('significant', false);
  if (typeof significant !== 'boolean') throw badSpec(given, `significant is ${showTerm(significant)}`, 'significant is true or false');
  if (significant && restart === 'permanent') throw badSpec(given, 'a permanent child is always started again, so it cannot be significant', "write restart: 'transient' or restart: 'temporary' beside significant: true");
  return { id, start, restart, shutdown, type, significant };
}

/** A copy, which nobody changes: children are found by their ids. */
function readId(given: unknown, id: unknown): unknown {
  if (id === undefined || id === '') throw badSpec(given, 'it has no id', `add an id, as in { id: 'till', start: … }; ${shapes}`);
  try {
    const copy = copyTerm(id);
    canonicalKey(copy);
    return copy;
  } catch (error) {
    if (!(error instanceof BeamworkError)) throw error;
    throw badSpec(given, `its id is ${showTerm(id)}, which can be no id: ${error.problem}`, 'make the id of a few strings, numbers and pids');
  }
}

function readStart(given: unknown, start: unknown): readonly [ChildClass, ...unknown[]] | StartFunction {
  if (Array.isArray(start)) {
    const [Class, ...args] = start;
    if (isProcessClass(Class)) return [Class, ...args];
    throw badSpec(given, `${showTerm(Class)} is no process class`, `write @Process() or @Supervisor() above the class, or give a function that starts the child: start: () => startLink(…); ${shapes}`);
  }
  if (isStartFunction(start)) return start;
  throw badSpec(given, `start is ${showTerm(start)}`, `start is [Class, ...args], or a function that gives a pid: start: () => startLink(…); ${shapes}`);
}

function ownDefaults(given: unknown, Class: ChildClass): object {
  const defaults: unknown = Reflect.get(Class, 'childSpec');
  if (defaults === undefined || typeof defaults === 'function') return {};
  if (typeof defaults !== 'object' || defaults === null) throw badSpec(given, `the static childSpec of ${Class.name} is ${showTerm(defaults)}`, "write static childSpec = { restart: 'transient' }");
  for (const key of Object.keys(defaults)) {
    if (key === 'start' || !keys.includes(key)) throw badSpec(given, `the static childSpec of ${Class.name} has the key ${showTerm(key)}`, 'its keys are id, restart, shutdown, type, significant');
  }
  return defaults;
}

function nameOf({ start }: ChildSpecObject): string {
  return typeof start === 'function' ? '…' : start[0].name;
}

function isSource(value: unknown): value is ChildSource {
  return (typeof value === 'function' || (typeof value === 'object' && value !== null)) && 'childSpec' in value && typeof value.childSpec === 'function';
}

function isProcessClass(value: unknown): value is ChildClass {
  return typeof value === 'function' && readProcessMetadata(value) !== undefined;
}

function isStartFunction(value: unknown): value is StartFunction {
  return typeof value === 'function' && readProcessMetadata(value) === undefined && !/^class\b/.test(Function.prototype.toString.call(value));
}

function isShutdown(value: unknown): value is FullChildSpec['shutdown'] {
  return value === 'brutal_kill' || value === 'infinity' || (typeof value === 'number' && value >= 0 && value !== Infinity);
}
