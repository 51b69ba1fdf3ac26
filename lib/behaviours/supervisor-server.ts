import { BeamworkError } from '../kernel/beamwork-error.js';
import { Outcome } from '../kernel/outcome.js';
import { isPid } from '../kernel/pid.js';
import { showTerm } from '../kernel/show-term.js';
import { provideSupervisorBehaviour } from '../metadata/supervisor-metadata.js';
import { markSupervisor } from '../../decorators/supervisor.js';
import { runningProcess } from '../runtime/current.js';
import { Refused } from '../runtime/calls.js';
import { isGenerator, isThenable } from '../runtime/frames.js';
import { wait } from '../verbs/wait.js';
import { readChildSpec, readChildSpecs } from './child-spec-check.js';
import { refuse } from './supervisor-ask.js';
import { SupervisorEngine } from './supervisor-engine.js';
import { readSettings } from './supervisor-options.js';

/** The engines of all supervisors that run, by the instance of their class. */
const engines = new WeakMap<object, SupervisorEngine>();

/** The class behind supervisors that have none of their own. */
export class SupervisorServer {
  /** What its decorator would have said. */
  settings: object | undefined = undefined;

  init(children: readonly unknown[], settings: object): readonly unknown[] {
    this.settings = settings;
    return children;
  }
}

provideSupervisorBehaviour({
  *init(instance, given, options) {
    const result: unknown = yield* settle(given);
    const outcome = result instanceof Outcome ? result : undefined;
    if (outcome?.next.type === 'ignore' || outcome?.next.type === 'stop') return outcome;
    const children = (outcome === undefined ? result : undefined) ?? (yield* settle(fieldOf(instance)));
    const specs = readChildSpecs(children);
    const settings = instance instanceof SupervisorServer ? (instance.settings ?? options) : options;
    const engine = new SupervisorEngine(runningProcess('a supervisor'), readSettings(withoutName(settings), 'Supervisor'));
    engines.set(instance, engine);
    yield* engine.startAll(specs);
    // What is to come once the children run: continueWith, idleAfter.
    return outcome;
  },

  *request(verb, argument, from, instance) {
    const result = yield* perform(engineOf(instance), verb, argument);
    return result instanceof Refused ? refuse(from, result) : result;
  },

  exited(instance, pid, reason) {
    return isPid(pid) ? engineOf(instance).exited(pid, reason) : undefined;
  },

  again(instance, argument) {
    if (!Array.isArray(argument)) return undefined;
    const [id, plan, failure]: readonly unknown[] = argument;
    return engineOf(instance).again(id, plan, failure instanceof Refused ? failure : undefined);
  },

  *terminate(instance, own) {
    yield* engineOf(instance).stopAll();
    yield* settle(own());
  },
});

markSupervisor(SupervisorServer, {}, undefined, false);

function* perform(engine: SupervisorEngine, verb: string, argument: unknown): Generator<unknown, unknown> {
  switch (verb) {
    case 'startChild':
      try {
        return yield* engine.startChild(readChildSpec(argument));
      } catch (thrown) {
        if (thrown instanceof BeamworkError) return new Refused(thrown);
        throw thrown;
      }
    case 'terminateChild':
      return yield* engine.terminateChild(argument);
    case 'restartChild':
      return yield* engine.restartChild(argument);
    case 'deleteChild':
      return engine.deleteChild(argument);
    case 'whichChildren':
      return engine.whichChildren();
    case 'countChildren':
      return engine.countChildren();
    case 'getChildspec':
      return engine.getChildspec(argument);
    default:
      return new Refused(new BeamworkError({ code: 'BEAMWORK_BAD_DESTINATION', problem: `a supervisor was asked for ${showTerm(verb)}`, remedy: 'use the verbs of DynamicSupervisor and PartitionSupervisor with what their own startLink gave' }));
  }
}

/** What a function of the user came to, whatever its kind. */
function* settle(value: unknown): Generator<unknown, unknown> {
  if (typeof value !== 'object' || value === null) return value;
  if (isGenerator(value)) return yield* value;
  return isThenable(value) ? yield* wait(value) : value;
}

/** The children that a class names: a field, or a method. */
function fieldOf(instance: object): unknown {
  const field: unknown = Reflect.get(instance, 'children');
  return typeof field === 'function' ? field.call(instance) : field;
}

function withoutName(options: object): object {
  return { ...options, name: undefined };
}

function engineOf(instance: object): SupervisorEngine {
  const engine = engines.get(instance);
  if (engine === undefined) throw new Error('a supervisor without an engine');
  return engine;
}

/** What an instance of a supervisor's class does; `undefined` for any other instance. */
export function engineBehind(instance: object | undefined): SupervisorEngine | undefined {
  return instance === undefined ? undefined : engines.get(instance);
}
