import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setImmediate as turn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { ContainerModule } from 'inversify';
import { KeyRegistry, Logger, Process, Runtime } from '../../lib/index.js';
import { RuntimeState } from '../../lib/runtime/runtime-state.js';
import { CommandLine } from '../command-line.js';
import { Crowd } from './crowd.js';
import { keys } from './deeds.js';
import { Random } from './random.js';

const commandLine = new CommandLine(`npm run soak [-- OPTIONS]
Lets a thousand processes spawn, link, monitor, name, time, crash and kill at random, and looks for what is left behind.
  --minutes N   how long, 1 unless told; it may be a part of one
  --seed S      what the numbers are drawn from; another each time unless told
It prints a line every ten seconds. Its exit code is 1 when a table is not empty at the end, or the heap has grown, and grows again in as long a time.`);
const { values } = commandLine.read({ options: { minutes: { type: 'string', default: '1' }, seed: { type: 'string', default: String(Date.now() % 1_000_000) } } });
const minutes = Number(values.minutes);
const seed = commandLine.wholeNumber('seed', values.seed, 0);
if (!(minutes > 0 && minutes < Infinity)) commandLine.refuse(`--minutes was given ${values.minutes}; give a number above 0`);

const lineEveryMs = 10_000;
const warmUpMs = 5_000;
/** On a busy machine that time is not enough: V8 would go on compiling, and what it has compiled counts as grown. */
const warmUpMessages = 500_000;
const deedsPerTurn = 200;
/** A heap that is larger by more than this share at the end has kept something. */
const tolerated = 0.05;

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');

/** Crashes are meant here. */
class Counting extends Logger {
  crashes = 0;
  warnings = 0;

  override crash(): void {
    this.crashes++;
  }

  override warn(): void {
    this.warnings++;
  }
}

const logger = new Counting();
const runtime = await Runtime.start({ logger });
const state = runtime.get(RuntimeState);
const crowd = new Crowd(runtime, new Random(seed));
runtime.bind(new ContainerModule(({ bind }) => void bind(Crowd).toConstantValue(crowd)));
const pauses = monitorEventLoopDelay({ resolution: 1 });

console.log(`seed ${seed}, ${minutes} minute(s), Node ${process.version}`);
await live(warmUpMs, warmUpMessages);
await end();
const first = await heapBytes();
const second = await stretch(first);
// What V8 compiles late counts as grown, too, and does so once; what is kept grows on.
const grows = growthOf(first, second) > tolerated && growthOf(second, await stretch(second)) > tolerated;
if (grows || tables().some(([, size]) => size > 0)) {
  console.error(`something was left behind; --seed ${seed} draws the same numbers again`);
  process.exitCode = 1;
}
await runtime.stop();

/** Lives for as long as was asked, and says how the heap is then. */
async function stretch(before: number): Promise<number> {
  await live(minutes * 60_000);
  await end();
  const after = await heapBytes();
  const sizes = tables().map(([name, size]) => `${name} ${size}`);
  console.log(`at the end: ${sizes.join(', ')}; heap ${(before / 1e6).toFixed(2)} MB before, ${(after / 1e6).toFixed(2)} MB after (${(growthOf(before, after) * 100).toFixed(1)} %)`);
  return after;
}

async function live(forMs: number, atLeastMessages = 0): Promise<void> {
  const until = performance.now() + forMs;
  await runtime.run(() => KeyRegistry.start({ keys: 'duplicate', name: keys }));
  pauses.enable();
  for (let nextLine = performance.now() + lineEveryMs; performance.now() < until || crowd.messages < atLeastMessages; await turn()) {
    crowd.stir(state.table.size, deedsPerTurn);
    if (performance.now() < nextLine) continue;
    nextLine += lineEveryMs;
    report();
  }
  pauses.disable();
}

/** Kills everybody, again when somebody has been born meanwhile, and waits until timers have fired into the void. */
async function end(): Promise<void> {
  crowd.forget();
  for (const deadline = performance.now() + 10_000; performance.now() < deadline; await turn()) {
    for (const { pid } of state.table.toArray()) Process.exit(pid, 'kill');
    if (tables().every(([, size]) => size === 0)) return;
  }
}

function tables(): readonly (readonly [name: string, size: number])[] {
  const { low, normal, high, max } = state.scheduler.statistics().runQueue;
  return [
    ['processes', state.table.size],
    ['names', state.names.size],
    ['timers', state.timers.size],
    ['run queue', low + normal + high + max],
  ];
}

/** What is alive, when all that is not has been collected; finalizers get a turn in between. */
async function heapBytes(): Promise<number> {
  for (let round = 0; round < 3; round++) {
    collect();
    await turn();
  }
  return process.memoryUsage().heapUsed;
}

function report(): void {
  const megabytes = (process.memoryUsage().heapUsed / 1e6).toFixed(1);
  const handles = process.getActiveResourcesInfo().length;
  console.log(
    `processes ${state.table.size}, messages ${crowd.messages}, crashes ${logger.crashes}, names ${state.names.size}, timers ${state.timers.size}, ` +
      `heap ${megabytes} MB, handles ${handles}, longest pause ${(pauses.max / 1e6).toFixed(1)} ms`,
  );
  pauses.reset();
}

function growthOf(before: number, after: number): number {
  return after / before - 1;
}
