import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mayWait } from './real-time.js';

/*
 * Fails each spec during which a timer of Node fires, other than those that are listed: it waits for time, or lets time pass behind the back of others.
 */

const folder = fileURLToPath(new URL('.', import.meta.url));
const { setTimeout: setReal } = globalThis;
let fired: string[] = [];
/** How many specs have begun: a timer that outlives its spec makes no other one wait. */
let begun = 0;

/** Mocha has a timer of its own, and code that wants a turn of the event loop asks for 0 milliseconds. */
function setWatched(call: (...args: unknown[]) => void, ms = 0, ...args: unknown[]): NodeJS.Timeout {
  const caller = new Error(`a timer of ${ms} ms fired`);
  const setIn = begun;
  return setReal(() => {
    if (ms > 0 && setIn === begun) fired.push(caller.stack ?? caller.message);
    call(...args);
  }, ms);
}

Object.defineProperties(setWatched, Object.getOwnPropertyDescriptors(setReal));
Object.defineProperty(globalThis, 'setTimeout', { value: setWatched, writable: true, configurable: true, enumerable: true });

beforeEach(() => {
  fired = [];
  begun++;
});

afterEach(function () {
  const [first] = fired;
  fired = [];
  const file = this.currentTest?.file;
  if (first === undefined || file === undefined || mayWait(relative(folder, file))) return;
  throw new Error(`a spec waits for real time, and spec/real-time.ts does not list it: start its runtime with TestRuntime, or give it the time of ManualTime\n${first}`);
});
