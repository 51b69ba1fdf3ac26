import { expect } from 'chai';
import type { Locator, Page } from 'playwright-core';
import { describeInBrowser } from './browser.js';
import { testHouse } from './house.js';

describeInBrowser('The page of the auction house, in a browser', (browser) => {
  const house = testHouse();

  /** The row of the lot with this title, when it says all of this. */
  const row = (page: Page, title: string, ...says: readonly string[]): Locator =>
    says.reduce((found, text) => found.filter({ hasText: text }), page.locator('#lots tr').filter({ hasText: title }));

  const event = (page: Page, type: string, text: string): Locator => page.locator(`#events li.${type}`).filter({ hasText: text }).first();

  const treeWith = (page: Page, text: string | RegExp): Locator => page.locator('#tree').filter({ hasText: text });

  async function openLot(page: Page, title: string, { price = '10', seconds = '60' } = {}): Promise<void> {
    const form = page.locator('#open');
    await form.getByPlaceholder('title').fill(title);
    await form.locator('[name=startPrice]').fill(price);
    await form.locator('[name=seconds]').fill(seconds);
    await form.getByRole('button').click();
  }

  async function bid(page: Page, lot: string, amount: string): Promise<void> {
    const form = page.locator('#bid');
    await form.locator('[name=amount]').fill(amount);
    await form.locator('[name=lot]').fill(lot);
    await form.getByRole('button').click();
  }

  it('opens a lot, which then stands in the list and in the living tree', async () => {
    const page = await browser.open(house.url);
    await openLot(page, 'a chair');

    await row(page, 'a chair', 'from 10').waitFor();
    await treeWith(page, /lot-supervisor #PID<[\d.]+>\s+│  └─ lot 1 #PID/).waitFor();
    expect(browser.problems).to.deep.equal([]);
  });

  it('takes a bid, and tells the bidder that another one was higher', async () => {
    const page = await browser.open(house.url);
    await openLot(page, 'a chair');
    await row(page, 'a chair').waitFor();
    await treeWith(page, 'connection of ann').waitFor();
    await bid(page, '1', '25');
    await row(page, 'a chair', '25 (1)').waitFor();

    await house.bid('/lots/1', 'bob', 30);
    await event(page, 'outbid', 'by bob').waitFor();
    await row(page, 'a chair', '30 (2)').waitFor();
    expect(browser.problems).to.deep.equal([]);
  });

  it('says why a bid is refused, and what to do', async () => {
    const page = await browser.open(house.url);
    await openLot(page, 'a chair', { price: '10' });
    await row(page, 'a chair').waitFor();
    await bid(page, '1', '9');

    await page.getByRole('status').filter({ hasText: 'the bid is too low: the lot stands at 10: bid more' }).waitFor();
    await row(page, 'a chair', 'from 10').waitFor();
  });

  it('kills a lot, shows its DOWN and its return, and has lost no bid', async () => {
    const page = await browser.open(house.url);
    await openLot(page, 'a chair');
    await row(page, 'a chair').waitFor();
    await bid(page, '1', '25');
    await row(page, 'a chair', '25 (1)').waitFor();
    const [before] = /lot 1 #PID<[\d.]+>/.exec((await page.locator('#tree').textContent()) ?? '') ?? [];
    expect(before).to.be.a('string');
    await row(page, 'a chair').getByRole('button', { name: 'Crash' }).click();

    await event(page, 'DOWN', "lot 1, reason 'killed'").waitFor();
    await event(page, 'started', 'lot 1').waitFor();
    await treeWith(page, /lot 1 #PID/).filter({ hasNotText: before ?? '' }).waitFor();
    await row(page, 'a chair', '25 (1)').waitFor();
    expect(browser.problems).to.deep.equal([]);
  });

  it('shows a lot that its timer has closed, and who has won it', async () => {
    const page = await browser.open(house.url);
    await openLot(page, 'a vase', { seconds: '1' });
    await row(page, 'a vase').waitFor();
    await bid(page, '1', '25');

    await event(page, 'closed', 'winner ann').waitFor();
    await row(page, 'a vase', 'closed').waitFor();
    expect(await row(page, 'a vase').getByRole('button', { name: 'Crash' }).isDisabled()).to.equal(true);
  });

  it('listens as somebody else when the name is changed', async () => {
    const page = await browser.open(house.url);
    await treeWith(page, 'connection of ann').waitFor();
    await page.locator('#bidder').fill('zoe');
    await page.locator('#bidder').press('Enter');

    await treeWith(page, 'connection of zoe').filter({ hasNotText: 'connection of ann' }).waitFor();
  });

  it('reads no HTML in what strangers write', async () => {
    const title = '<img src=x onerror="document.title=1"><b>bold</b>';
    const page = await browser.open(house.url);
    await house.lot(title);

    await row(page, title).waitFor();
    expect(await page.locator('#lots b, #lots img, #tree b, #events b').count()).to.equal(0);
    expect(await page.title()).to.equal('Auction house');
    expect(browser.problems).to.deep.equal([]);
  });
});
