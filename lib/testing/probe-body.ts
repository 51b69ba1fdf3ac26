import { P } from '../kernel/pattern.js';
import { on, receive } from '../verbs/receive.js';

/** What a probe runs: it waits, and takes nothing. */
export function* probe(): Generator<unknown, void> {
  yield* receive(on(P.when(() => false), () => {}));
}
