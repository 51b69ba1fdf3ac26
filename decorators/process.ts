import { makeInjectable } from '../lib/metadata/injection.js';
import { type ProcessClass, type ProcessOptions, writeProcessMetadata } from '../lib/metadata/process-metadata.js';
import { checkClass, checkOptions, refuseBareDecorator } from './check-process.js';

/**
 * Marks a class as a process class, ready for `spawn(Class)`.
 *
 * Its constructor gets services from the container, as with `@injectable()`, which need not be written. A subclass inherits handlers
 * and injected services; to be spawned, it needs a `@Process` of its own.
 *
 * @param options.name registered name that a new process takes; default: none.
 * @param options.label any term that tells humans what the process is; default: none.
 * @param options.trapExit whether exit signals become messages; default `false`.
 * @param options.priority `'low'`, `'normal'`, `'high'` or `'max'`; default `'normal'`.
 * @param options.unmatched what becomes of a message that no handler takes: `'keep'`, `'log'`, `'drop'` or `'crash'`; default `'keep'`.
 * @returns a decorator for classes.
 * @throws BeamworkError `BEAMWORK_BAD_OPTION` for an option that is not in this list, and on anything but a class;
 * `BEAMWORK_METADATA_MISSING` when the code was compiled for standard decorators.
 * Cost: O(1), once per class; handlers are compiled at the first spawn in a runtime.
 * @see https://hexdocs.pm/elixir/Process.html
 *
 * ```ts
 * @Process({ name: 'counter' })
 * class Counter {
 *   @Receive('stop')
 *   stop(_: 'stop') {
 *     exit('normal');
 *   }
 * }
 * ```
 */
export function processDecorator(options: ProcessOptions = {}): (target: ProcessClass) => void {
  refuseBareDecorator(options);
  return (target, ...rest: unknown[]) => {
    checkClass(target, rest[0]);
    checkOptions(target.name, options);
    writeProcessMetadata(target, options);
    makeInjectable(target);
  };
}
