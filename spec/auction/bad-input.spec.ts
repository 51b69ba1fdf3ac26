import { connect } from 'node:net';
import { once } from 'node:events';
import { expect } from 'chai';
import { testHouse } from './house.js';

describe('Bad input', () => {
  const house = testHouse();
  const good = { title: 'a chair', startPrice: 1, closesInMs: 60_000 };
  const bid = { bidder: 'ann', amount: 5 };

  beforeEach(() => house.ask('POST', '/lots', good));
  afterEach(() => expect(house.logger).to.deep.include({ crashes: [], warnings: [] }));

  const cases: readonly [title: string, method: string, path: string, body: unknown, status: number, error: RegExp][] = [
    ['text that is not JSON', 'POST', '/lots/1/bids', '{bidder: ann}', 400, /^the body is not JSON$/],
    ['no body', 'POST', '/lots/1/bids', undefined, 400, /^the body is empty$/],
    ['an array', 'POST', '/lots/1/bids', '[1]', 400, /^the body is JSON, but no object$/],
    ['null', 'POST', '/lots', 'null', 400, /^the body is JSON, but no object$/],
    ['a negative bid', 'POST', '/lots/1/bids', { ...bid, amount: -5 }, 400, /^amount is -5$/],
    ['a bid that is text', 'POST', '/lots/1/bids', { ...bid, amount: '5' }, 400, /^amount is "5"$/],
    ['a bid of nothing', 'POST', '/lots/1/bids', { ...bid, amount: null }, 400, /^amount is null$/],
    ['a bid without an amount', 'POST', '/lots/1/bids', { bidder: 'ann' }, 400, /^amount is missing$/],
    ['a bid without end', 'POST', '/lots/1/bids', '{"bidder":"ann","amount":1e999}', 400, /^amount is /],
    ['a bid of nobody', 'POST', '/lots/1/bids', { ...bid, bidder: ' ' }, 400, /^bidder is " "$/],
    ['a bidder with a long name', 'POST', '/lots/1/bids', { ...bid, bidder: 'a'.repeat(101) }, 400, /^bidder is "a+…$/],
    ['a lot without a title', 'POST', '/lots', { ...good, title: undefined }, 400, /^title is missing$/],
    ['a negative price', 'POST', '/lots', { ...good, startPrice: -1 }, 400, /^startPrice is -1$/],
    ['a lot that never closes', 'POST', '/lots', { ...good, closesInMs: 1e15 }, 400, /^closesInMs is /],
    ['a lot that closes at once', 'POST', '/lots', { ...good, closesInMs: 0 }, 400, /^closesInMs is 0$/],
    ['an unknown lot', 'GET', '/lots/77', undefined, 404, /^there is no lot 77$/],
    ['a bid on an unknown lot', 'POST', '/lots/77/bids', bid, 404, /^there is no lot 77$/],
    ['a crash of an unknown lot', 'POST', '/lots/77/crash', undefined, 404, /^there is no lot 77$/],
    ['a lot that is no number', 'GET', '/lots/__proto__', undefined, 404, /^there is no lot __proto__$/],
    ['an unknown route', 'GET', '/auctions', undefined, 404, /^there is nothing at \/auctions$/],
    ['a wrong method', 'DELETE', '/lots/1', undefined, 405, /^DELETE is not possible here$/],
    ['a method that is a property of all objects', 'PATCH', '/lots', good, 405, /^PATCH is not possible here$/],
    ['a body of 1 MB', 'POST', '/lots/1/bids', { ...bid, bidder: 'a'.repeat(1_000_000) }, 413, /^the body has more than 65536 bytes$/],
  ];

  for (const [title, method, path, body, status, error] of cases) {
    it(`is refused with ${status} and a reason: ${title}`, async () => {
      const answer = await house.ask(method, path, body);
      expect(answer.status).to.equal(status);
      expect(answer.body.error).to.match(error);
      expect(answer.body.remedy).to.be.a('string').that.is.not.empty;
    });
  }

  it('names the methods that are possible', async () => {
    expect((await house.ask('PUT', '/lots')).headers.get('allow')).to.equal('GET, POST');
  });

  it('that is no HTTP gets a 400 and ends the connection', async () => {
    const socket = connect(Number(new URL(house.url).port), '127.0.0.1');
    const chunks: Buffer[] = [];
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.write('hello\r\n\r\n');
    await once(socket, 'close');
    expect(String(Buffer.concat(chunks))).to.match(/^HTTP\/1\.1 400 /);
  });

  it('is answered before it has ended, when it does not end', async () => {
    const socket = connect(Number(new URL(house.url).port), '127.0.0.1');
    socket.on('error', () => {});
    socket.write('POST /lots HTTP/1.1\r\nhost: house\r\ncontent-length: 100000000\r\n\r\n');
    const answered = once(socket, 'data');
    socket.write('x'.repeat(9_000_000));
    expect(String((await answered)[0])).to.match(/^HTTP\/1\.1 413 /);
    await once(socket, 'close');
  });

  it('does the lot no harm', async () => {
    await house.bid('/lots/1', 'ann', -1);
    await house.ask('POST', '/lots/1/bids', 'x'.repeat(1_000_000));
    expect((await house.bid('/lots/1', 'ann', 5)).status).to.equal(201);
  });
});
