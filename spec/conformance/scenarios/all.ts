import type { Scenario } from '../dsl.js';
import { agents } from './agent.js';
import { aliasModes } from './alias-modes.js';
import { aliases } from './alias.js';
import { alives } from './alive.js';
import { demonitors } from './demonitor.js';
import { dictionaries } from './dictionary.js';
import { dynamicSupervisors } from './dynsup.js';
import { exits } from './exit.js';
import { flags } from './flag.js';
import { serverCalls } from './gs-calls.js';
import { serverEnds } from './gs-ends.js';
import { lateReplies } from './gs-late.js';
import { serverStarts } from './gs-starts.js';
import { serverStops } from './gs-stops.js';
import { serverTurns } from './gs-turns.js';
import { groups } from './groups.js';
import { infos } from './info.js';
import { kills } from './kill.js';
import { linkedEnds } from './link-ends.js';
import { linkRaces } from './link-races.js';
import { links } from './link.js';
import { monitorRaces } from './monitor-races.js';
import { monitors } from './monitor.js';
import { names } from './names.js';
import { timeouts } from './receive-after.js';
import { selectiveReceives } from './receive-refs.js';
import { receives } from './receive.js';
import { prioritySignals } from './priority-signals.js';
import { priorityMessages } from './priority.js';
import { registers } from './register.js';
import { registries } from './registry.js';
import { sends } from './send.js';
import { signals } from './signal.js';
import { sleeps } from './sleep.js';
import { spawns } from './spawn.js';
import { supervisorLimits } from './sup-limits.js';
import { supervisorStops } from './sup-stops.js';
import { supervisors } from './sup.js';
import { manyTasks } from './task-many.js';
import { tasks } from './task.js';
import { timerRaces } from './timer-races.js';
import { timers } from './timer.js';

/** Every scenario, group by group. */
export const scenarios: readonly Scenario[] = [
  signals,
  exits,
  kills,
  linkedEnds,
  links,
  linkRaces,
  monitors,
  demonitors,
  monitorRaces,
  registers,
  names,
  sends,
  receives,
  selectiveReceives,
  timeouts,
  aliases,
  aliasModes,
  priorityMessages,
  prioritySignals,
  timers,
  timerRaces,
  sleeps,
  alives,
  infos,
  flags,
  dictionaries,
  spawns,
  serverCalls,
  serverTurns,
  serverStarts,
  serverEnds,
  serverStops,
  lateReplies,
  supervisors,
  supervisorLimits,
  supervisorStops,
  dynamicSupervisors,
  tasks,
  manyTasks,
  agents,
  registries,
  groups,
].flat();
