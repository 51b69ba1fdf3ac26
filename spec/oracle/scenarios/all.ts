import type { Scenario } from '../dsl.js';
import { agents } from './agent.js';
import { aliases } from './alias.js';
import { alives } from './alive.js';
import { dictionaries } from './dictionary.js';
import { dynamicSupervisors } from './dynsup.js';
import { exits } from './exit.js';
import { flags } from './flag.js';
import { servers } from './gs.js';
import { infos } from './info.js';
import { links } from './link.js';
import { monitors } from './monitor.js';
import { receives } from './receive.js';
import { registers } from './register.js';
import { registries } from './registry.js';
import { sends } from './send.js';
import { sleeps } from './sleep.js';
import { spawns } from './spawn.js';
import { supervisors } from './sup.js';
import { tasks } from './task.js';
import { timers } from './timer.js';

/** Every scenario that has been written in TypeScript. */
export const scenarios: readonly Scenario[] = [
  exits,
  links,
  monitors,
  registers,
  sends,
  receives,
  aliases,
  timers,
  sleeps,
  alives,
  infos,
  flags,
  dictionaries,
  spawns,
  servers,
  supervisors,
  dynamicSupervisors,
  tasks,
  agents,
  registries,
].flat();

/** Recordings that say nothing about this package, by name, each with the reason. */
export const notApplicable: ReadonlyMap<string, string> = new Map<string, string>([
  ['gs.init_bad_return', 'what init returns has no bad form here: what is no outcome is a value, and is dropped'],
  ['gs.terminate_on_bad_return', 'what a handler returns has no bad form here: what is no outcome is a value, which is dropped, or the reply'],
]);
