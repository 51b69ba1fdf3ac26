import { expect } from 'chai';
import { copyTerm } from '../../lib/kernel/copy-term.js';
import { linkedList, type Node } from './copy-support.js';

describe('copyTerm', () => {
  context('with a graph of objects', () => {
    it('copies a cycle as a cycle', () => {
      const sent: { name: string; self?: unknown; map: Map<string, unknown>; set: Set<unknown> } = { name: 'n', map: new Map(), set: new Set() };
      sent.self = sent;
      sent.map.set('back', sent);
      sent.set.add(sent);
      const copy = copyTerm(sent);
      expect(copy).to.not.equal(sent);
      expect(copy.self).to.equal(copy);
      expect(copy.map.get('back')).to.equal(copy);
      expect(copy.set.has(copy)).to.equal(true);
    });

    it('copies an error that is its own cause', () => {
      const sent = new Error('loop');
      sent.cause = sent;
      const copy = copyTerm(sent);
      expect(copy).to.not.equal(sent);
      expect(copy.cause).to.equal(copy);
    });

    it('copies a list of 200,000 nodes', () => {
      let count = 0;
      const sent = linkedList(200_000);
      for (let a: Node | undefined = sent, b: Node | undefined = copyTerm(sent); a !== undefined; a = a.next, b = b.next) {
        if (b === undefined || a === b || a.index !== b.index) throw new Error(`node ${count} differs`);
        count++;
      }
      expect(count).to.equal(200_000);
    });

    it('copies when the stack of the caller is nearly used up', () => {
      const sent = linkedList(150);
      let copy: Node | undefined;
      const descend = (): void => {
        try {
          descend();
        } catch {
          copy ??= copyTerm(sent);
        }
      };
      for (let tries = 0; copy === undefined && tries < 5; tries++) descend();
      expect(copy).to.deep.equal(sent);
    });

    it('copies an object that doubles at each of 40 levels', () => {
      let sent: unknown[] = [1];
      for (let level = 0; level < 40; level++) sent = [sent, sent];
      const copy = copyTerm(sent);
      expect(copy).to.not.equal(sent);
      expect(copy[0]).to.equal(copy[1]);
    });

    it('copies shared bytes of such a message once', () => {
      let sent: unknown[] = [Buffer.alloc(1_000_000), new Array(1_000_000).fill(0)];
      for (let level = 0; level < 30; level++) sent = [sent, sent];
      const copy = copyTerm(sent);
      expect(copy[0]).to.equal(copy[1]);
    });

    it('copies errors shared by such a message once', () => {
      let sent: unknown[] = [new Error('x')];
      for (let level = 0; level < 30; level++) sent = [sent, sent];
      const copy = copyTerm(sent);
      expect(copy[0]).to.equal(copy[1]);
    });

    it('copies 100,000 records faithfully', () => {
      const sent = Array.from({ length: 100_000 }, (_, id) => ({ id, tags: [id] }));
      const copy = copyTerm(sent);
      expect(JSON.stringify(copy)).to.equal(JSON.stringify(sent));
      expect(copy[99_999]?.tags).to.not.equal(sent[99_999]?.tags);
    });
  });
});
