/** What a provider or a module may do when its application starts and stops; the names are NestJS's. */
export interface LifecycleHooks {
  /** All services of the module are there; its processes are not started yet. */
  onModuleInit?(): unknown;
  /** All processes run. */
  onApplicationBootstrap?(): unknown;
  /** The application is about to stop; its processes still run. */
  onModuleDestroy?(): unknown;
  /** Right before the processes are stopped; `signal` is what the operating system sent, if it did. */
  beforeApplicationShutdown?(signal?: string): unknown;
  /** All processes have ended. */
  onApplicationShutdown?(signal?: string): unknown;
}

/** Runs one hook of many objects, one after the other; promises are awaited. */
export async function runHook(name: keyof LifecycleHooks, targets: readonly object[], signal?: string): Promise<void> {
  for (const target of targets) {
    const hook: unknown = Reflect.get(target, name);
    if (typeof hook === 'function') await Reflect.apply(hook, target, signal === undefined ? [] : [signal]);
  }
}
