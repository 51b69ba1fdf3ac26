import { expect } from 'chai';
import { BeamworkError, ProcessExit } from '../../lib/index.js';

class Faulty extends Error {
  override get message(): string {
    throw new Error('no message');
  }
}

describe('The message of a ProcessExit', () => {
  const wrong = new BeamworkError({ code: 'BEAMWORK_UNMATCHED', problem: 'Till has no @Call handler for ["x"]', remedy: 'add a method' });
  const reasons: readonly [title: string, reason: unknown, message: string][] = [
    ['a word', 'boom', 'process ended: "boom"'],
    ['what was tried, inside what went wrong', ['noproc', ['call', 'till', ['sell', ['tea']], 5_000]], 'process ended: ["noproc", ["call", "till", ["sell", ["tea"]], 5000]]'],
    ['an error beside what was tried', [wrong, ['call', 'till', ['x'], 5_000]], 'process ended: [BeamworkError: Till has no @Call handler for ["x"], ["call", "till", ["x"], 5000]]'],
    ['the message of an error', new Error('no tea'), 'process ended: no tea'],
    ['the name of an error without a message', new RangeError(), 'process ended: RangeError'],
    ['no more than fits on a few lines', ['a'.repeat(70), 'b'.repeat(70), 'c'.repeat(70), 'd'.repeat(70)], `process ended: ["${'a'.repeat(70)}", "${'b'.repeat(70)}", "${'c'.repeat(70)}", "${'d'.repeat(15)}…`],
    ['that it cannot be read, when it cannot', ['noproc', [new Faulty()]], 'process ended: a value that cannot be read'],
  ];

  for (const [title, reason, message] of reasons) {
    it(`shows ${title}`, () => expect(new ProcessExit(reason).message).to.equal(message));
  }
});
