import { showReason } from '../../kernel/show-term.js';
import type { Body, ProcessControl } from '../../runtime/process-control.js';
import { Scope } from '../../runtime/scope.js';
import type { SpawnableBody } from '../../verbs/spawn.js';
import { ReplayChooser } from './chooser.js';
import { ExhaustiveChooser } from './exhaustive-chooser.js';
import { ExploredInstances } from './explored-instances.js';
import { ExplorationFailure, type Exploration } from './exploration.js';
import { type ExploreOptions, type Plan, planOf } from './options.js';
import { type Ending, play, type Setting } from './play.js';
import { replayText } from './replay-text.js';
import { ScheduleLog } from './schedule-log.js';
import { showValue } from '../show-value.js';
import { shrink } from './shrink.js';
import { Ids } from './threads.js';

/**
 * Runs a scenario under many schedules, and fails when it goes wrong under one of them.
 *
 * It goes wrong when its process ends for another reason than `'normal'` (a failed assertion, for one), when it waits and nobody can ever run again,
 * when it has not ended after so many steps, or when it awaits something that is no part of the runtime.
 *
 * @param scenario a body without parameters: plain, generator or async. It starts what it needs, and looks at what came of it.
 * @param options see {@link ExploreOptions}.
 * @returns what was run, with the results of the scenario.
 * @throws ExplorationFailure, as a rejection: with the shortest schedule that goes wrong, step by step, and the text that runs it again.
 * BeamworkError `BEAMWORK_BAD_OPTION`; `BEAMWORK_NOT_REPEATABLE` for a scenario that does something else each time.
 * Cost: some 5 µs (by chance) to 20 µs (exhaustively) a schedule for two or three processes with a few messages.
 * @see https://www.microsoft.com/en-us/research/publication/a-randomized-scheduler-with-probabilistic-guarantees-of-finding-bugs/
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
 */
export async function outcomes(scenario: SpawnableBody<[]>, options: ExploreOptions = {}): Promise<Exploration> {
  return new Explorer(scenario, planOf(options)).run(false);
}

class Explorer {
  readonly #plan: Plan;
  readonly #setting: Setting;
  readonly #outcomes = new Map<string, number>();
  #schedules = 0;
  #pruned = 0;
  #steps = 0;

  constructor(scenario: Body, plan: Plan) {
    this.#plan = plan;
    const scope = new Scope(new ExploredInstances(plan.modules));
    this.#setting = { scenario, scope, ids: new Ids(), options: plan.options };
  }

  async run(stopsAtFailure: boolean): Promise<Exploration> {
    const { chooser } = this.#plan;
    do {
      const { ending, world } = await play(this.#setting, chooser);
      this.#steps += world.steps;
      if (ending.type === 'pruned') {
        this.#pruned++;
        continue;
      }
      this.#schedules++;
      const outcome = showEnding(ending);
      this.#outcomes.set(outcome, (this.#outcomes.get(outcome) ?? 0) + 1);
      if (stopsAtFailure && ending.type !== 'returned') throw await this.#failure(ending, world.schedule);
    } while (chooser.end());
    return this.#exploration();
  }

  #exploration(): Exploration {
    const { chooser } = this.#plan;
    const isComplete = chooser instanceof ExhaustiveChooser && chooser.isComplete;
    return { outcomes: this.#outcomes, schedules: this.#schedules, pruned: this.#pruned, steps: this.#steps, isComplete };
  }

  async #failure(found: Ending, schedule: readonly number[]): Promise<ExplorationFailure> {
    const kind = kindOf(found);
    const shortest = await shrink(schedule, async (candidate) => kindOf((await play(this.#setting, new ReplayChooser(candidate))).ending) === kind);
    const log = new ScheduleLog();
    const { ending, world } = await play(this.#setting, new ReplayChooser(shortest), log);
    const replay = replayText(world.schedule);
    const outcome = showEnding(ending);
    const { seed } = this.#plan;
    const lines = [
      `a schedule went wrong, after ${this.#schedules.toLocaleString('en')} of them: ${outcome}`,
      ...(ending.type === 'deadlock' || ending.type === 'foreign' ? ending.waiting.map((control) => `  ${showWaiting(control, log)}`) : []),
      `  run it again with { replay: '${replay}' }${seed === undefined ? '' : `, all of it with { seed: ${seed} }`}`,
      `  the shortest schedule found, ${world.steps} steps:`,
      String(log).replaceAll(/^/gm, '    '),
    ];
    const cause = ending.type === 'failed' ? { cause: ending.reason } : {};
    return new ExplorationFailure(outcome, replay, String(log), this.#exploration(), lines.join('\n'), cause);
  }
}

/** What went wrong, for telling one mistake from another. */
function kindOf(ending: Ending): string {
  if (ending.type !== 'failed') return ending.type;
  return `failed ${ending.reason instanceof Error ? ending.reason.name : showReason(ending.reason)}`;
}

function showEnding(ending: Ending): string {
  if (ending.type === 'returned') return showValue(ending.value);
  return ending.type === 'failed' ? `failed: ${showReason(ending.reason)}` : ending.type;
}

function showWaiting(control: ProcessControl, log: ScheduleLog): string {
  return `${log.name(control)} waits, with ${showValue(control.items?.slice(control.head, control.tail) ?? [])} in its mailbox`;
}
