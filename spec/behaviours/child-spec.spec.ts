import { expect } from 'chai';
import { BeamworkError, Process } from '../../lib/index.js';
import type { ChildSpecObject } from '../../lib/behaviours/child-spec.js';
import { readChildSpec, readChildSpecs } from '../../lib/behaviours/child-spec-check.js';
import { Supervisor } from '../../lib/behaviours/supervisor.js';

@Process()
class Till {}

@Process()
class Job {
  static readonly childSpec = { id: 'job', restart: 'temporary', shutdown: 'brutal_kill' } as const;
}

@Process()
class Numbered {
  static childSpec(number: number): ChildSpecObject {
    return { id: `number ${number}`, start: [Numbered, number], restart: 'transient' };
  }
}

@Supervisor()
class Shop {
  readonly children = [];
}

const rest = { restart: 'permanent', shutdown: 5_000, type: 'worker', significant: false };

describe('a child spec', () => {
  it('is a class, a class with arguments, or an object', () => {
    expect(readChildSpec(Till)).to.deep.equal({ id: 'Till', start: [Till], ...rest });
    expect(readChildSpec([Till, 1, 2])).to.deep.equal({ id: 'Till', start: [Till, 1, 2], ...rest });
    expect(readChildSpec({ id: 7, start: [Till], restart: 'transient' })).to.deep.equal({ id: 7, start: [Till], ...rest, restart: 'transient' });
  });

  it('has the defaults that the class names', () => {
    expect(readChildSpec([Job, 1])).to.deep.equal({ id: 'job', start: [Job, 1], restart: 'temporary', shutdown: 'brutal_kill', type: 'worker', significant: false });
    expect(readChildSpec({ id: 'mine', start: [Job], restart: 'permanent' })).to.include({ id: 'mine', restart: 'permanent', shutdown: 'brutal_kill' });
  });

  it('is made by the class where its childSpec is a function', () => {
    expect(readChildSpec([Numbered, 2])).to.deep.equal({ id: 'number 2', start: [Numbered, 2], ...rest, restart: 'transient' });
  });

  it('gives supervisors all the time to stop', () => {
    expect(readChildSpec(Shop)).to.include({ type: 'supervisor', shutdown: 'infinity' });
    expect(readChildSpec({ id: 'a', start: () => undefined, type: 'supervisor' })).to.include({ shutdown: 'infinity' });
  });

  const wrong: Readonly<Record<string, readonly [unknown, RegExp]>> = {
    'a number': [7, /^7 is no child spec: it is neither an object nor a class$/],
    'an unknown key': [{ id: 'a', start: [Till], restat: 1 }, /there is no key "restat"$/],
    'no id': [{ start: [Till] }, /it has no id$/],
    'no start': [{ id: 'a' }, /start is undefined$/],
    'a class without @Process': [class Plain {}, /is no process class$/],
    'a class in place of a start': [{ id: 'a', start: Till }, /start is .*Till/],
    'a restart that does not exist': [{ id: 'a', start: [Till], restart: 'always' }, /restart is "always"$/],
    'a type that does not exist': [{ id: 'a', start: [Till], type: 'boss' }, /type is "boss"$/],
    'a negative shutdown': [{ id: 'a', start: [Till], shutdown: -1 }, /shutdown is -1$/],
    'significant that is no boolean': [{ id: 'a', start: [Till], significant: 1 }, /significant is 1$/],
    'significant and permanent': [{ id: 'a', start: [Till], significant: true }, /a permanent child is always started again, so it cannot be significant$/],
  };
  for (const [title, [given, problem]] of Object.entries(wrong)) {
    it(`is refused with ${title}`, () => {
      expect(() => readChildSpec(given)).to.throw(BeamworkError).that.satisfies((error: BeamworkError) => error.code === 'BEAMWORK_BAD_CHILD_SPEC' && problem.test(error.problem) && error.remedy !== '');
    });
  }

  it('has an id of its own', () => {
    expect(() => readChildSpecs([[Till, 1], [Till, 2]])).to.throw(BeamworkError, /there are two children with the id "Till".*\{ id: 'second', start: \[Till\] \}/s);
    expect(() => readChildSpecs([{ id: ['a', 1], start: [Till] }, { id: ['a', 1], start: [Till] }])).to.throw(BeamworkError, /two children/);
  });

  it('cannot be significant under a supervisor that never shuts down by itself', () => {
    expect(() => Supervisor.start([{ id: 'a', start: [Till], significant: true, restart: 'transient' }])).to.throw(BeamworkError, /autoShutdown: 'never'/);
  });
});
