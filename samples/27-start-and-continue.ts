/**
 * 27 — a start that may fail, and work that goes on after it.
 *
 * Shows:  start returns when init has returned; stopWith in init fails the start with its reason, ignore gives no process; a taken name tells who has it;
 *         continueWith lets the starter go on, and runs before any message.
 * Run:    npm run sample 27
 * Prints: failed: no such file
 *         ignored: undefined
 *         started
 *         loading prices
 *         price of tea: 3
 *         taken by the same one: true
 */
import { Call, call, Continue, continueWith, ignore, type Ignore, type NoReply, P, Process, ProcessExit, run, start, stopWith } from '../lib/index.js';

@Process()
class Prices {
  private readonly prices = new Map<string, number>();

  init(file: string): NoReply | Ignore {
    if (file === '') return ignore();
    return file.endsWith('.csv') ? continueWith(['load', file]) : stopWith('no such file');
  }

  @Continue(['load', P.string])
  *load([, file]: ['load', string]): Generator<unknown, void> {
    yield* Process.sleep(5);
    console.log('loading', file.replace('.csv', ''));
    this.prices.set('tea', 3);
  }

  @Call(['price', P.string])
  price([, item]: ['price', string]): number | undefined {
    return this.prices.get(item);
  }
}

/** The reason for which an exit was thrown. */
function reasonOf(failure: unknown): unknown {
  if (failure instanceof ProcessExit) return failure.reason;
  throw failure;
}

await run(function* () {
  try {
    yield* start(Prices, ['prices.txt']);
  } catch (failure) {
    console.log('failed:', reasonOf(failure));
  }

  console.log('ignored:', yield* start(Prices, ['']));

  const prices = yield* start(Prices, ['prices.csv'], { name: 'prices' });
  console.log('started');
  if (prices !== undefined) console.log('price of tea:', yield* call(prices, ['price', 'tea']));

  try {
    yield* start(Prices, ['prices.csv'], { name: 'prices' });
  } catch (failure) {
    const reason = reasonOf(failure);
    console.log('taken by the same one:', Array.isArray(reason) && reason[0] === 'already_started' && reason[1] === prices);
  }
});
