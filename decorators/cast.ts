import type { AnyPattern, HandlerArg } from '../lib/kernel/pattern-types.js';
import { writeHandler } from '../lib/metadata/handler-metadata.js';
import { checkMethod } from './check-target.js';
import type { HandlerDecorator } from './receive.js';

/**
 * Marks a method as the one that takes the casts whose request a pattern matches.
 *
 * Nobody waits for a cast: what the method returns is dropped, save `continueWith`, `idleAfter` and `stopWith`. A request that no handler
 * takes ends the process with a BeamworkError.
 *
 * @param pattern a literal, a tuple, an object, or a matcher of `P`; the method's first parameter must accept all that it matches.
 * @returns a decorator for methods.
 * @throws BeamworkError `BEAMWORK_NOT_A_METHOD` on a field, an accessor or a static method; `BEAMWORK_METADATA_MISSING` when the code
 * was compiled for standard decorators. A pattern that cannot be tried shows at the first spawn, as `BEAMWORK_BAD_PATTERN`.
 * Cost: O(1), once per class.
 * @see https://hexdocs.pm/elixir/GenServer.html#c:handle_cast/2
 *
 * ```ts
 * @Process()
 * class Stack {
 *   private readonly items: unknown[] = [];
 *
 *   @Cast(['push', P.any])
 *   push([, item]: ['push', unknown]): void {
 *     this.items.push(item);
 *   }
 * }
 * ```
 */
export function Cast<const p extends AnyPattern>(pattern: p): HandlerDecorator<HandlerArg<p>> {
  return (target, key, descriptor) => {
    const { Class, method } = checkMethod('Cast', target, key, descriptor);
    writeHandler(Class, 'cast', pattern, method);
  };
}
