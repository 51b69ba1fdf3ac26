import { expect } from 'chai';
import { Mailbox, Signal } from '../../lib/kernel/mailbox.js';

class Knock extends Signal {}

/** Repeatable whole numbers from 0 up to, not including, `below`. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => (state = (state * 48_271) % 2_147_483_647) % below;
}

/** What waits, oldest first. */
function contents(mailbox: Mailbox): unknown[] {
  return (mailbox.items ?? []).slice(mailbox.head, mailbox.tail);
}

function filled(...messages: readonly unknown[]): Mailbox {
  const mailbox = new Mailbox();
  for (const message of messages) mailbox.append(message);
  return mailbox;
}

describe('Mailbox', () => {
  it('keeps messages in the order of their arrival', () => {
    expect(contents(filled('a', 'b', 'c'))).to.deep.equal(['a', 'b', 'c']);
  });

  for (const [title, place, rest] of [['first', 0, ['b', 'c', 'd', 'e']], ['second', 1, ['a', 'c', 'd', 'e']], ['last but one', 3, ['a', 'b', 'c', 'e']], ['last', 4, ['a', 'b', 'c', 'd']]] as const) {
    it(`closes the gap when the ${title} of five is taken out`, () => {
      const mailbox = filled('a', 'b', 'c', 'd', 'e');
      mailbox.removeAt(mailbox.head + place);
      expect(contents(mailbox)).to.deep.equal(rest);
    });
  }

  it('moves the first signal along when a message before it is taken out', () => {
    const mailbox = filled('a', 'b', 'c', 'd');
    const knock = new Knock();
    mailbox.appendSignal(knock);
    mailbox.append('e');
    for (const place of [2, 0, 1]) mailbox.removeAt(mailbox.head + place);
    expect(mailbox.items?.[mailbox.firstSignal]).to.equal(knock);
    expect(contents(mailbox)).to.deep.equal(['b', knock, 'e']);
  });

  it('keeps at most 1,024 slots when it has become empty', () => {
    const mailbox = filled(...Array.from({ length: 5_000 }, (_, n) => n));
    while (mailbox.tail > mailbox.head) mailbox.removeAt(mailbox.head);
    expect(mailbox.items?.length ?? 0).to.be.at.most(1_024);
  });

  it('agrees with an array over 200,000 random steps', () => {
    const random = seeded(11);
    const mailbox = new Mailbox();
    const model: number[] = [];
    const marks: { readonly mark: number; readonly before: number }[] = [];
    const withPriority = new Set<number>();
    let made = 0;
    for (let step = 0; step < 200_000; step++) {
      const growing = Math.floor(step / 10_000) % 2 === 0;
      const choice = random(10);
      if (choice < (growing ? 6 : 2)) {
        mailbox.append(made);
        model.push(made++);
      } else if (choice === 9) {
        marks.push({ mark: mailbox.mark(), before: made });
        if (marks.length > 20) marks.shift();
      } else if (choice === 8 && random(4) === 0) {
        const messages = Array.from({ length: 1 + random(3) }, () => made++);
        const place = model.findIndex((each) => !withPriority.has(each));
        mailbox.scan = mailbox.head + random(model.length + 1);
        const passed = new Set(contents(mailbox).slice(0, mailbox.scan - mailbox.head));
        mailbox.insertPriority(messages);
        model.splice(place < 0 ? model.length : place, 0, ...messages);
        for (const each of messages) withPriority.add(each);
        const skipped = contents(mailbox).slice(0, mailbox.scan - mailbox.head);
        if (skipped.some((each) => !passed.has(each))) expect.fail(`the save pointer passed a message by in step ${step}`);
      } else if (model.length > 0) {
        const place = random(3) > 0 ? 0 : random(model.length);
        mailbox.scan = mailbox.head + random(model.length + 1);
        const next = mailbox.scan === mailbox.head + place ? undefined : mailbox.items?.[mailbox.scan];
        mailbox.removeAt(mailbox.head + place);
        model.splice(place, 1);
        if (next !== undefined && mailbox.items?.[mailbox.scan] !== next) expect.fail(`the save pointer slipped in step ${step}`);
      }
      if (mailbox.tail - mailbox.head !== model.length) expect.fail(`another length in step ${step}`);
      if (step % 100 !== 0) continue;
      expect(contents(mailbox)).to.deep.equal(model);
      for (const { mark, before } of marks) {
        const first = model.findIndex((each) => each >= before);
        if (first >= 0 && mailbox.indexAt(mark) - mailbox.head > first) expect.fail(`a mark is too late in step ${step}`);
      }
      expect((mailbox.items ?? []).slice(0, mailbox.head).concat((mailbox.items ?? []).slice(mailbox.tail)).every((slot) => slot === undefined)).to.equal(true);
    }
  }).timeout(20_000);
});
