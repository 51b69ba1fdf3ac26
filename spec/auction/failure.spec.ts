import { expect } from 'chai';
import { Process, Registry } from '../../lib/index.js';
import { BidStore } from '../../samples/auction/bid-store.js';
import { bidderKeys, lotKeys, lotSupervisor } from '../../samples/auction/names.js';
import { testHouse } from './house.js';

describe('Failure in the auction house', () => {
  const house = testHouse();
  const amounts = async (lot: string): Promise<number[]> => (await house.ask('GET', lot)).body.bids.map((bid: any) => bid.amount);

  /** Lets the store fail so many times. */
  function breakStore(times: number): void {
    const store = house.application.get(BidStore);
    const works = store.addBid;
    let left = times;
    store.addBid = (...args) => {
      if (left-- > 0) throw new Error('the disk is full');
      works.apply(store, args);
    };
  }

  it('takes a bid in the end that a lot has crashed over once', async () => {
    const lot = await house.lot();
    const events = await house.listen();
    breakStore(1);
    expect((await house.bid(lot, 'ann', 11)).status).to.equal(201);
    expect(await events.event('crashed')).to.include({ process: 'lot 1', reason: 'Error: the disk is full' });
    expect(await amounts(lot)).to.deep.equal([11]);
    expect(house.logger.crashes).to.have.length(1);
  });

  it('answers 503 when it crashes again, and goes on', async () => {
    const lot = await house.lot();
    breakStore(2);
    const refused = await house.bid(lot, 'ann', 11);
    expect([refused.status, refused.body.error]).to.deep.equal([503, 'the lot is not back yet from a crash']);
    expect(await amounts(lot)).to.deep.equal([]);
    expect((await house.bid(lot, 'ann', 11)).status).to.equal(201);
  });

  it('knows a bid again that was stored when only its answer got lost', async () => {
    const lot = await house.lot();
    const store = house.application.get(BidStore);
    const works = store.addBid;
    store.addBid = (...args) => {
      works.apply(store, args);
      store.addBid = works;
      throw new Error('the power is gone');
    };
    expect((await house.bid(lot, 'ann', 11)).status).to.equal(201);
    expect(await amounts(lot)).to.deep.equal([11]);
  });

  for (const name of [lotKeys, bidderKeys, lotSupervisor]) {
    it(`opens its lots again when "${name}" was killed`, async () => {
      const lots = [await house.lot(), await house.lot()];
      for (const lot of lots) await house.bid(lot, 'ann', 11);
      const pid = house.application.runtime.get(Registry).whereis(name);
      if (pid !== undefined) Process.exit(pid, 'kill');
      for (const lot of lots) expect((await house.bid(lot, 'bob', 12)).status).to.equal(201);
      for (const lot of lots) expect(await amounts(lot)).to.deep.equal([11, 12]);
      expect((await house.ask('GET', '/tree')).body).to.contain('lot 1 #').and.contain('lot 2 #');
    });
  }
});
