import { expect } from 'chai';
import { readProcessMetadata, writeProcessMetadata } from '../../lib/metadata/process-metadata.js';

describe('process metadata', () => {
  it('fills in the defaults', () => {
    class Counter {}
    writeProcessMetadata(Counter, {});
    expect(readProcessMetadata(Counter)).to.deep.equal({ trapExit: false, priority: 'normal', unmatched: 'keep' });
  });

  it('keeps what it is given', () => {
    class Counter {}
    const options = { name: 'counter', label: ['a', 1], trapExit: true, priority: 'high', unmatched: 'crash' } as const;
    writeProcessMetadata(Counter, options);
    expect(readProcessMetadata(Counter)).to.deep.equal(options);
  });

  it('is frozen and apart from the options', () => {
    class Counter {}
    const options = { trapExit: true };
    writeProcessMetadata(Counter, options);
    options.trapExit = false;
    expect(readProcessMetadata(Counter)).to.be.frozen;
    expect(readProcessMetadata(Counter)?.trapExit).to.equal(true);
  });

  it('has no name or label where none was given', () => {
    class Counter {}
    writeProcessMetadata(Counter, {});
    expect(readProcessMetadata(Counter)).to.not.have.any.keys('name', 'label');
  });

  it('keeps a label that is null', () => {
    class Counter {}
    writeProcessMetadata(Counter, { label: null });
    expect(readProcessMetadata(Counter)).to.have.property('label', null);
  });

  it('is absent for a class without @Process', () => {
    expect(readProcessMetadata(class {})).to.equal(undefined);
  });

  it('does not pass from a class to its subclasses', () => {
    class Base {}
    writeProcessMetadata(Base, { trapExit: true });
    expect(readProcessMetadata(class extends Base {})).to.equal(undefined);
  });

  it('of a subclass starts from the defaults again', () => {
    class Base {}
    class Sub extends Base {}
    writeProcessMetadata(Base, { trapExit: true });
    writeProcessMetadata(Sub, { priority: 'low' });
    expect(readProcessMetadata(Sub)).to.deep.equal({ trapExit: false, priority: 'low', unmatched: 'keep' });
    expect(readProcessMetadata(Base)).to.deep.equal({ trapExit: true, priority: 'normal', unmatched: 'keep' });
  });
});
