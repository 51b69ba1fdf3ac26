import { KeyRegistry, Process, Runtime, self } from '../../lib/index.js';
import { births, openRegistry, rounds, taken } from './births.js';
import { withLittleStack } from './little-stack.js';
import { flush, turns } from './support.js';

/*
 * A program of its own: the stack is used up before any of the code has run, so that it has to be compiled there, which needs stack, too.
 * It prints what the processes that came to nothing have left behind.
 */
const birth = births[process.argv[2] ?? ''];
if (birth === undefined) throw new Error(`no such birth: ${process.argv[2]}`);
Error.stackTraceLimit = 0;
const runtime = await Runtime.start();
const left = await runtime.run(function* () {
  Process.flag('trapExit', true);
  yield* openRegistry();
  const before = Process.list().length;
  let failures = 0;
  for (let round = 0; round < rounds; round++) {
    const born = withLittleStack(birth);
    failures += born.failures;
    yield* taken(born.result);
    yield* turns(5);
    yield* flush();
  }
  yield* turns();
  return { hasFailed: failures > 0, links: Process.info(self(), 'links'), monitors: Process.info(self(), 'monitors'), living: Process.list().length - before, name: Process.whereis('passer-by'), keys: KeyRegistry.count('keys') };
});
// Those that are not buried yet must not hold up the end of the runtime.
for (let round = 0; round < rounds; round++) withLittleStack(() => runtime.spawn(() => 'done'));
await runtime.stop();
console.log(JSON.stringify(left));
