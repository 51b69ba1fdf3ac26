import { defineField, isIndex } from './copy-fields.js';
import { messageOf, type Place, type Step, uncopyable, withArticle } from './copy-path.js';
import { type Plan, planOf } from './copy-plan.js';

// A WeakSet and not a mark on the objects: nobody can forge it, hidden classes stay as they are, and asking it is faster.
const shared = new WeakSet();

/** @internal Whether anything was ever shared: programs without `share` pay nothing for it. */
export let anyShared = false;

/**
 * Freezes a value for good, so that it travels between processes by reference and is never copied.
 *
 * Everything inside is frozen too: fields, elements, the entries of Maps and Sets, non-enumerable and symbol fields. Maps, Sets and
 * Dates lose their ways to change: `set`, `add`, `delete`, `clear` and the setters of a Date throw a TypeError. Functions stay as
 * they are, and so does the private state of a class. Useful for a large value that many processes read: a configuration, a table.
 *
 * @param value anything; primitives, pids and references come back as they are. Cycles and depth are no obstacle.
 * @returns the same value.
 * @throws BeamworkError `BEAMWORK_UNCOPYABLE` for what cannot be frozen: Buffers, typed arrays and their memory, accessors, and
 * all that cannot be copied either. The error names the path, and nothing has been frozen.
 * Cost: linear in the number of objects, once; afterwards sending the value costs some nanoseconds, whatever its size. From the first
 * call on, every copy asks for each object whether it is shared: about 5 ns an object.
 * @see https://www.erlang.org/doc/system/eff_guide_processes.html#loss-of-sharing
 *
 * ```ts run
 * const rates = share({ eur: { usd: 1.08 } });
 * Object.isFrozen(rates.eur); // => true
 * copyTerm(rates) === rates; // => true
 * ```
 */
export function share<T>(value: T): T {
  const collector = new Collector();
  collector.collect(value);
  for (const [object, plan] of collector.found) close(object, plan);
  if (collector.found.size > 0) anyShared = true;
  return value;
}

/**
 * Tells whether a value travels by reference because {@link share} froze it.
 *
 * @param value anything.
 * @returns `true` for a shared object and for every object inside one, `false` for everything else, primitives included.
 * Cost: O(1).
 * @see https://www.erlang.org/doc/system/eff_guide_processes.html#loss-of-sharing
 *
 * ```ts run
 * isShared(share([1])); // => true
 * isShared(Object.freeze([1])); // => false
 * ```
 */
export function isShared(value: unknown): boolean {
  return typeof value === 'object' && value !== null && shared.has(value);
}

/** An object whose parts are still to be looked at. */
interface Visit extends Place {
  readonly object: object;
  readonly plan: Plan;
}

const dateSetters = Object.getOwnPropertyNames(Date.prototype).filter((name) => name.startsWith('set'));

// What a frozen object of these classes can still do to itself.
const mutators: ReadonlyMap<string | undefined, readonly string[]> = new Map([
  ['Map', ['set', 'delete', 'clear']],
  ['Set', ['add', 'delete', 'clear']],
  ['Date', dateSetters],
]);

/** Looks at everything before anything is frozen, so that a refusal leaves no trace. */
class Collector {
  readonly found = new Map<object, Plan>();
  readonly #pending: Visit[] = [];

  collect(value: unknown): void {
    this.#visit(value, undefined, '');
    for (let next = this.#pending.pop(); next !== undefined; next = this.#pending.pop()) this.#visitParts(next);
  }

  #visit(value: unknown, parent: Visit | undefined, step: Step): void {
    if (typeof value !== 'object' || value === null || shared.has(value) || this.found.has(value)) return;
    const place = { parent, step };
    const plan = reading(place, () => planOf(value));
    if (plan.content === 'reference') return;
    check(value, plan, place);
    this.found.set(value, plan);
    this.#pending.push({ parent, step, object: value, plan });
  }

  #visitParts(visit: Visit): void {
    const { object, plan } = visit;
    for (const key of reading(visit, () => Reflect.ownKeys(object))) {
      const field = reading(visit, () => Object.getOwnPropertyDescriptor(object, key));
      const step = Array.isArray(object) && typeof key === 'string' && isIndex(key) ? Number(key) : String(key);
      if (field?.get === undefined && field?.set === undefined) this.#visit(field?.value, visit, step);
      // Some engines keep the stack of an error behind an accessor of its own.
      else if (plan.content !== 'error' || key !== 'stack') throw unshareable({ parent: visit, step }, 'an accessor, which cannot be frozen', valueRemedy);
    }
    if (plan.content === 'map') {
      Map.prototype.forEach.call(object, (value: unknown, key: unknown) => {
        this.#visit(key, visit, { part: 'key', key });
        this.#visit(value, visit, { part: 'value', key });
      });
    } else if (plan.content === 'set') {
      Set.prototype.forEach.call(object, (member: unknown) => this.#visit(member, visit, { part: 'member', key: member }));
    }
  }
}

const bytesRemedy = 'share what stands around it, and send the bytes by themselves: they are copied';
const valueRemedy = 'put the value itself in its place';

function check(value: object, plan: Plan, place: Place): void {
  const name = withArticle(plan.name);
  if (plan.content === 'refused') throw unshareable(place, `${name}, which cannot be shared`, plan.remedy);
  if (plan.content === 'bytes') throw unshareable(place, `${name}, whose bytes cannot be frozen`, bytesRemedy);
  if (mutators.has(plan.native) && !Object.isExtensible(value)) {
    throw unshareable(place, `${name} that takes no more fields, so its methods cannot be closed`, 'share it before it is frozen or sealed');
  }
}

// A proxy may throw whatever it is asked.
function reading<T>(place: Place, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw unshareable(place, `an object that cannot be read: ${messageOf(cause)}`, valueRemedy, cause);
  }
}

function unshareable(place: Place, text: string, remedy: string, cause?: unknown): Error {
  return uncopyable({ attempt: 'share the value', place, text, remedy, cause });
}

function close(object: object, { native, name }: Plan): void {
  for (const method of mutators.get(native) ?? []) {
    const refuse = (): never => {
      throw new TypeError(`cannot ${method} on a shared ${name}: it is frozen`);
    };
    defineField(object, method, refuse, false);
  }
  Object.freeze(object);
  shared.add(object);
}
