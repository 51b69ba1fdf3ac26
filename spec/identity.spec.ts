import { expect } from 'chai';
import { makeRef, spawn } from '../lib/index.js';
import './identity.js';

describe('deep equality in the specs', () => {
  it('tells two pids apart, at any depth', () => {
    const [one, other] = [spawn(() => {}), spawn(() => {})];
    expect(['x', { pid: one }]).to.deep.equal(['x', { pid: one }]);
    expect(['x', { pid: one }]).to.not.deep.equal(['x', { pid: other }]);
    expect(new Set([one])).to.not.deep.equal(new Set([other]));
  });

  it('tells two references apart, at any depth', () => {
    const [one, other] = [makeRef(), makeRef()];
    expect([['DOWN', one]]).to.deep.equal([['DOWN', one]]);
    expect([['DOWN', one]]).to.not.deep.equal([['DOWN', other]]);
    expect([[one]]).to.not.have.deep.members([[other]]);
  });
});
