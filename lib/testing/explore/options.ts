import type { ContainerModule } from 'inversify';
import { switchOf } from '../../runtime/check-arguments.js';
import { badOption } from '../bad-option.js';
import { checkOptions } from '../check-options.js';
import { SeededRandom } from '../seeded-random.js';
import type { Chooser } from './chooser.js';
import { ExhaustiveChooser } from './exhaustive-chooser.js';
import { PctChooser } from './pct-chooser.js';
import { RandomChooser } from './random-chooser.js';
import { ReplayChooser } from './replay-chooser.js';
import { readReplay } from './replay-text.js';
import type { WorldOptions } from './world-options.js';

type Strategy = NonNullable<ExploreOptions['strategy']>;

/** How `explore` and `outcomes` run a scenario. */
export interface ExploreOptions {
  /**
   * Which schedules are run. Default: `'exhaustive'`.
   *
   * `'exhaustive'`: all that may differ; of schedules that only order differently what does not concern each other, one. `'random'`: each who
   * can go on is as likely as the other, at each step. `'pct'`: by priorities, dealt out by chance and changed at `depth - 1` steps: finds
   * a race that needs `depth` things in a certain order more often.
   */
  readonly strategy?: 'exhaustive' | 'random' | 'pct';
  /** How many schedules are run at the most, with those that are given up. Default: 10,000 for `'exhaustive'`, 1,000 otherwise. */
  readonly schedules?: number;
  /** Decides what is left to chance, for `'random'` and `'pct'`: a whole number. Default: 1. */
  readonly seed?: number;
  /** How many things must come in a certain order for the race that `'pct'` looks for. Default: 3. */
  readonly depth?: number;
  /** Steps after which a schedule counts as a livelock. Default: 10,000. */
  readonly maxSteps?: number;
  /**
   * `'delayed'`: what is sent arrives in a step of its own, in order with what the same process has sent to the same receiver and with nothing
   * else; that is all that the BEAM promises. `'instant'`: a message is in the mailbox when `send` returns, as it is in one runtime today; other signals (exit, link, monitor)
   * are received later there, and arrive in a step of their own here, with what is sent after them; so does what timers send. Default: `'delayed'`.
   */
  readonly delivery?: 'delayed' | 'instant';
  /** `'idle'`: time passes when nobody can run. `'races'`: it may also pass while processes can run, as it does on a busy machine. Default: `'idle'`. */
  readonly time?: 'idle' | 'races';
  /**
   * Processes of the scenario are ended from nowhere, with reason `'killed'`; the one that runs the scenario itself is not. `kill`: how likely that is at
   * each step, from 0 to 1; `'exhaustive'` tries every step instead. `atMost`: how many, 1 unless told. Default: none.
   */
  readonly chaos?: { readonly kill: number; readonly atMost?: number };
  /** `false` runs all orders of steps with `'exhaustive'`, also those that cannot differ. Default: `true`. */
  readonly reduction?: boolean;
  /** Runs one schedule again: the text that a failure has printed; `''` is the order of production. */
  readonly replay?: string;
  /** Bindings for the container from which process classes get their services, made anew for each schedule. Default: none. */
  readonly modules?: () => readonly ContainerModule[];
}

/** Options, checked and filled in. */
export interface Plan {
  readonly options: WorldOptions;
  readonly chooser: Chooser;
  /** The options that make all of the schedules the same ones, as text: none where chance has no part. */
  readonly whole: readonly string[];
  /** The options without which a schedule would not be the same one, as text. */
  readonly setting: readonly string[];
  readonly modules: (() => readonly ContainerModule[]) | undefined;
}

const names = ['strategy', 'schedules', 'seed', 'depth', 'maxSteps', 'delivery', 'time', 'chaos', 'reduction', 'replay', 'modules'];

/** Checks options, and fills in defaults. @throws BeamworkError `BEAMWORK_BAD_OPTION`. */
export function planOf(given: ExploreOptions): Plan {
  checkOptions(given, names, 'explore');
  const strategy = oneOf('strategy', given.strategy ?? 'exhaustive', ['exhaustive', 'random', 'pct']);
  if (given.replay === undefined) refuseUnused(given, strategy);
  const seed = given.seed ?? 1;
  if (!Number.isSafeInteger(seed)) throw badOption('explore', 'seed', seed, 'give a whole number');
  const schedules = count('schedules', given.schedules ?? (strategy === 'exhaustive' ? 10_000 : 1_000));
  checkOptions(given.chaos, ['kill', 'atMost'], 'explore, for chaos,');
  const killChance = given.chaos?.kill ?? 0;
  if (typeof killChance !== 'number' || !(killChance >= 0 && killChance <= 1)) throw badOption('explore', 'chaos.kill', killChance, 'give a number from 0 to 1');
  const options: WorldOptions = {
    maxSteps: count('maxSteps', given.maxSteps ?? 10_000),
    delays: oneOf('delivery', given.delivery ?? 'delayed', ['delayed', 'instant']) === 'delayed',
    timeRaces: oneOf('time', given.time ?? 'idle', ['idle', 'races']) === 'races',
    kills: killChance === 0 ? 0 : count('chaos.atMost', given.chaos?.atMost ?? 1),
  };
  const { modules } = given;
  if (modules !== undefined && typeof modules !== 'function') throw badOption('explore', 'modules', modules, 'give a function that makes them, as each schedule gets its own');
  const depth = count('depth', given.depth ?? 3);
  const isReduced = switchOf(given.reduction, 'reduction', 'explore') !== false;
  const chooser = (): Chooser => {
    if (given.replay !== undefined) return new ReplayChooser(readReplay(given.replay), true);
    if (strategy === 'exhaustive') return new ExhaustiveChooser(isReduced, schedules);
    const random = new SeededRandom(seed);
    return strategy === 'random' ? new RandomChooser(random, schedules, killChance) : new PctChooser(random, schedules, depth, killChance);
  };
  return { options, chooser: chooser(), whole: strategy === 'exhaustive' || given.replay !== undefined ? [] : wholeOf(given, strategy, seed), setting: settingOf(options, given), modules };
}

function settingOf({ delays, timeRaces, kills }: WorldOptions, { chaos, maxSteps }: ExploreOptions): string[] {
  const setting: string[] = [];
  if (maxSteps !== undefined) setting.push(`maxSteps: ${maxSteps}`);
  if (!delays) setting.push("delivery: 'instant'");
  if (timeRaces) setting.push("time: 'races'");
  if (kills > 0) setting.push(`chaos: { kill: ${chaos?.kill}${kills === 1 ? '' : `, atMost: ${kills}`} }`);
  return setting;
}

/** What would change nothing was meant to change something. */
function refuseUnused({ seed, depth }: ExploreOptions, strategy: Strategy): void {
  if (seed !== undefined && strategy === 'exhaustive') throw badOption('explore', 'seed', seed, "leave it out, or give strategy: 'random' or 'pct': the exhaustive one leaves nothing to chance");
  if (depth !== undefined && strategy !== 'pct') throw badOption('explore', 'depth', depth, "leave it out, or give strategy: 'pct'");
}

function wholeOf({ schedules, depth }: ExploreOptions, strategy: Strategy, seed: number): string[] {
  const given = Object.entries({ schedules, depth }).filter(([, value]) => value !== undefined);
  return [`strategy: '${strategy}'`, `seed: ${seed}`, ...given.map(([name, value]) => `${name}: ${value}`)];
}

function count(option: string, value: unknown): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0) return value;
  throw badOption('explore', option, value, 'give a whole number above 0');
}

function oneOf<T extends string>(option: string, value: T, choices: readonly T[]): T {
  if (choices.includes(value)) return value;
  throw badOption('explore', option, value, `choose one of ${choices.join(', ')}`);
}
