import { expect } from 'chai';
import { testHouse } from './house.js';

describe('The stream of events', () => {
  const house = testHouse();

  it('tells of a lot’s birth, its end, and what its monitor heard', async () => {
    const events = await house.listen();
    const lot = await house.lot();
    const { pid } = await events.event('started');
    expect(await events.event('spawned', (data) => data.pid === pid)).to.deep.equal({ pid, process: 'Lot' });
    await house.ask('POST', `${lot}/crash`);
    expect(await events.event('DOWN')).to.deep.equal({ pid, lot: 1, reason: "'killed'" });
    expect(await events.event('exited', (data) => data.pid === pid)).to.deep.equal({ pid, process: 'lot 1', reason: "'killed'" });
    const again = await events.event('started', (data) => data.pid !== pid);
    expect(again.lot).to.equal(1);
  });

  it('tells of the end of lots that were open before', async () => {
    const lot = await house.lot();
    const events = await house.listen();
    await house.ask('POST', `${lot}/crash`);
    expect(await events.event('DOWN')).to.include({ lot: 1 });
  });

  it('tells a bidder of being outbid, and of the end of the lot', async () => {
    const ann = await house.listen('ann');
    const lot = await house.lot('a chair', 1, 500);
    await house.bid(lot, 'ann', 5);
    await house.bid(lot, 'bob', 6);
    expect(await ann.event('outbid')).to.deep.equal({ lot: 1, by: 'bob', amount: 6 });
    expect(await ann.event('closed')).to.deep.equal({ lot: 1, winner: 'bob', amount: 6 });
  });

  it('tells all listeners the same', async () => {
    const listeners = await Promise.all([house.listen(), house.listen(), house.listen('ann')]);
    await house.lot();
    const pids = await Promise.all(listeners.map(async (each) => (await each.event('started')).pid));
    expect(new Set(pids).size).to.equal(1);
  });

  it('ends for all when the house closes', async () => {
    const events = await house.listen();
    await house.close();
    await events.ended;
  });
});

describe('A bidder’s connection', () => {
  const house = testHouse({ heartbeatMs: 20 });
  const present = async (lot: string): Promise<unknown> => (await house.ask('GET', lot)).body.present;

  it('is monitored by the lots that the bidder bids on, before and after a crash', async () => {
    const lot = await house.lot();
    const ann = await house.listen('ann');
    await house.bid(lot, 'ann', 11);
    await house.bid(lot, 'bob', 12);
    expect(await present(lot)).to.deep.equal(['ann']);
    await house.ask('POST', `${lot}/crash`);
    await ann.event('DOWN');
    expect(await present(lot)).to.deep.equal(['ann']);
  });

  it('is known again when the bidder comes back', async () => {
    const lot = await house.lot();
    await house.bid(lot, 'ann', 11);
    expect(await present(lot)).to.deep.equal([]);
    await house.listen('ann');
    expect(await present(lot)).to.deep.equal(['ann']);
  });

  it('leaves nothing behind when the client leaves', async () => {
    const lot = await house.lot();
    const others = await house.listen();
    const ann = await house.listen('ann');
    await house.bid(lot, 'ann', 11);
    ann.leave();
    await others.event('exited', (data) => data.process === 'connection of ann');
    expect(await present(lot)).to.deep.equal([]);
    expect((await house.ask('GET', '/tree')).body).to.not.contain('ann');
  });

  it('is never silent for long', async () => {
    const events = await house.listen();
    await events.until(() => (events.heartbeats > 2 ? true : undefined));
  });
});
