import { P, receive, self, send, spawn } from '../../lib/index.js';

/** Two processes race for the mailbox of a third. */
export function* race(): Generator<unknown, string> {
  const me = self();
  spawn(function left() {
    send(me, 'a');
  });
  spawn(function right() {
    send(me, 'b');
  });
  return (yield* receive(P.string)) + (yield* receive(P.string));
}

/** Fails when the second of the two is first. */
export function* wrong(): Generator<unknown, void> {
  if ((yield* race()) === 'ba') throw new RangeError('b came first');
}
