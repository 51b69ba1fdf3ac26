import { expect } from 'chai';
import { testHouse } from './house.js';

describe('500 bids at once on a lot that is killed all the time', () => {
  const house = testHouse();

  it('lose nothing that was accepted, and store nothing that was refused', async () => {
    const lot = await house.lot('a chair', 1);
    let flooding = true;
    let kills = 0;
    const killer = (async () => {
      while (flooding) {
        const { status } = await house.ask('POST', `${lot}/crash`);
        if (status === 202) kills++;
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
    })();
    const answers = await Promise.all(Array.from({ length: 500 }, (_, n) => house.bid(lot, `bidder ${n}`, n % 10 === 9 ? 0.5 : n + 1)));
    flooding = false;
    await killer;

    expect(kills).to.be.above(10);
    expect(new Set(answers.map(({ status }) => status))).to.deep.equal(new Set([201, 409]));
    const accepted = answers.filter(({ status }) => status === 201).map(({ body }) => body.key);
    expect(accepted.length).to.be.above(50);
    const { body } = await house.ask('GET', lot);
    expect(new Set(body.bids.map((bid: any) => bid.key))).to.deep.equal(new Set(accepted));
    const amounts: number[] = body.bids.map((bid: any) => bid.amount);
    expect(amounts).to.deep.equal([...amounts].sort((a, b) => a - b));
  }).timeout(20_000);
});
