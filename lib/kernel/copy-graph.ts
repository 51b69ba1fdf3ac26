import { BeamworkError } from './beamwork-error.js';
import { defineField, type Fields, hasFields, isIndex } from './copy-fields.js';
import { messageOf, type Place, type Step, uncopyable, withArticle } from './copy-path.js';
import { longestDense, type Plan, plainRemedy, planOf } from './copy-plan.js';
import { isShared } from './share.js';

/** An array up to this length arrives without holes; in a longer one, a hole stays a hole. */
export const longestFilled = 131_072;

/** A container that has been made and waits for its content. */
interface Container extends Place {
  readonly source: Fields;
  readonly target: Fields;
  readonly plan: Plan;
}

/**
 * Copies any value, however deep, wide or cyclic; what is one object in the source is one object in the copy.
 *
 * Slower than the recursion of `copyTerm`, which hands over to it what it cannot do; only this copier knows the path to a value.
 */
export function copyGraph(value: unknown, attempt: string): unknown {
  return new GraphCopy(attempt).copy(value);
}

class GraphCopy {
  readonly #attempt: string;
  readonly #seen = new Map<object, object>();
  readonly #pending: Container[] = [];

  constructor(attempt: string) {
    this.#attempt = attempt;
  }

  copy(value: unknown): unknown {
    const copy = this.#take(value, undefined, '');
    for (let next = this.#pending.pop(); next !== undefined; next = this.#pending.pop()) {
      try {
        this.#fill(next);
      } catch (cause) {
        if (cause instanceof BeamworkError) throw cause;
        throw this.#unreadable(`${withArticle(next.plan.name)} that cannot be read`, next, cause);
      }
    }
    return copy;
  }

  // The content of a container comes later, from the list of those that wait: depth costs no stack.
  #take(value: unknown, parent: Container | undefined, step: Step): unknown {
    if (typeof value !== 'object' || value === null || isShared(value)) return value;
    const known = this.#seen.get(value);
    if (known !== undefined) return known;
    const plan = this.#plan(value, parent, step);
    if (plan.content === 'reference') return value;
    const target = this.#make(value, plan, parent, step);
    this.#seen.set(value, target);
    const isWhole = (plan.content === 'value' || plan.content === 'bytes') && !plan.fields;
    if (!isWhole && hasFields(value) && hasFields(target)) this.#pending.push({ parent, step, source: value, target, plan });
    return target;
  }

  #plan(source: object, parent: Container | undefined, step: Step): Plan {
    try {
      return planOf(source);
    } catch (cause) {
      throw this.#unreadable('an object that cannot be read', { parent, step }, cause);
    }
  }

  #make(source: object, plan: Plan, parent: Container | undefined, step: Step): object {
    if (plan.content === 'refused') {
      const text = `${withArticle(plan.name)}, which cannot be copied`;
      throw uncopyable({ attempt: this.#attempt, place: { parent, step }, text, remedy: plan.remedy });
    }
    try {
      return plan.make(source);
    } catch (cause) {
      throw this.#unreadable(`${withArticle(plan.name)} that cannot be copied`, { parent, step }, cause);
    }
  }

  #fill(container: Container): void {
    const { source, plan } = container;
    switch (plan.content) {
      case 'record':
        return this.#fields(container, Object.keys(source));
      case 'error':
        return this.#errorFields(container);
      case 'list':
        this.#elements(container);
        break;
      case 'map':
        Map.prototype.forEach.call(source, (value: unknown, key: unknown) => this.#entry(container, key, value));
        break;
      case 'set':
        Set.prototype.forEach.call(source, (member: unknown) => this.#member(container, member));
    }
    if (plan.fields) this.#fields(container, Object.keys(source).filter((key) => !isIndex(key)));
  }

  #fields(container: Container, keys: readonly string[]): void {
    const { target } = container;
    for (const key of keys) {
      const value = this.#field(container, key, key);
      if (key in target) defineField(target, key, value);
      else target[key] = value;
    }
  }

  // The message, the stack and the cause of an error are not enumerable, and stay so.
  #errorFields(container: Container): void {
    const { source, target } = container;
    for (const key of Object.getOwnPropertyNames(source)) {
      const value = this.#field(container, key, key);
      if (Object.hasOwn(target, key)) target[key] = value;
      else defineField(target, key, value, Object.prototype.propertyIsEnumerable.call(source, key));
    }
  }

  #elements(container: Container): void {
    const { source, target } = container;
    if (!Array.isArray(source) || !Array.isArray(target)) return;
    const { length } = source;
    if (length >= longestDense) return this.#fields(container, Object.keys(source).filter(isIndex));
    for (let i = 0; i < length; i++) {
      if (length <= longestFilled || i in source) target[i] = this.#field(container, i, i);
    }
  }

  #entry(container: Container, key: unknown, value: unknown): void {
    const newKey = this.#take(key, container, { part: 'key', key });
    Map.prototype.set.call(container.target, newKey, this.#take(value, container, { part: 'value', key }));
  }

  #member(container: Container, member: unknown): void {
    Set.prototype.add.call(container.target, this.#take(member, container, { part: 'member', key: member }));
  }

  // An accessor is read once and arrives as the value that it gave.
  #field(container: Container, key: string | number, step: Step): unknown {
    let value: unknown;
    try {
      value = container.source[key];
    } catch (cause) {
      throw this.#unreadable('an accessor that throws', { parent: container, step }, cause);
    }
    return this.#take(value, container, step);
  }

  #unreadable(what: string, place: Place, cause: unknown): Error {
    return uncopyable({ attempt: this.#attempt, place, text: `${what}: ${messageOf(cause)}`, remedy: plainRemedy, cause });
  }
}
