/**
 * 29 — finding a race.
 *
 * Shows:  explore runs a scenario under every order of steps that matters: it finds a race, shows a plain schedule that has it, and proves that it is gone.
 * Run:    npm run sample 29
 * Prints: without the kit: 20 left
 *         looking before taking: failed: Error: the account is overdrawn: -60
 *         taking in one step: all schedules end well
 */
import { Call, call, cast, Cast, P, Process, run, spawn, Task, type OpsOf, type Pid } from '../lib/index.js';
import { ExplorationFailure, explore } from '../lib/testing/index.js';

@Process()
class Account {
  #balance = 0;

  init(balance: number): void {
    this.#balance = balance;
  }

  @Call(['balance'])
  balance(_: ['balance']): number {
    return this.#balance;
  }

  @Cast(['add', P.number])
  add([, amount]: ['add', number]): void {
    this.#balance += amount;
  }

  @Call(['take', P.number])
  take([, amount]: ['take', number]): boolean {
    if (this.#balance < amount) return false;
    this.#balance -= amount;
    return true;
  }
}

type AccountPid = Pid<OpsOf<Account>>;

/** Looks, then takes: in between, somebody else may have taken. */
function* careless(from: AccountPid, to: AccountPid, amount: number): Generator<unknown, boolean> {
  if ((yield* call(from, ['balance'])) < amount) return false;
  cast(from, ['add', -amount]);
  cast(to, ['add', amount]);
  return true;
}

/** Asks the account to take what is there: it does one thing at a time. */
function* careful(from: AccountPid, to: AccountPid, amount: number): Generator<unknown, boolean> {
  if (!(yield* call(from, ['take', amount]))) return false;
  cast(to, ['add', amount]);
  return true;
}

const twoAtOnce = (transfer: typeof careless) =>
  function* (): Generator<unknown, number> {
    const [savings, shop] = [spawn(Account, 100), spawn(Account, 0)];
    const payments = [
      Task.async(() => transfer(savings, shop, 80)),
      Task.async(function* () {
        // As a rule the first has paid by then.
        yield* call(shop, ['balance']);
        return yield* transfer(savings, shop, 80);
      }),
    ];
    for (const payment of payments) yield* Task.await(payment);
    const left = yield* call(savings, ['balance']);
    if (left < 0) throw new Error(`the account is overdrawn: ${left}`);
    return left;
  };

console.log(`without the kit: ${await run(twoAtOnce(careless))} left`);

const failure = await explore(twoAtOnce(careless)).catch((error: unknown) => error);
if (failure instanceof ExplorationFailure) console.log(`looking before taking: ${failure.outcome}`);

const { isComplete } = await explore(twoAtOnce(careful));
console.log(`taking in one step: ${isComplete ? 'all schedules end well' : 'not all schedules were run'}`);
