import type { From } from '../lib/kernel/outcome.js';
import type { AnyPattern, HandlerArg } from '../lib/kernel/pattern-types.js';
import { writeHandler } from '../lib/metadata/handler-metadata.js';
import { checkMethod, type MethodOwner } from './check-target.js';

/** A decorator for methods that answer `Request`, and may take whom they answer as a second parameter. */
export type CallDecorator<Request> = <M extends CallHandler<Request>>(target: MethodOwner, key: string | symbol, descriptor: TypedPropertyDescriptor<M>) => void;

/** A method that answers `Request`. */
export type CallHandler<Request> = (request: Request, from: From, ...rest: never[]) => unknown;

/**
 * Marks a method as the one that answers the calls whose request a pattern matches.
 *
 * What the method returns is the reply: its value, what its promise comes to, or what its generator returns at its end. `noReply` leaves
 * the answer to `reply(from, value)`; `replyWith`, `continueWith`, `idleAfter` and `stopWith` say how the process goes on. Handlers are
 * tried in source order. A request that none takes ends the process with a BeamworkError, and the call fails.
 *
 * @param pattern a literal, a tuple, an object, or a matcher of `P`; the method's first parameter must accept all that it matches.
 * @returns a decorator for methods.
 * @throws BeamworkError `BEAMWORK_NOT_A_METHOD` on a field, an accessor or a static method; `BEAMWORK_METADATA_MISSING` when the code
 * was compiled for standard decorators. A pattern that cannot be tried shows at the first spawn, as `BEAMWORK_BAD_PATTERN`.
 * Cost: O(1), once per class.
 * @see https://hexdocs.pm/elixir/GenServer.html#c:handle_call/3
 *
 * ```ts
 * @Process()
 * class Stack {
 *   private readonly items: unknown[] = [];
 *
 *   @Call(['pop'])
 *   pop(_: ['pop']): unknown {
 *     return this.items.pop();
 *   }
 * }
 * ```
 */
export function Call<const p extends AnyPattern>(pattern: p): CallDecorator<HandlerArg<p>> {
  return (target, key, descriptor) => {
    const { Class, method } = checkMethod('Call', target, key, descriptor);
    writeHandler(Class, 'call', pattern, method);
  };
}

