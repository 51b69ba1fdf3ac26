import { expect } from 'chai';
import { after, makeRef, on, P, Process, receive, self, send, spawnLink, type Reference } from '../../lib/index.js';
import { flush, seeded, startRuntime, turns } from './support.js';

type Steps = Generator<unknown, void>;

/** What may happen to a mailbox, each time done to the caller's own and to a plain list alike. */
class History {
  readonly list: unknown[] = [];
  readonly #draw: (below: number) => number;
  readonly #refs: Reference[] = [];
  /** How many messages come or go at a time, at most. */
  readonly #burst: number;
  #step = 0;

  constructor(seed: number) {
    this.#draw = seeded(seed);
    this.#burst = seed % 2 === 0 ? 150 : 5;
  }

  *go(steps: number): Steps {
    const moves = [this.append, this.append, this.exit, this.child, this.ref, this.takeRef, this.takeKind, this.takeKind, this.takeFront];
    for (; this.#step < steps; this.#step++) yield* moves[this.#draw(moves.length)]?.call(this) ?? [];
  }

  *append(): Steps {
    for (let i = this.#draw(this.#burst); i >= 0; i--) this.list.push(send(self(), ['kind', this.#draw(5), this.#step]));
  }

  *exit(): Steps {
    Process.exit(self(), this.#step);
    this.list.push(['EXIT', self(), this.#step]);
  }

  *child(): Steps {
    const [parent, step] = [self(), this.#step];
    const child = spawnLink(() => send(parent, ['child', step]));
    yield* turns(2);
    this.list.push(['child', step], ['EXIT', child, 'normal']);
  }

  *ref(): Steps {
    const ref = makeRef();
    this.#refs.push(ref);
    if (this.#draw(3) > 0) this.list.push(send(self(), ['ref', ref]));
  }

  *takeRef(): Steps {
    const [ref] = this.#refs.splice(this.#draw(this.#refs.length + 1), 1);
    if (ref !== undefined) yield* this.#take(['ref', ref], ([tag, value]) => tag === 'ref' && value === ref);
  }

  *takeKind(): Steps {
    const kind = this.#draw(6);
    yield* this.#take(['kind', kind, P.any], ([tag, value]) => tag === 'kind' && value === kind);
  }

  *takeFront(): Steps {
    for (let i = this.#draw(2 * this.#burst); i >= 0; i--) yield* this.#take(P.any, () => true);
  }

  *#take(pattern: P.Pattern<unknown>, fits: (message: unknown[]) => boolean): Steps {
    const at = this.list.findIndex((message) => Array.isArray(message) && fits(message));
    const expected = at < 0 ? [] : this.list.splice(at, 1);
    const taken = yield* receive(on(pattern, (message: unknown) => [message]), after(0, (): unknown[] => []));
    expect(taken).to.deep.equal(expected);
  }
}

describe('the mailbox, against a plain list', () => {
  const world = startRuntime();

  for (let seed = 1; seed <= 10; seed++) {
    it(`rules 14, 16, 17: order and contents agree after any history of sends, exits and receives (history ${seed})`, () =>
      world.run(function* () {
        Process.flag('trapExit', true);
        const history = new History(seed);
        yield* history.go(600);
        expect(Process.info(self(), 'messages')).to.deep.equal(history.list);
        expect(yield* flush()).to.deep.equal(history.list);
      }));
  }
});
