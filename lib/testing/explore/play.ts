import { listen } from '../../runtime/monitors.js';
import { type Body, type ProcessControl } from '../../runtime/process-control.js';
import type { Scope } from '../../runtime/scope.js';
import { spawnProcess } from '../../runtime/spawner.js';
import { awaitsPromise } from '../awaits-promise.js';
import { LogKeeper } from '../log-keeper.js';
import { microtasksDone } from '../microtasks-done.js';
import { TestHost } from '../test-host.js';
import { VirtualTime } from '../virtual-time.js';
import type { Chooser } from './chooser.js';
import { ExploredState } from './explored-state.js';
import type { ScheduleLog } from './schedule-log.js';
import type { Ids } from './threads.js';
import { WatchedRandom } from './watched-random.js';
import { World } from './world.js';
import type { WorldOptions } from './world-options.js';

/** What a schedule came to. */
export type Ending =
  /** The scenario returned. */
  | { readonly type: 'returned'; readonly value: unknown }
  /** The scenario ended for another reason than `'normal'`: something that it threw, or an exit signal. */
  | { readonly type: 'failed'; readonly reason: unknown }
  /** The scenario waits, and nobody can ever run again. */
  | { readonly type: 'deadlock'; readonly waiting: readonly ProcessControl[] }
  /** The scenario has not ended after so many steps. */
  | { readonly type: 'livelock' }
  /** The scenario, or one that it needs, awaits something that is no part of the runtime. */
  | { readonly type: 'foreign'; readonly waiting: readonly ProcessControl[] }
  /** It would have shown nothing new. */
  | { readonly type: 'pruned' };

/** A schedule that has been run. */
export interface Played {
  readonly ending: Ending;
  readonly world: World;
}

/** What is the same in all schedules of an exploration. */
export interface Setting {
  readonly scenario: Body;
  readonly scope: Scope;
  readonly ids: Ids;
  readonly options: WorldOptions;
}

/** Runs a scenario once, in a runtime of its own, by the schedule that the chooser chooses. */
export async function play({ scenario, scope, ids, options }: Setting, chooser: Chooser, log?: ScheduleLog): Promise<Played> {
  const time = new VirtualTime();
  const world = new World(chooser, ids, time, options, log);
  const host = new TestHost(time, new WatchedRandom(0, () => world.observer?.writes('chance')), world, 1);
  const state = new ExploredState({ clock: time, host, logger: new LogKeeper(), sinks: world.sinks, instances: scope.instances, context: undefined, longSliceMs: Infinity, mailboxLimit: Infinity }, world, scope);
  chooser.begin();
  let ending: Ending | undefined;
  const main = spawnProcess(state, undefined, scenario, []);
  listen(state, main, (_, reason, value) => {
    ending = reason === 'normal' ? { type: 'returned', value } : { type: 'failed', reason };
    // What others would do then matters only to who wants to know what might have been.
    if (!chooser.watches) world.cut = 'over';
  });
  log?.begins(state, world, main);
  do await playOn(host, world);
  // A scenario that has ended may leave others behind: nobody waits for their timers.
  while (ending === undefined && world.cut === undefined && world.passIdle());
  if (world.failure !== undefined) throw world.failure;
  world.finishStep();
  return { ending: ending ?? unended(world), world };
}

/** Lets all run who can. */
async function playOn(host: TestHost, world: World): Promise<void> {
  while (world.cut === undefined && (host.wantsTurn || world.hasNext)) {
    if (!host.wantsTurn) host.playAgain();
    host.playTurns();
    await undefined;
    if (!world.noteAsync()) continue;
    await microtasksDone();
    world.drained();
  }
}

function unended({ cut, runners }: World): Ending {
  if (cut === 'pruned') return { type: 'pruned' };
  const alive = [...runners.keys()].filter((control) => control.alive);
  const foreign = alive.filter(awaitsPromise);
  // Also where others go on meanwhile: what they wait for may be what is foreign.
  if (foreign.length > 0) return { type: 'foreign', waiting: foreign };
  return cut === 'bound' ? { type: 'livelock' } : { type: 'deadlock', waiting: alive };
}
