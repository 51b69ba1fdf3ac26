import autocannon from 'autocannon';
import { isMatching, P } from 'ts-pattern';
import { HouseProgram } from './auction-house.js';
import { inParallel } from './in-parallel.js';
import { seconds } from './measure.js';

const openLots = 10_000;
const loadSeconds = 15;
const connections = 64;
const crashEveryMs = 100;
const anHourMs = 3_600_000;

/** What was answered during the load. */
interface Tally {
  /** The keys of the bids that were accepted, by lot. */
  readonly accepted: Map<number, string[]>;
  /** How often each status came. */
  readonly statuses: Map<number, number>;
  /** The lot that was bid on last. */
  latest: number;
  crashes: number;
  /** How often a lot could not be killed. */
  spared: number;
}

/**
 * Loads the auction house, a program of its own: 10,000 open lots, bids on all of them over 64 connections, and every
 * 100 ms the lot that was bid on last is killed. At the end each lot is asked for its bids: the accepted ones must be there.
 */
export async function measureAuction(): Promise<void> {
  const house = await HouseProgram.open();
  try {
    const opening = await seconds(() => inParallel(Array(openLots).keys(), connections, (lot) => house.ask('POST', '/lots', { title: `lot ${lot}`, startPrice: 1, closesInMs: anHourMs })));
    show({ value: opening, figure: 'lots_opened', unit: 's', n: openLots });
    const tally: Tally = { accepted: new Map(), statuses: new Map(), latest: 1, crashes: 0, spared: 0 };
    const killing = setInterval(() => void crash(house, tally), crashEveryMs);
    const { requests, latency, errors, timeouts } = await bidOn(house, tally);
    clearInterval(killing);
    show({ value: requests.average, figure: 'requests', unit: '/s', n: requests.total, connections, crashes: tally.crashes, spared: tally.spared });
    show({ value: latency.p50, figure: 'latency', unit: 'ms(p50)', p99: latency.p99, most: latency.max });
    for (const [status, count] of [...tally.statuses].sort()) show({ value: count, figure: `answers_${status}`, unit: 'answers' });
    show({ value: errors - timeouts, figure: 'connection_errors', unit: 'requests' });
    show({ value: timeouts, figure: 'timeouts', unit: 'requests' });
    const lost = await countLost(house, tally.accepted);
    show({ value: lost, figure: 'accepted_bids_lost', unit: 'bids', accepted: [...tally.accepted.values()].reduce((sum, keys) => sum + keys.length, 0) });
    if (lost > 0) process.exitCode = 1;
  } finally {
    show({ value: (await house.close()) ?? NaN, figure: 'exit_code', unit: 'code' });
  }
}

/** Each connection bids on one lot after the other, each time more than anybody has before. */
function bidOn(house: HouseProgram, tally: Tally): Promise<autocannon.Result> {
  const { accepted, statuses } = tally;
  let bids = 0;
  return autocannon({
    url: house.url,
    connections,
    duration: loadSeconds,
    timeout: 10,
    requests: [
      {
        method: 'POST',
        setupRequest: (request, context: { lot?: number }) => {
          const bid = bids++;
          // 7,919 has no factor in common with 10,000: every lot gets its turn, and neighbours do not.
          context.lot = ((bid * 7_919) % openLots) + 1;
          tally.latest = context.lot;
          const body = JSON.stringify({ bidder: `bidder ${bid % 1_000}`, amount: 1 + Math.floor(bid / openLots) });
          return { ...request, path: `/lots/${context.lot}/bids`, body };
        },
        onResponse: (status, body, context: { lot?: number }) => {
          statuses.set(status, (statuses.get(status) ?? 0) + 1);
          if (status !== 201 || context.lot === undefined) return;
          const { key }: { key: string } = JSON.parse(body);
          accepted.set(context.lot, [...(accepted.get(context.lot) ?? []), key]);
        },
      },
    ],
  });
}

async function crash(house: HouseProgram, tally: Tally): Promise<void> {
  try {
    const answer = await house.ask('POST', `/lots/${tally.latest}/crash`);
    tally[isMatching({ crashed: true }, answer) ? 'crashes' : 'spared']++;
  } catch {
    tally.spared++;
  }
}

/** Asks the process of each lot what it has. */
async function countLost(house: HouseProgram, accepted: ReadonlyMap<number, readonly string[]>): Promise<number> {
  let lost = 0;
  await inParallel(accepted, connections, async ([lot, keys]) => {
    const answer = await house.ask('GET', `/lots/${lot}`);
    if (!isMatching({ bids: P.array({ key: P.string }) }, answer)) throw new Error(`lot ${lot} shows no bids`);
    const known = new Set(answer.bids.map(({ key }) => key));
    lost += keys.filter((key) => !known.has(key)).length;
  });
  return lost;
}

function show({ figure, value, ...rest }: { figure: string; value: number; unit: string; [extra: string]: number | string }): void {
  console.log(JSON.stringify({ system: 'beamwork', workload: `auction_${figure}`, value: Math.round(value * 1_000) / 1_000, ...rest }));
}
