import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { databaseFile } from './house.js';

const program = fileURLToPath(new URL('../../samples/auction/main.js', import.meta.url));

describe('node dist/samples/auction/main.js', function () {
  this.timeout(20_000);
  const file = databaseFile();
  const children: ChildProcess[] = [];
  afterEach(() => children.splice(0).forEach((child) => child.kill('SIGKILL')));

  function run(env: Record<string, string>): ChildProcess {
    const child = spawn(process.execPath, [program], { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    children.push(child);
    return child;
  }

  /** Starts the program and waits for its address. */
  async function boot(): Promise<{ readonly child: ChildProcess; readonly url: string }> {
    const child = run({ AUCTION_DB: file(), PORT: '0' });
    if (child.stdout === null) throw new Error('no output');
    const [line] = await once(createInterface(child.stdout), 'line');
    const [, url = ''] = /^auction house at (http:\/\/127\.0\.0\.1:\d+), bids kept in .*auction\.db$/.exec(String(line)) ?? [];
    return { child, url };
  }

  const post = (url: string, body: unknown): Promise<Response> => fetch(url, { method: 'POST', body: JSON.stringify(body) });

  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    it(`prints its address, and ends with exit code 0 on ${signal}, listeners or not`, async () => {
      const { child, url } = await boot();
      const events = await fetch(`${url}/events`);
      expect((await post(`${url}/lots`, { title: 'a chair', startPrice: 1, closesInMs: 60_000 })).status).to.equal(201);
      child.kill(signal);
      expect(await once(child, 'exit')).to.deep.equal([0, null]);
      expect(await events.text()).to.contain('event: spawned');
    });
  }

  it('has every accepted bid after the whole program was killed', async () => {
    const first = await boot();
    await post(`${first.url}/lots`, { title: 'a chair', startPrice: 1, closesInMs: 60_000 });
    for (const amount of [1, 2, 3]) expect((await post(`${first.url}/lots/1/bids`, { bidder: 'ann', amount })).status).to.equal(201);
    first.child.kill('SIGKILL');
    await once(first.child, 'exit');
    const second = await boot();
    const lot: any = await (await fetch(`${second.url}/lots/1`)).json();
    expect(lot.bids.map((bid: any) => bid.amount)).to.deep.equal([1, 2, 3]);
  });

  it('says why it cannot open, with exit code 1', async () => {
    const child = run({ AUCTION_DB: ':memory:', PORT: 'eighty' });
    const errors: string[] = [];
    child.stderr?.setEncoding('utf8').on('data', (text: string) => errors.push(text));
    expect(await once(child, 'close')).to.deep.equal([1, null]);
    expect(errors.join('')).to.match(/^the auction house cannot open: PORT is a whole number/);
  });

  it('says so when the port is taken, and ends', async () => {
    const { url } = await boot();
    const child = run({ AUCTION_DB: ':memory:', PORT: new URL(url).port });
    const errors: string[] = [];
    child.stderr?.setEncoding('utf8').on('data', (text: string) => errors.push(text));
    expect(await once(child, 'close')).to.deep.equal([1, null]);
    expect(errors.join('')).to.contain('EADDRINUSE');
  });
});
