// Calls and casts hold a request against the protocol of the server, and give the type of its reply.
import { type From, type MsgOf, Call, call, Cast, cast, Continue, continueWith, noReply, type NoReply, type Op, type OpsOf, type Outcome, P, type Pid, Process, type ReplyOf, reply, replyWith, run, spawn, stopWith } from '../../lib/index.js';
import { type Equal, holds } from './expect-type.js';

@Process()
class Bank {
  private balance = 0;
  private waiting: From<Date> | undefined;

  @Call(['balance'])
  read(_: ['balance']): number {
    return this.balance;
  }

  @Call(['owner', P.string])
  async owner([, of]: ['owner', string]): Promise<{ name: string }> {
    return { name: of };
  }

  @Call(['history'])
  *history(_: ['history']): Generator<unknown, number[]> {
    yield;
    return [this.balance];
  }

  @Call(['opened'])
  opened(_: ['opened'], from: From<Date>): NoReply {
    this.waiting = from;
    return noReply;
  }

  @Call({ type: 'close' })
  close(_: { type: 'close' }): Outcome<boolean> {
    return replyWith(true, stopWith());
  }

  @Call('maybe')
  maybe(_: 'maybe', from: From<string>): string | NoReply {
    reply(from, 'now');
    return this.balance > 0 ? 'rich' : noReply;
  }

  @Cast(['deposit', P.number])
  deposit([, amount]: ['deposit', number]): void {
    this.balance += amount;
    if (this.waiting !== undefined) reply(this.waiting, new Date());
  }

  @Continue('audit')
  audit(_: 'audit'): void {}
}

declare const typed: Pid<Op<['ask', number], string> | ['tell']>;
declare const bare: Pid;
declare const from: From<number>;

export function accepted(): void {
  const bank = spawn(Bank);

  void run(async () => {
    // compiles: what a plain handler returns is the reply
    const balance = await call(bank, ['balance']);
    holds<Equal<typeof balance, number>>();

    // compiles: what a promise comes to is the reply
    const owner = await call(bank, ['owner', 'Ada']);
    holds<Equal<typeof owner, { name: string }>>();

    // compiles: what a generator returns is the reply
    const history = await call(bank, ['history']);
    holds<Equal<typeof history, number[]>>();

    // compiles: a handler that answers later says the reply in its From
    const opened = await call(bank, ['opened']);
    holds<Equal<typeof opened, Date>>();

    // compiles: replyWith gives the type of its value
    const closed = await call(bank, { type: 'close' }, 1_000);
    holds<Equal<typeof closed, boolean>>();

    // compiles: now or later, the reply is that of the returned value
    const maybe = await call(bank, 'maybe');
    holds<Equal<typeof maybe, string>>();

    // compiles: a declared protocol says the reply
    const answer = await call(typed, ['ask', 1]);
    holds<Equal<typeof answer, string>>();

    // compiles: a message without a reply gives nothing
    const nothing = await call(bank, ['deposit', 1]);
    holds<Equal<typeof nothing, void>>();

    // compiles: nothing is known of a bare pid, a name, or [name, node]
    const anything = [await call(bare, 'what'), await call('bank', 5), await call(['bank', 'nonode@nohost'], {})];
    holds<Equal<typeof anything, any[]>>();

    // compiles: so what a name answers may be given the type that the caller knows
    const total: number = await call('bank', ['balance']);
    const said = await call<string>('bank', ['owner']);
    holds<Equal<typeof said, string>>();
    void total;
  });

  void run(function* () {
    // compiles: yield* gives the reply, too
    const balance = yield* call(bank, ['balance'], Infinity);
    holds<Equal<typeof balance, number>>();
  });

  // compiles: a cast of a request that a handler takes
  cast(bank, ['deposit', 5]);
  cast(bare, 'anything');

  // compiles: the reply that was promised
  reply(from, 5);

  // compiles: the protocol of a class shows requests and replies
  holds<Equal<ReplyOf<OpsOf<Bank>, ['balance']>, number>>();
  holds<['deposit', number] extends MsgOf<OpsOf<Bank>> ? true : false>();

  // compiles: a pid that answers may stand where one that only takes is wanted
  const sink: Pid<['balance']> = bank;
  cast(sink, ['balance']);

  // compiles: outcomes inside replyWith
  const outcome: Outcome<number> = replyWith(1, continueWith('audit'));
  void outcome;

  // compiles: a From of anything may be answered with anything
  const untyped: From = from;
  reply(untyped, 'x');
}

export async function refused(): Promise<void> {
  const bank = spawn(Bank);

  // @ts-expect-error no handler takes this request
  await call(bank, ['withdraw', 1]);

  // @ts-expect-error the name is a string
  await call(bank, ['owner', 7]);

  // @ts-expect-error the reply is a number
  const text: string = await call(bank, ['balance']);

  // @ts-expect-error the later reply is a Date
  const later: number = await call(bank, ['opened']);

  // @ts-expect-error the reply of a declared protocol is a string
  const asked: number = await call(typed, ['ask', 1]);

  // @ts-expect-error a declared protocol has no such request
  await call(typed, ['ask', 'x']);

  // @ts-expect-error the time is a number
  await call(bank, ['balance'], '5s');

  // @ts-expect-error a reference is no server
  await call(Symbol('x'), ['balance']);

  // @ts-expect-error the amount is a number
  cast(bank, ['deposit', '5']);

  // @ts-expect-error no handler takes this cast
  cast(typed, ['shout']);

  // @ts-expect-error a number was promised
  reply(from, 'five');

  // @ts-expect-error what is no From cannot be answered
  reply('me', 5);

  // @ts-expect-error replyWith takes an outcome as its second
  replyWith(1, 'then stop');

  void [text, later, asked];
}

export class Mistaken {
  // @ts-expect-error the pattern gives a string, the method takes a number
  @Call(['size', P.string]) size([, n]: ['size', number]): number {
    return n;
  }

  // @ts-expect-error the second parameter of a call handler is a From
  @Call(['who']) who(_: ['who'], from: string): string {
    return from;
  }

  // @ts-expect-error the pattern gives a number, the method takes a string
  @Cast(['push', P.number]) push(_: ['push', string]): void {}

  // @ts-expect-error the argument is the literal of the pattern
  @Continue('warm-up') warmUp(_: 'cool-down'): void {}

  // @ts-expect-error a property is no handler
  @Call(['count']) count = 0;
}
