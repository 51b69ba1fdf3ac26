import {
  Call,
  call,
  Cast,
  type From,
  noReply,
  P,
  type Pid,
  Process,
  ProcessExit,
  receive,
  reply,
  self,
  send,
  spawn,
} from '../../lib/index.js';
import { turns } from '../semantics/support.js';

/** What a server does for its caller, or for itself. */
export type Act = (from: From) => unknown;

/** Guards a pattern for functions. */
export function isAct(value: unknown): value is Act {
  return typeof value === 'function';
}

/** Guards a pattern for functions without parameters. */
export function isTask(value: unknown): value is () => unknown {
  return typeof value === 'function';
}

/** Guards a pattern for whom to answer. */
export function isFrom(value: unknown): value is From {
  return Array.isArray(value) && value.length === 2;
}

/** A server that does what it is told, in a call or a cast: `['do', act]`. */
@Process()
export class Willing {
  @Call(['do', P.when(isAct)])
  answer([, act]: ['do', Act], from: From): unknown {
    return act(from);
  }

  @Cast(['do', P.when(isTask)])
  act([, act]: ['do', () => unknown]): unknown {
    return act();
  }
}

/** A server that answers with what it is asked, by a handler of each kind. */
@Process()
export class Echo {
  @Call(['plain', P.any])
  plain([, value]: ['plain', unknown]): unknown {
    return value;
  }

  @Call(['generator', P.any])
  *generator([, value]: ['generator', unknown]): Generator<unknown, unknown> {
    yield;
    return value;
  }

  @Call(['async', P.any])
  async inTime([, value]: ['async', unknown]): Promise<unknown> {
    await Process.sleep(0);
    return value;
  }

  @Call(['later', P.any])
  later([, value]: ['later', unknown], from: From): typeof noReply {
    spawn((to: From) => reply(to, value), from);
    return noReply;
  }

  @Call(['never'])
  never(_: ['never']): typeof noReply {
    return noReply;
  }
}

/** What a call leaves behind in its caller: nothing. */
export const noTrace = { monitors: [], links: [], messageQueueLen: 0 };

/** What the running process has about it, after all others have had their turns. */
export function* traces(): Generator<unknown, unknown> {
  yield* turns();
  return Process.info(self(), ['monitors', 'links', 'messageQueueLen']);
}

/** The reason for which an action exits; `['returned', value]` when it does not. */
export function* failureOf(act: () => Generator<unknown, unknown> | Iterable<unknown>): Generator<unknown, unknown> {
  try {
    return ['returned', yield* act()];
  } catch (failure) {
    if (failure instanceof ProcessExit) return failure.reason;
    throw failure;
  }
}

/** The reason with which a promise is rejected; `['returned', value]` when it is not. */
export async function reasonFrom(promise: PromiseLike<unknown>): Promise<unknown> {
  try {
    return ['returned', await promise];
  } catch (failure) {
    return failure instanceof ProcessExit ? failure.reason : failure;
  }
}

/** Has a willing server run `act`, and gives its answer. */
export function* ask(pid: Pid, act: Act, timeoutMs?: number): Generator<unknown, unknown> {
  return yield* call(pid, ['do', act], timeoutMs);
}

/** A body that is no class, and answers every call by hand. */
export function* byHand(answer: (request: unknown) => unknown): Generator<unknown, void> {
  for (;;) {
    const [, from, request] = yield* receive(['$gen_call', P.when(isFrom), P.any]);
    reply(from, answer(request));
  }
}

/** A process that takes nothing and answers nothing. */
export function deaf(): Pid {
  return spawn(function* () {
    yield* Process.sleep(Infinity);
  });
}

/** Sends `message` to the running process from another one, when all others have had their turns. */
export function sendLater(message: unknown): void {
  const me = self();
  spawn(function* () {
    yield* turns();
    send(me, message);
  });
}
