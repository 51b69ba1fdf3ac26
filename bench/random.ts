/** The seed of this run: the environment variable BENCH_SEED, or 1. */
function seedOfRun(): number {
  return Number(process.env['BENCH_SEED'] ?? 1);
}

/**
 * Delays that look random and are the same wherever the seed is the same, on the BEAM too.
 *
 * @param count how many.
 * @param fromMs the shortest, in milliseconds; the longest is a second longer.
 */
export function delays(count: number, fromMs: number): number[] {
  let state = seedOfRun();
  return Array.from({ length: count }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return fromMs + (state % 1_001);
  });
}
