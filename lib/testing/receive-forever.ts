import { P } from '../kernel/pattern.js';
import { on, receive } from '../verbs/receive.js';

/** The body of a probe: waits, and takes nothing. */
export function* receiveForever(): Generator<unknown, void> {
  yield* receive(on(P.when(() => false), () => {}));
}
