import type { Body, ProcessControl } from '../../runtime/process-control.js';
import { Scope } from '../../runtime/scope.js';
import type { SpawnableBody } from '../../verbs/spawn.js';
import { awaitsPromise } from '../awaits-promise.js';
import { checkFunction } from '../bad-option.js';
import { showValue } from '../show-value.js';
import { showWait } from '../show-wait.js';
import { inOneLine, mistakeOf, showEnding } from './ending-text.js';
import { ExhaustiveChooser } from './exhaustive-chooser.js';
import { ExploredInstances } from './explored-instances.js';
import { ExplorationFailure, type Exploration } from './exploration.js';
import { notRepeatable } from './not-repeatable.js';
import { type ExploreOptions, type Plan, planOf } from './options.js';
import { type Ending, play, type Played, type Setting } from './play.js';
import { ReplayChooser } from './replay-chooser.js';
import { replayText } from './replay-text.js';
import { ScheduleLog } from './schedule-log.js';
import { shrink } from './shrink.js';
import { Ids } from './threads.js';
import type { World } from './world.js';

/**
 * Runs a scenario under many schedules, and fails when it goes wrong under one of them.
 *
 * It goes wrong when its process ends for another reason than `'normal'` (a failed assertion, for one), when it waits and nobody can ever run again,
 * when it has not ended after so many steps, or when it awaits something that is no part of the runtime.
 *
 * @param scenario a body without parameters: plain, generator or async. It starts what it needs, and looks at what came of it.
 * @param options see {@link ExploreOptions}.
 * @returns what was run, with the results of the scenario.
 * @throws ExplorationFailure, as a rejection: with a schedule that goes wrong, as plain a one as was found, step by step, and the text that runs it again.
 * BeamworkError `BEAMWORK_BAD_OPTION`; `BEAMWORK_NOT_REPEATABLE` for a scenario that does something else each time.
 * Cost: some 5 to 7 µs by chance and 20 µs exhaustively, a schedule for two or three processes with a few messages.
 * @see https://www.microsoft.com/en-us/research/publication/a-randomized-scheduler-with-probabilistic-guarantees-of-finding-bugs/
 *
 * ```ts run
 * const failure = await explore(function* () {
 *   const me = self();
 *   for (const word of ['first', 'second']) spawn(() => send(me, word));
 *   if ((yield* receive(P.string)) !== 'first') throw new Error('out of order');
 * }).catch((error) => error);
 * failure.outcome; // => 'failed: Error: out of order'
 * ```
 */
export async function explore(scenario: SpawnableBody<[]>, options: ExploreOptions = {}): Promise<Exploration> {
  return new Explorer(scenario, planOf(options)).run(true);
}

/**
 * Runs a scenario under many schedules, and tells what came of it: the set of its results, with how often each came.
 *
 * @param scenario as for {@link explore}.
 * @param options see {@link ExploreOptions}.
 * @returns what was run; also what went wrong counts as a result here.
 * @throws BeamworkError, as {@link explore}.
 * Cost: that of {@link explore}.
 * @see {@link explore}
 *
 * ```ts run
 * const { outcomes: found, isComplete } = await outcomes(function* () {
 *   const me = self();
 *   for (const word of ['first', 'second']) spawn(() => send(me, word));
 *   return yield* receive(P.string);
 * });
 * [...found.keys()].sort(); // => ["'first'", "'second'"]
 * isComplete; // => true
 * ```
 */
export async function outcomes(scenario: SpawnableBody<[]>, options: ExploreOptions = {}): Promise<Exploration> {
  return new Explorer(scenario, planOf(options)).run(false);
}

/** A message names so many processes. */
const mostWaiting = 10;
/** A message shows so many steps of a schedule from its start, and so many up to its end. */
const mostLines = 40;

class Explorer {
  readonly #plan: Plan;
  readonly #setting: Setting;
  readonly #outcomes = new Map<string, number>();
  #schedules = 0;
  #pruned = 0;
  #steps = 0;
  /** Whether a schedule was ended by the number of its steps. */
  #isCutShort = false;

  constructor(scenario: Body, plan: Plan) {
    checkFunction('explore', 'a scenario', scenario);
    this.#plan = plan;
    const scope = new Scope(new ExploredInstances(plan.modules));
    this.#setting = { scenario, scope, ids: new Ids(), options: plan.options };
  }

  async run(stopsAtFailure: boolean): Promise<Exploration> {
    const { chooser } = this.#plan;
    do {
      const played = await play(this.#setting, chooser);
      const { ending, world } = played;
      this.#steps += world.steps;
      if (ending.type === 'pruned') {
        this.#pruned++;
        continue;
      }
      if (chooser instanceof ReplayChooser) chooser.checkUsedUp();
      this.#schedules++;
      if (world.cut === 'bound') this.#isCutShort = true;
      const outcome = showEnding(played);
      this.#outcomes.set(outcome, (this.#outcomes.get(outcome) ?? 0) + 1);
      if (this.#schedules === 1) await this.#checkRepeatable(outcome, world);
      if (stopsAtFailure && ending.type !== 'returned') throw await this.#failure(played);
    } while (chooser.end());
    return this.#exploration();
  }

  /** Runs the first schedule once more: nothing can be said of a scenario that has two outcomes there. @throws BeamworkError `BEAMWORK_NOT_REPEATABLE`. */
  async #checkRepeatable(outcome: string, { schedule }: World): Promise<void> {
    const again = showEnding(await play(this.#setting, new ReplayChooser(schedule, false)));
    if (again !== outcome && ![again, outcome].includes('foreign')) throw notRepeatable(`it came to ${again}, and before that to ${outcome}`);
  }

  #exploration(): Exploration {
    const { chooser } = this.#plan;
    const isComplete = chooser instanceof ExhaustiveChooser && chooser.isComplete && !this.#isCutShort;
    return { outcomes: this.#outcomes, schedules: this.#schedules, pruned: this.#pruned, steps: this.#steps, isComplete };
  }

  async #failure(found: Played): Promise<Error> {
    const mistake = mistakeOf(found);
    // Who runs one schedule again wants that one.
    const isReplay = this.#plan.chooser instanceof ReplayChooser;
    const { schedule } = found.world;
    const plainest = isReplay ? schedule : await shrink(schedule, async (candidate) => mistakeOf(await play(this.#setting, new ReplayChooser(candidate, false))) === mistake);
    const log = new ScheduleLog();
    const shown = await play(this.#setting, new ReplayChooser(plainest, false), log);
    const { ending, world } = shown;
    const replay = replayText(world.schedule);
    const outcome = showEnding(shown);
    if (mistakeOf(shown) !== mistake) return notRepeatable(`it came to ${outcome}, and before that to ${showEnding(found)}`);
    const { whole, setting } = this.#plan;
    const what = ending.type === 'failed' ? `failed: ${inOneLine(log.text(showValue(ending.reason)))}` : ending.type;
    const waiting = waitingIn(shown);
    const lines = [
      `schedule ${this.#schedules.toLocaleString('en')} went wrong: ${what}`,
      ...waiting.slice(0, mostWaiting).map((control) => `  ${log.name(control)} ${log.text(showWait(control))}`),
      ...(waiting.length > mostWaiting ? ['  …'] : []),
      ...remedyFor(ending, waiting),
      `  run it again with { ${[...setting, `replay: '${replay}'`].join(', ')} }${whole.length === 0 ? '' : `, all of it with { ${[...setting, ...whole].join(', ')} }`}`,
      `  ${isReplay ? 'that schedule' : 'the plainest schedule found that does'}, ${world.steps} ${world.steps === 1 ? 'step' : 'steps'}:`,
      shortened(String(log)).replaceAll(/^/gm, '    '),
    ];
    // Test runners show a cause, and know how to show an error only.
    const cause = ending.type === 'failed' && ending.reason instanceof Error ? { cause: ending.reason } : {};
    return new ExplorationFailure(outcome, replay, String(log), this.#exploration(), lines.join('\n'), cause);
  }
}

/** The first and the last of many lines; `trace` has all. */
function shortened(trace: string): string {
  const lines = trace.split('\n');
  const left = lines.length - 2 * mostLines;
  return left <= 1 ? trace : [...lines.slice(0, mostLines), `… ${left.toLocaleString('en')} more steps …`, ...lines.slice(-mostLines)].join('\n');
}

/** Whom a failure should show: who waits, where that is what went wrong, and who awaits something foreign, where the rest may come of that. */
function waitingIn({ ending, world }: Played): readonly ProcessControl[] {
  if (ending.type === 'foreign' || ending.type === 'deadlock') return ending.waiting;
  const alive = [...world.runners.values()].filter((runner) => runner.isAlive()).map(({ control }) => control);
  return ending.type === 'livelock' ? alive : alive.filter(awaitsPromise);
}

/** What to do, where the error of the scenario does not say it. */
function remedyFor({ type }: Ending, waiting: readonly ProcessControl[]): string[] {
  if (waiting.some(awaitsPromise)) return ['  → make it before the scenario, or give the process a stand-in for it (modules): a schedule does not wait for sockets, files and timers of Node'];
  if (type === 'deadlock') return ['  → look at who should have sent what they wait for; what a timer of Node would do does not count: write Process.sendAfter'];
  return type === 'livelock' ? ['  → have the scenario end, whatever others go on doing; where it needs more steps, give explore more maxSteps'] : [];
}
