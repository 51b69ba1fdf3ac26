import { markSupervisor } from '../../decorators/supervisor.js';
import type { ChildClass } from './child-spec.js';
import type { SupervisorSettings } from './supervisor-options.js';
import { childSpec, countChildren, deleteChild, getChildspec, restartChild, start, startChild, startLink, stop, terminateChild, whichChildren } from './supervisor-verbs.js';

const verbs = { childSpec, countChildren, deleteChild, getChildspec, restartChild, start, startChild, startLink, stop, terminateChild, whichChildren };

/** What `@Supervisor` may be told. */
export interface SupervisorDecoratorOptions extends SupervisorSettings {
  /** Registered name that the supervisor takes. Default: none. */
  readonly name?: string;
}

/**
 * Processes that start others, and start them again: the decorator `@Supervisor(options)` that makes a class a supervisor, and the verbs on
 * supervisors, under one name.
 *
 * The children of such a class are its field `children`, what its method `children()` returns, or what its `init(...args)` returns. It is
 * started by `Supervisor.startLink(Class, args)` or `startLink(Class, args)`, and may be a child of another supervisor.
 *
 * @see https://hexdocs.pm/elixir/Supervisor.html
 *
 * ```ts run
 * @Process({ name: 'till' })
 * class Till {}
 *
 * @Supervisor({ strategy: 'one_for_one' })
 * class Shop {
 *   children = [Till];
 * }
 * const shop = await Supervisor.start(Shop);
 * (await Supervisor.countChildren(shop)).workers; // => 1
 * ```
 */
export const Supervisor: ((options?: SupervisorDecoratorOptions) => (target: ChildClass) => void) & typeof verbs = Object.assign(
  (options: SupervisorDecoratorOptions = {}) =>
    (target: ChildClass, ...rest: unknown[]): void =>
      markSupervisor(target, options, rest[0]),
  verbs,
);
