/**
 * 25 — a server: calls and casts.
 *
 * Shows:  @Call answers a request, @Cast takes one that nobody waits for; call is taken with yield* or await and gives the type of the handler's value; a call
 *         that fails exits with the reason and what was tried.
 * Run:    npm run sample 25
 * Prints: popped: world
 *         size: 1
 *         from outside: hello
 *         failed: noproc
 */
import { Call, call, Cast, cast, P, Process, ProcessExit, run, start, stop } from '../lib/index.js';

@Process()
class Stack {
  private items: string[] = [];

  init(...first: string[]): void {
    this.items = first;
  }

  @Cast(['push', P.string])
  push([, item]: ['push', string]): void {
    this.items.push(item);
  }

  @Call(['pop'])
  pop(_: ['pop']): string | undefined {
    return this.items.pop();
  }

  @Call(['size'])
  size(_: ['size']): number {
    return this.items.length;
  }
}

const stack = await start(Stack, ['hello']);

await run(function* () {
  cast(stack, ['push', 'world']);
  console.log('popped:', yield* call(stack, ['pop']));
  const size: number = yield* call(stack, ['size']);
  console.log('size:', size);
});

console.log('from outside:', await call(stack, ['pop']));
await stop(stack);

try {
  await call(stack, ['pop']);
} catch (failure) {
  if (failure instanceof ProcessExit && Array.isArray(failure.reason)) console.log('failed:', failure.reason[0]);
}
