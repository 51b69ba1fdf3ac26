/**
 * 24 — the compiler knows what a process takes.
 *
 * Shows:  spawn(Class) gives a typed pid, and a message that no handler takes does not compile; OpsOf names that type; a pid may be passed on with a
 *         narrower face; a bare Pid takes anything.
 * Run:    npm run sample 24
 * Prints: balance: 70
 *         unread, as nobody handles it: 1
 */
import { P, Process, Receive, receive, run, self, send, spawn, type OpsOf, type Pid } from '../lib/index.js';

@Process()
class Account {
  #balance = 0;

  @Receive(['deposit', P.number])
  deposit([, amount]: ['deposit', number]): void {
    this.#balance += amount;
  }

  @Receive({ type: 'withdraw', amount: P.number })
  withdraw({ amount }: { type: 'withdraw'; amount: number }): void {
    this.#balance -= amount;
  }

  @Receive(['balance', P.pid])
  balance([, caller]: ['balance', Pid<['is', number]>]): void {
    send(caller, ['is', this.#balance]);
  }
}

type AccountPid = Pid<OpsOf<Account>>;

/** Whoever gets this face of an account can only pay in. */
function payIn(target: Pid<['deposit', number]>): void {
  send(target, ['deposit', 100]);
}

/** Never called: it shows what the compiler refuses. */
export function refused(account: AccountPid, face: Pid<['deposit', number]>): void {
  // @ts-expect-error the amount is a number
  send(account, ['deposit', 'much']);
  // @ts-expect-error no handler takes this
  send(account, ['close']);
  // @ts-expect-error the narrower face does not show this message
  send(face, { type: 'withdraw', amount: 100 });
}

await run(function* () {
  const account: AccountPid = spawn(Account);
  payIn(account);
  send(account, { type: 'withdraw', amount: 30 });
  send(account, ['balance', self()]);
  console.log('balance:', yield* receive(['is', P.select(P.number)]));

  const bare: Pid = account; // says nothing about its messages
  send(bare, ['close']);
  yield;
  console.log('unread, as nobody handles it:', Process.info(account, 'messageQueueLen'));
});
