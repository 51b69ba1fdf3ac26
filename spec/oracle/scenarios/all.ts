import type { Scenario } from '../dsl.js';
import { exits } from './exit.js';
import { links } from './link.js';
import { monitors } from './monitor.js';
import { names } from './names.js';
import { processes } from './process.js';
import { receives } from './receive.js';
import { timers } from './timer.js';

/** Every scenario that has been written in TypeScript. */
export const scenarios: readonly Scenario[] = [exits, links, monitors, names, receives, timers, processes].flat();

/** Recordings that say nothing about this package, by name, each with the reason. */
export const notApplicable: ReadonlyMap<string, string> = new Map<string, string>([]);
