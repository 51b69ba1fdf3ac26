/** The flags of docs/performance.md: V8 puts more of the way of a message into each other. */
export const inlining: readonly string[] = ['--max-inlined-bytecode-size-cumulative=3000'];

/** The young generation that a program with many short-lived processes should be given. */
export const youngGeneration: readonly string[] = ['--max-semi-space-size=64', '--min-semi-space-size=64'];
