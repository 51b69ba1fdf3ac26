import type { AnyPattern, HandlerArg } from '../lib/kernel/pattern-types.js';
import { writeHandler } from '../lib/metadata/handler-metadata.js';
import { checkMethod, type MethodOwner } from './check-target.js';

/** A method that accepts `Message` as its first argument. */
export type Handler<Message> = (message: Message, ...rest: never[]) => unknown;

/** A decorator for methods that accept `Message`. */
export type HandlerDecorator<Message> = <M extends Handler<Message>>(
  target: MethodOwner,
  key: string | symbol,
  descriptor: TypedPropertyDescriptor<M>,
) => void;

/**
 * Marks a method as the handler of the messages that a pattern matches.
 *
 * The method gets the message, or what `P.select` picked out of it. It may be a plain, an async or a generator method, public or
 * private. Handlers are tried in source order; the first that matches runs. Several patterns on one method are tried from top to bottom.
 *
 * @param pattern a literal, a tuple, an object, or a matcher of `P`. The method's first parameter must accept all that it matches: anything
 * narrower does not compile.
 * @returns a decorator for methods that accept what the pattern gives.
 * @throws BeamworkError `BEAMWORK_NOT_A_METHOD` on a field, an accessor or a static method; `BEAMWORK_METADATA_MISSING` when the code
 * was compiled for standard decorators. A pattern that cannot be tried shows at the first spawn, as `BEAMWORK_BAD_PATTERN`.
 * Cost: O(1), once per class; patterns are compiled at the first spawn in a runtime.
 * @see https://www.erlang.org/doc/system/expressions.html#receive
 *
 * ```ts
 * @Process()
 * class Counter {
 *   private count = 0;
 *
 *   @Receive(['increment', P.number])
 *   increment([, by]: ['increment', number]) {
 *     this.count += by;
 *   }
 * }
 * ```
 */
export function Receive<const p extends AnyPattern>(pattern: p): HandlerDecorator<HandlerArg<p>> {
  return (target, key, descriptor) => {
    const { Class, method } = checkMethod('Receive', target, key, descriptor);
    writeHandler(Class, 'receive', pattern, method);
  };
}
