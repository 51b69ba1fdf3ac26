import { expect } from 'chai';
import { BidStore } from '../../samples/auction/bid-store.js';
import { Settings } from '../../samples/auction/settings.js';
import { databaseFile, testHouse } from './house.js';

const amounts = (body: any): number[] => body.bids.map(({ amount }: { amount: number }) => amount);

describe('The auction house', () => {
  const house = testHouse();

  it('opens a lot, takes bids, and shows both', async () => {
    const opened = await house.ask('POST', '/lots', { title: 'a chair', startPrice: 10, closesInMs: 60_000 });
    expect(opened.status).to.equal(201);
    expect(opened.headers.get('location')).to.equal('/lots/1');
    expect(opened.body).to.include({ id: 1, title: 'a chair', startPrice: 10, closed: false });

    const bid = await house.bid('/lots/1', 'ann', 10);
    expect(bid.status).to.equal(201);
    expect(bid.body).to.include({ bidder: 'ann', amount: 10 });
    await house.bid('/lots/1', 'bob', 12.5);

    const { body } = await house.ask('GET', '/lots/1');
    expect(body.bids.map((each: any) => [each.bidder, each.amount])).to.deep.equal([['ann', 10], ['bob', 12.5]]);
    const list = await house.ask('GET', '/lots');
    expect(list.body[0]).to.include({ id: 1, highest: 12.5, bidCount: 2, closed: false });
  });

  it('refuses a bid that is too low, and says where the lot stands', async () => {
    const lot = await house.lot('a chair', 10);
    const below = await house.bid(lot, 'ann', 9);
    expect([below.status, below.body.error]).to.deep.equal([409, 'the bid is too low: the lot stands at 10']);
    await house.bid(lot, 'ann', 20);
    const equal = await house.bid(lot, 'bob', 20);
    expect([equal.status, equal.body.error]).to.deep.equal([409, 'the bid is too low: the lot stands at 20']);
  });

  it('keeps the bids of a lot that is killed', async () => {
    const lot = await house.lot();
    await house.bid(lot, 'ann', 11);
    const events = await house.listen();
    expect(await house.ask('POST', `${lot}/crash`)).to.deep.include({ status: 202, body: { crashed: true } });
    await events.event('started');
    expect((await house.bid(lot, 'bob', 11)).status).to.equal(409);
    expect((await house.bid(lot, 'bob', 12)).status).to.equal(201);
    expect(amounts((await house.ask('GET', lot)).body)).to.deep.equal([11, 12]);
  });

  it('shows the living tree, lots and listeners by name', async () => {
    await house.lot();
    await house.listen('ann');
    const { status, body } = await house.ask('GET', '/tree');
    expect(status).to.equal(200);
    expect(body.replaceAll(/#PID<[\d.]+>/g, 'pid').trim().split('\n')).to.deep.equal([
      'AuctionModule pid',
      '├─ lots pid',
      '├─ bidders pid',
      '├─ connection-supervisor pid',
      '│  └─ connection of ann pid',
      '├─ lot-supervisor pid',
      '│  └─ lot 1 pid',
      '└─ Reopening pid',
    ]);
  });

  it('serves a page that needs nothing from elsewhere', async () => {
    const { status, body, headers } = await house.ask('GET', '/');
    expect(status).to.equal(200);
    expect(headers.get('content-type')).to.equal('text/html; charset=utf-8');
    expect(body).to.contain("new EventSource('/events");
    expect(body).to.not.match(/\bsrc=|\bhref=(?!\"data:)|https?:\/\/|@import/);
  });
});

describe('Lots', () => {
  const house = testHouse();

  it('close by themselves when their time is up', async () => {
    const events = await house.listen();
    const lot = await house.lot('a chair', 10, 300);
    await house.bid(lot, 'ann', 30);
    expect(await events.event('DOWN')).to.include({ lot: 1, reason: "'normal'" });
    expect((await house.ask('GET', lot)).body).to.deep.include({ closed: true });
    expect((await house.ask('GET', lot)).body.bids).to.have.length(1);
    expect((await house.bid(lot, 'bob', 40)).body).to.deep.equal({ error: 'lot 1 is closed', remedy: 'GET /lots lists those that are open' });
    expect((await house.ask('POST', `${lot}/crash`)).status).to.equal(409);
  });

  it('close at the same time when they were killed meanwhile', async () => {
    const events = await house.listen();
    const opened = await house.ask('POST', '/lots', { title: 'a chair', startPrice: 1, closesInMs: 400 });
    await house.ask('POST', '/lots/1/crash');
    await events.event('DOWN', ({ reason }) => reason === "'normal'");
    expect(Date.now()).to.be.within(opened.body.endsAt - 5, opened.body.endsAt + 2_000);
  });
});

describe('The auction house on a file', () => {
  const file = databaseFile();
  const house = testHouse({});

  it('has all bids when it opens again', async () => {
    await house.close();
    await house.open({ database: file() });
    const lot = await house.lot();
    await house.bid(lot, 'ann', 11);
    await house.bid(lot, 'bob', 12);
    await house.close();

    await house.open({ database: file() });
    const { body } = await house.ask('GET', lot);
    expect(amounts(body)).to.deep.equal([11, 12]);
    expect((await house.bid(lot, 'ann', 12)).status).to.equal(409);
    expect((await house.bid(lot, 'ann', 13)).status).to.equal(201);
  });

  it('closes what has run out while it was closed', async () => {
    await house.close();
    await house.open({ database: file() });
    await house.close();
    const store = new BidStore(new Settings({ database: file() }));
    store.addLot('a chair', 1, Date.now() - 1_000);
    store.onApplicationShutdown();
    await house.open({ database: file() });
    const events = await house.listen();
    const closed = async (): Promise<boolean> => (await house.ask('GET', '/lots/1')).body.closed;
    if (!(await closed())) await events.event('DOWN');
    expect(await closed()).to.equal(true);
  });
});
