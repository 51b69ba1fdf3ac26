import { readFileSync } from 'node:fs';
import { inlining } from './recommended-flags.js';

/** One measured figure, as a line of JSON shows it. */
export interface Figure {
  readonly workload: string;
  readonly value: number;
  readonly unit: string;
  /** Sizes and side figures. */
  readonly [extra: string]: number | string;
}

/** What a workload file exports: a name, its full size, and how to measure at a size. */
export interface Workload {
  readonly name: string;
  readonly size: number;
  /** Measured without a warm-up. */
  readonly cold?: boolean;
  /** Flags that the process of this workload is started with. */
  readonly flags?: readonly string[];
  readonly measure: (size: number) => Promise<Figure[]>;
}

/**
 * The same workload in a program started with the flags of docs/performance.md: V8 then inlines more of the way of a message.
 *
 * @param workload measured as it is, too.
 */
export function withInlining(workload: Workload): Workload {
  const name = `${workload.name}_inlining`;
  return {
    ...workload,
    name,
    flags: [...(workload.flags ?? []), ...inlining],
    measure: async (size) => (await workload.measure(size)).map((figure) => ({ ...figure, workload: name })),
  };
}

/** Seconds of wall time that `work` takes. */
export async function seconds(work: () => unknown): Promise<number> {
  const start = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - start) / 1e9;
}

/** Seconds of CPU time that this program has used. */
export function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** Resident memory of this program, in bytes. */
export function residentBytes(): number {
  const found = /VmRSS:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'latin1'));
  return Number(found?.[1] ?? 0) * 1_024;
}

/** A promise with its end in the open. */
export function deferred(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = (): void => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

/** How long a workload is run before it is measured, in milliseconds: the environment variable BENCH_WARM_MS, or a second. */
const warmMs = Number(process.env['BENCH_WARM_MS'] ?? 1_000);

/**
 * Measures a workload and prints a line of JSON per figure.
 *
 * It is run at full size for a while before: V8 compiles while it runs, and what lasts 50 ms would be measured half-compiled.
 */
export async function measureAndPrint(workload: Workload, size: number): Promise<void> {
  const warmUntilMs = performance.now() + warmMs;
  while (workload.cold !== true && performance.now() < warmUntilMs) await workload.measure(size);
  for (const figure of await workload.measure(size)) {
    const rounded = Object.entries(figure).map(([key, value]) => [key, typeof value === 'number' ? Math.round(value * 1_000) / 1_000 : value]);
    console.log(JSON.stringify(Object.fromEntries(rounded)));
  }
}
