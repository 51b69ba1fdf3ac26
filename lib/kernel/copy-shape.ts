import type { Fields } from './copy-fields.js';

/** Copies an object that has just the fields for which it was made; `depth` is that of what the fields hold. */
type ShapeCopier = (source: Fields, depth: number) => Fields;

/** An object with more fields is a table: its keys are data. */
const mostFields = 64;
/** Shapes are forgotten when there are more: so many come from tables alone, and each keeps a key. */
const mostShapes = 4_096;
/** One object in so many whose shape is not known is looked at: a table with keys that never come again costs next to nothing. */
const learnOneIn = 16;
/** A shape that has been looked at so often will come again. */
const seenEnough = 4;

/** The fields of an object, in their order: those of `before`, and one more. */
class Shape {
  /** Copies such objects, once they have come often enough. */
  copier: ShapeCopier | undefined = undefined;
  seen = 0;
  /** The first key that has followed, which mostly is the only one, and the shape that it makes. */
  #key: string | undefined = undefined;
  #next: Shape | undefined = undefined;
  #others: Map<string, Shape> | undefined = undefined;

  constructor(readonly length: number) {}

  /** The shape with one more field; `undefined` when there was no such object. */
  with(key: string): Shape | undefined {
    return this.#key === key ? this.#next : this.#others?.get(key);
  }

  grow(key: string): Shape {
    const grown = new Shape(this.length + 1);
    if (this.#key === undefined) {
      this.#next = grown;
      this.#key = key;
    } else (this.#others ??= new Map()).set(key, grown);
    return grown;
  }
}

/**
 * What objects look like that are copied often, and a function for each such shape that copies it by a literal.
 *
 * A copy that adds field after field takes V8 through as many hidden classes, and moves the fields when there are more than four. A literal
 * has the hidden class that it will end with, so the copy costs half, and is what the receiver would have made itself.
 *
 * Where the program may not make functions from text (`--disallow-code-generation-from-strings`), no shape has a copier.
 */
export class Shapes {
  /** That of an object without fields, from which all others grow. */
  root = new Shape(0);
  #count = 0;
  #unseen = learnOneIn;
  readonly #copyObject: (source: object, depth: number) => unknown;

  constructor(copyObject: (source: object, depth: number) => unknown) {
    this.#copyObject = copyObject;
  }

  /** Takes note of an object whose shape had no copier. */
  learn(source: Fields): void {
    if (--this.#unseen > 0) return;
    this.#unseen = learnOneIn;
    const keys = Object.keys(source);
    if (keys.length === 0 || keys.length > mostFields || keys.includes('__proto__')) return;
    let shape = this.root;
    for (const key of keys) shape = shape.with(key) ?? this.#grow(shape, key);
    if (++shape.seen === seenEnough) shape.copier = this.#copierOf(keys);
  }

  #grow(shape: Shape, key: string): Shape {
    if (++this.#count > mostShapes) {
      this.#count = 0;
      this.root = new Shape(0);
    }
    return shape.grow(key);
  }

  #copierOf(keys: readonly string[]): ShapeCopier | undefined {
    const fields = keys.map((key) => {
      const name = JSON.stringify(key);
      return `${name}: typeof (value = source[${name}]) === 'object' && value !== null ? copyObject(value, depth) : value`;
    });
    try {
      return new Function('copyObject', `return (source, depth) => { let value; return { ${fields.join(', ')} }; };`)(this.#copyObject);
    } catch {
      this.#unseen = Infinity;
      return undefined;
    }
  }
}
