/** True when two types are the same, not merely assignable to each other. */
export type Equal<a, b> = (<t>() => t extends a ? 1 : 2) extends <t>() => t extends b ? 1 : 2 ? true : false;

/** A statement about types: compiles when its type argument is `true`. Does nothing when it runs. */
export function holds<_statement extends true>(): void {}
