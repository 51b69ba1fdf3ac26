import type { AnyPattern, HandlerArg } from '../lib/kernel/pattern-types.js';
import { writeHandler } from '../lib/metadata/handler-metadata.js';
import { checkMethod } from './check-target.js';
import type { HandlerDecorator } from './receive.js';

/**
 * Marks a method as the one that goes on where `init` or a handler returned `continueWith(argument)`.
 *
 * It runs before any message that waits. Work that would hold up whoever started the process belongs here. An argument that no handler
 * takes ends the process with a BeamworkError.
 *
 * @param pattern tried on the argument; the method's first parameter must accept all that it matches.
 * @returns a decorator for methods.
 * @throws BeamworkError `BEAMWORK_NOT_A_METHOD` on a field, an accessor or a static method; `BEAMWORK_METADATA_MISSING` when the code
 * was compiled for standard decorators. A pattern that cannot be tried shows at the first spawn, as `BEAMWORK_BAD_PATTERN`.
 * Cost: O(1), once per class.
 * @see https://hexdocs.pm/elixir/GenServer.html#c:handle_continue/2
 *
 * ```ts
 * @Process()
 * class Cache {
 *   init() {
 *     return continueWith('warm-up');
 *   }
 *
 *   @Continue('warm-up')
 *   warmUp(_: 'warm-up'): void {}
 * }
 * ```
 */
export function Continue<const p extends AnyPattern>(pattern: p): HandlerDecorator<HandlerArg<p>> {
  return (target, key, descriptor) => {
    const { Class, method } = checkMethod('Continue', target, key, descriptor);
    writeHandler(Class, 'continue', pattern, method);
  };
}
