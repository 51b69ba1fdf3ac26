import { expect } from 'chai';
import { TimerEntry, TimerQueue } from '../../lib/kernel/timer-queue.js';

class Alarm extends TimerEntry {
  readonly name: string | number;

  constructor(name: string | number = '') {
    super();
    this.name = name;
  }
}

/** The names of all entries that are due at `nowMs`, in the order in which they are taken. */
function takeAll(queue: TimerQueue<Alarm>, nowMs: number): (string | number)[] {
  const names: (string | number)[] = [];
  for (let alarm = queue.takeDue(nowMs); alarm !== undefined; alarm = queue.takeDue(nowMs)) names.push(alarm.name);
  return names;
}

/** Repeatable numbers from 0 up to, not including, 1. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

describe('TimerQueue', () => {
  let queue: TimerQueue<Alarm>;

  beforeEach(() => {
    queue = new TimerQueue();
  });

  context('while it is empty', () => {
    it('has no next deadline', () => {
      expect(queue.nextDeadlineMs()).to.equal(Infinity);
    });

    it('has nothing due, however late it is', () => {
      expect(queue.takeDue(Infinity)).to.equal(undefined);
    });

    it('has size 0', () => {
      expect(queue.size).to.equal(0);
    });
  });

  context('with one entry', () => {
    it('is due exactly at the time of adding plus the delay', () => {
      queue.add(new Alarm('tea'), 1_000.25, 500.5);
      expect(queue.takeDue(1_500.749)).to.equal(undefined);
      expect(queue.takeDue(1_500.75)?.name).to.equal('tea');
    });

    it('names its deadline', () => {
      const alarm = new Alarm();
      queue.add(alarm, 10, 5);
      expect(alarm.deadlineMs).to.equal(15);
      expect(queue.nextDeadlineMs()).to.equal(15);
    });

    it('is empty once the entry was taken', () => {
      queue.add(new Alarm(), 10, 5);
      queue.takeDue(15);
      expect(queue.size).to.equal(0);
      expect(queue.nextDeadlineMs()).to.equal(Infinity);
    });

    it('takes the deadline off an entry that left', () => {
      const taken = new Alarm();
      const removed = new Alarm();
      queue.add(taken, 0, 1);
      queue.add(removed, 0, 1);
      queue.takeDue(1);
      queue.remove(removed);
      expect([taken.deadlineMs, removed.deadlineMs]).to.deep.equal([NaN, NaN]);
    });

    it('makes a delay of 0 due at once', () => {
      queue.add(new Alarm('now'), 7, 0);
      expect(queue.takeDue(7)?.name).to.equal('now');
    });

    it('holds delays longer than the host can wait', () => {
      const delayMs = 2 ** 31 + 0.5;
      queue.add(new Alarm('late'), 1, delayMs);
      expect(queue.nextDeadlineMs()).to.equal(2 ** 31 + 1.5);
      expect(queue.takeDue(2 ** 31 + 1)).to.equal(undefined);
      expect(queue.takeDue(2 ** 31 + 1.5)?.name).to.equal('late');
    });
  });

  context('with several entries', () => {
    it('takes the earliest deadline first', () => {
      queue.add(new Alarm('c'), 0, 30);
      queue.add(new Alarm('a'), 0, 10);
      queue.add(new Alarm('b'), 5, 10);
      expect(takeAll(queue, 100)).to.deep.equal(['a', 'b', 'c']);
    });

    it('orders fractions of one millisecond', () => {
      for (const [name, nowMs, delayMs] of [['d', 0, 1], ['c', 0, 0.9], ['a', 0, 0.1], ['b', 0.25, 0.5]] as const) {
        queue.add(new Alarm(name), nowMs, delayMs);
      }
      expect(takeAll(queue, 1)).to.deep.equal(['a', 'b', 'c', 'd']);
    });

    it('takes equal delays in the order of adding', () => {
      for (let name = 0; name < 5; name += 1) queue.add(new Alarm(name), 3, 20);
      expect(takeAll(queue, 23)).to.deep.equal([0, 1, 2, 3, 4]);
    });

    it('takes equal fractional delays in the order of adding', () => {
      for (let name = 0; name < 50; name += 1) queue.add(new Alarm(name), 3, name % 5 === 4 ? 20.75 : 20.5);
      const names = takeAll(queue, 23.5);
      expect(names).to.have.length(40);
      expect(names).to.deep.equal([...names].sort((a, b) => Number(a) - Number(b)));
    });

    it('leaves alone what is not due yet', () => {
      queue.add(new Alarm('due'), 0, 10);
      queue.add(new Alarm('later'), 0, 11);
      expect(takeAll(queue, 10)).to.deep.equal(['due']);
      expect(queue.size).to.equal(1);
    });

    it('lets the caller stop between two entries', () => {
      queue.add(new Alarm('a'), 0, 10);
      queue.add(new Alarm('b'), 0, 10);
      queue.takeDue(10);
      expect(queue.size).to.equal(1);
      expect(queue.nextDeadlineMs()).to.equal(10);
    });

    it('takes an entry that is added with delay 0 between two takes', () => {
      queue.add(new Alarm('a'), 0, 10);
      queue.takeDue(10);
      queue.add(new Alarm('b'), 10, 0);
      expect(queue.takeDue(10)?.name).to.equal('b');
    });
  });

  context('when an entry is removed', () => {
    it('tells whether the entry was queued', () => {
      const alarm = new Alarm();
      expect(queue.remove(alarm)).to.equal(false);
      queue.add(alarm, 0, 1);
      expect(queue.remove(alarm)).to.equal(true);
      expect(queue.remove(alarm)).to.equal(false);
    });

    it('knows that a taken entry is not queued', () => {
      const alarm = new Alarm();
      queue.add(alarm, 0, 1);
      queue.takeDue(1);
      expect(queue.remove(alarm)).to.equal(false);
      expect(queue.size).to.equal(0);
    });

    for (const gone of ['first', 'middle', 'last']) {
      it(`keeps the others in order without the ${gone} one`, () => {
        const alarms = ['first', 'middle', 'last'].map((name) => new Alarm(name));
        for (const alarm of alarms) queue.add(alarm, 0, 10);
        for (const alarm of alarms) if (alarm.name === gone) queue.remove(alarm);
        expect(takeAll(queue, 10)).to.deep.equal(['first', 'middle', 'last'].filter((name) => name !== gone));
      });
    }

    it('moves the next deadline to the next entry', () => {
      const first = new Alarm();
      queue.add(first, 0, 10);
      queue.add(new Alarm(), 5, 10);
      queue.add(new Alarm(), 0, 12);
      queue.remove(first);
      expect(queue.nextDeadlineMs()).to.equal(12);
    });

    it('queues the same entry again', () => {
      const alarm = new Alarm('again');
      queue.add(alarm, 0, 10);
      queue.remove(alarm);
      queue.add(alarm, 4, 10);
      expect(queue.takeDue(10)).to.equal(undefined);
      expect(queue.takeDue(14)?.name).to.equal('again');
    });

    it('does not point from a removed entry to the others', () => {
      const alarms = [new Alarm(), new Alarm(), new Alarm()] as const;
      for (const alarm of alarms) queue.add(alarm, 0, 10);
      queue.remove(alarms[1]);
      expect(Object.values(alarms[1]).filter((value) => typeof value === 'object')).to.deep.equal([]);
    });
  });

  context('when a queued entry is added again', () => {
    it('moves the entry to its new deadline', () => {
      const alarm = new Alarm('moved');
      queue.add(alarm, 0, 10);
      queue.add(alarm, 4, 10);
      expect(queue.size).to.equal(1);
      expect(queue.takeDue(10)).to.equal(undefined);
      expect(takeAll(queue, 14)).to.deep.equal(['moved']);
    });
  });

  context('after a long life', () => {
    it('keeps one list for a delay that is used over and over', () => {
      const alarm = new Alarm();
      let most = 0;
      for (let nowMs = 0; nowMs < 10_000; nowMs += 1) {
        queue.add(alarm, nowMs, 5_000);
        queue.remove(alarm);
        most = Math.max(most, queue.listCount);
      }
      expect(most).to.equal(1);
    });

    for (const [kind, step] of [['whole', 1], ['fractional', 0.3]] as const) {
      it(`drops the lists of a million distinct ${kind} delays`, () => {
        const alarm = new Alarm();
        let most = 0;
        for (let turn = 0; turn < 1_000_000; turn += 1) {
          queue.add(alarm, 0, turn * step);
          queue.remove(alarm);
          most = Math.max(most, queue.listCount);
        }
        expect(most).to.be.below(40);
      });
    }

    it('drops empty lists while other entries stay', () => {
      const alarms = Array.from({ length: 10_000 }, (_, name) => new Alarm(name));
      alarms.forEach((alarm, index) => queue.add(alarm, 0, index));
      alarms.forEach((alarm, index) => index % 100 !== 0 && queue.remove(alarm));
      expect(queue.listCount).to.be.within(100, 400);
      expect(takeAll(queue, 10_000)).to.deep.equal(Array.from({ length: 100 }, (_, index) => index * 100));
    });

    it('has no list left once all entries were taken and time went on', () => {
      for (let delayMs = 0; delayMs < 1_000; delayMs += 0.5) queue.add(new Alarm(), 0, delayMs);
      takeAll(queue, 1_000);
      expect(queue.listCount).to.equal(0);
    });
  });

  context('compared with a plain list that is searched', () => {
    const delays = {
      'whole delays': (random: () => number) => Math.floor(random() * 40),
      'fractional delays': (random: () => number) => random() * 40,
      'few delays, some with a fraction': (random: () => number) => Math.floor(random() * 12) / 4,
    };
    for (const [kind, delayOf] of Object.entries(delays)) {
      it(`agrees over 20,000 random steps with ${kind}`, () => {
        const random = seeded(kind.length);
        /** In the order of adding. */
        let model: { alarm: Alarm; delayMs: number; deadlineMs: number }[] = [];
        const earliest = () => model.reduce((soonest, { deadlineMs }) => Math.min(soonest, deadlineMs), Infinity);
        let nowMs = 0;
        for (let step = 0; step < 20_000; step += 1) {
          const choice = random();
          const chosen = model[Math.floor(random() * model.length)];
          if (choice < 0.45) {
            const alarm = choice < 0.05 && chosen !== undefined ? chosen.alarm : new Alarm(step);
            const delayMs = delayOf(random);
            queue.add(alarm, nowMs, delayMs);
            model = model.filter((other) => other.alarm !== alarm);
            model.push({ alarm, delayMs, deadlineMs: nowMs + delayMs });
          } else if (choice < 0.65) {
            if (chosen !== undefined) expect(queue.remove(chosen.alarm)).to.equal(true);
            model = model.filter((other) => other !== chosen);
          } else if (choice < 0.75) {
            nowMs += Math.floor(random() * 8) / 4;
          } else if (choice < 0.8) {
            expect(queue.nextDeadlineMs()).to.equal(earliest());
          } else {
            const alarm = queue.takeDue(nowMs);
            const known = model.find((other) => other.alarm === alarm);
            if (known === undefined) {
              expect(earliest()).to.be.above(nowMs);
            } else {
              expect(known.deadlineMs).to.equal(earliest());
              expect(known.deadlineMs).to.be.at.most(nowMs);
              expect(model.find(({ delayMs }) => delayMs === known.delayMs)).to.equal(known);
              model = model.filter((other) => other !== known);
            }
          }
          expect(queue.size).to.equal(model.length);
        }
        expect(takeAll(queue, Infinity)).to.have.length(model.length);
      });
    }
  });
});
