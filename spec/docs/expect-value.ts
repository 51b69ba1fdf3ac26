import { expect } from 'chai';

/** What `expression; // => value` comes to: fails when the two differ in any part. */
export function expectValue(place: string, actual: unknown, expected: unknown): void {
  expect(actual, place).to.deep.equal(expected);
}
