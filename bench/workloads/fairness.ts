import { createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { P, Process, Receive, receive, Runtime, self, send, type Pid } from '../../lib/index.js';
import type { Figure, Workload } from '../measure.js';

/** How long each kind of load is kept up. */
const seconds = 1;

@Process()
class Flooder {
  @Receive(['ball', P.pid])
  ball([, from]: ['ball', Pid]): void {
    send(from, ['ball', self()]);
  }
}

function* flooder(): Generator<unknown, void> {
  for (;;) {
    const [, from] = yield* receive(['ball', P.pid]);
    send(from, ['ball', self()]);
  }
}

async function asyncFlooder(): Promise<void> {
  for (;;) {
    const [, from] = await receive(['ball', P.pid]);
    send(from, ['ball', self()]);
  }
}

function* yielder(): Generator<unknown, void> {
  for (;;) yield;
}

const loads: Readonly<Record<string, (runtime: Runtime, balls: number) => void>> = {
  class: (runtime, balls) => flood(runtime.spawn(Flooder), runtime.spawn(Flooder), balls),
  generator: (runtime, balls) => flood(runtime.spawn(flooder), runtime.spawn(flooder), balls),
  async: (runtime, balls) => flood(runtime.spawn(asyncFlooder), runtime.spawn(asyncFlooder), balls),
  yield: (runtime) => void [runtime.spawn(yielder), runtime.spawn(yielder)],
};

/** Two processes that send each other so many balls for ever. */
function flood(a: Pid, b: Pid, balls: number): void {
  for (let ball = 0; ball < balls; ball++) send(a, ['ball', b]);
}

/** How long an HTTP request takes, and how late a 10 ms timer fires, while two processes with so many balls between them never rest. */
export const fairness: Workload = {
  name: 'fairness',
  size: 100,
  cold: true,
  async measure(balls) {
    const figures: Figure[] = [];
    for (const [load, start] of Object.entries(loads)) {
      const runtime = await Runtime.start();
      start(runtime, balls);
      const [requests, lateness] = await Promise.all([requestTimes(), timerLateness()]);
      figures.push(
        { workload: `fairness_http_${load}`, value: percentile(requests, 0.99), unit: 'ms(p99)', p50: percentile(requests, 0.5), n: balls, requests: requests.length },
        { workload: `fairness_timer_${load}`, value: Math.max(...lateness), unit: 'ms(latest)', p50: percentile(lateness, 0.5), n: balls, timers: lateness.length },
      );
      await runtime.stop();
    }
    return figures;
  },
};

async function requestTimes(): Promise<number[]> {
  const server = createServer((_request, response) => response.end('ok'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const times: number[] = [];
  for (const end = performance.now() + seconds * 1_000; performance.now() < end; ) {
    const start = performance.now();
    await request(port);
    times.push(performance.now() - start);
  }
  server.close();
  server.closeAllConnections();
  return times;
}

function request(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, agent: false }, (response) => response.resume().on('end', resolve)).on('error', reject);
  });
}

async function timerLateness(): Promise<number[]> {
  const late: number[] = [];
  for (const end = performance.now() + seconds * 1_000; performance.now() < end; ) {
    const start = performance.now();
    await new Promise((resolve) => setTimeout(resolve, 10));
    late.push(performance.now() - start - 10);
  }
  return late;
}

function percentile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN;
}
