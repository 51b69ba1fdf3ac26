import { BeamworkError } from '../kernel/beamwork-error.js';
import type { Pid } from '../kernel/pid.js';
import { ProcessExit } from '../kernel/process-exit.js';
import { showTerm } from '../kernel/show-term.js';
import type { ModuleClass } from '../metadata/module-metadata.js';
import type { ChildSpec, ChildSpecObject } from '../behaviours/child-spec.js';
import { Supervisor } from '../behaviours/supervisor.js';
import type { RuntimeState } from '../runtime/runtime-state.js';
import { inScope } from '../runtime/scope.js';
import { runIn } from '../verbs/spawn.js';
import type { ModulePlan } from './module-plan.js';
import type { ModuleScope } from './module-scopes.js';

/** Changes the spec of a process before its supervisor gets it. */
export type AdaptSpec = (spec: ChildSpec) => ChildSpec;

const asItIs: AdaptSpec = (spec) => spec;

/** Starts the supervisor of the root module, and with it the whole tree. */
export function startModules(state: RuntimeState, root: ModulePlan, scopes: ReadonlyMap<ModuleClass, ModuleScope>): Promise<Pid> {
  const body = function* (): Generator<unknown, Pid> {
    return yield* inOwnScope(root, scopes, () => Supervisor.start(childrenOf(root, scopes, asItIs), optionsOf(root)));
  };
  return runIn(state, body, []);
}

/** The supervisor of a module, as a child of the one that imports it. */
export function specOf(plan: ModulePlan, scopes: ReadonlyMap<ModuleClass, ModuleScope>, adapt: AdaptSpec): ChildSpecObject {
  return {
    id: plan.Class,
    type: 'supervisor',
    start: () => inOwnScope(plan, scopes, () => Supervisor.startLink(childrenOf(plan, scopes, adapt), optionsOf(plan))),
  };
}

function childrenOf({ imports, options }: ModulePlan, scopes: ReadonlyMap<ModuleClass, ModuleScope>, adapt: AdaptSpec): ChildSpec[] {
  return [...imports.map((each) => specOf(each, scopes, adapt)), ...(options.processes ?? []).map(adapt)];
}

function optionsOf({ options }: ModulePlan): object {
  const { strategy, maxRestarts, maxSeconds } = options;
  return { ...(strategy && { strategy }), ...(maxRestarts !== undefined && { maxRestarts }), ...(maxSeconds !== undefined && { maxSeconds }) };
}

function inOwnScope<T>({ Class }: ModulePlan, scopes: ReadonlyMap<ModuleClass, ModuleScope>, call: () => T): T {
  const own = scopes.get(Class);
  return own === undefined ? call() : inScope(own.scope, call);
}

/** An error that names the path to what could not start, as in `AppModule > OrdersModule > OrderBook: init failed: …`. */
export function startFailure(root: string, failure: unknown): unknown {
  if (!(failure instanceof ProcessExit)) return failure;
  const path = [root];
  let { reason } = failure;
  for (let inner = failedChild(reason); inner !== undefined; inner = failedChild(reason)) {
    path.push(showId(inner.id));
    reason = inner.reason;
  }
  const known = reason instanceof BeamworkError ? reason : undefined;
  const why = known?.problem ?? (reason instanceof Error ? reason.message : showTerm(reason));
  const error = new BeamworkError({
    code: 'BEAMWORK_START_FAILED',
    problem: `${path.join(' > ')}: init failed: ${why}`,
    remedy: known?.remedy ?? 'see the reason; everything that had started has been stopped',
  });
  error.cause = reason;
  return error;
}

function failedChild(reason: unknown): { readonly id: unknown; readonly reason: unknown } | undefined {
  if (!Array.isArray(reason) || reason[0] !== 'shutdown' || !Array.isArray(reason[1])) return undefined;
  const [what, id, why]: readonly unknown[] = reason[1];
  return what === 'failed_to_start_child' ? { id, reason: why } : undefined;
}

/** An id of a child as people read it. */
export function showId(id: unknown): string {
  if (typeof id === 'function') return id.name;
  return typeof id === 'string' ? id : showTerm(id);
}
