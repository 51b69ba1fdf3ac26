import type { Priority } from '../kernel/run-queue.js';
import { processPriorities, type ProcessPriority } from '../metadata/process-metadata.js';

const numbers = { low: 0, normal: 1, high: 2, max: 3 } as const satisfies Record<ProcessPriority, Priority>;

/** The place of a priority in the run queue. */
export function priorityNumber(name: ProcessPriority): Priority {
  return numbers[name];
}

/** The name of a place in the run queue. */
export function priorityName(number: Priority): ProcessPriority {
  return processPriorities[number];
}

export function isPriority(value: unknown): value is ProcessPriority {
  return processPriorities.some((each) => each === value);
}
