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

  /** Whether there are priority messages, too, and messages that are flushed, some while a guard looks. */
  readonly #restless: boolean;
  readonly #urgent = new Set<unknown>();
  readonly #monitors: Reference[] = [];
  readonly #alias = Process.alias({ priority: true });

  constructor(seed: number, restless: boolean) {
    this.#restless = restless;
    this.#draw = seeded(seed);
    this.#burst = seed % 2 === 0 ? 150 : 5;
  }

  *go(steps: number): Steps {
    const calm = [this.append, this.append, this.exit, this.child, this.ref, this.takeRef, this.takeKind, this.takeKind, this.takeFront];
    const moves = this.#restless ? [...calm, this.urgent, this.down, this.flush, this.takeMoving, this.takeMoving] : calm;
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

  *urgent(): Steps {
    const message = ['kind', this.#draw(5), this.#step];
    Process.send(this.#alias, message, { priority: true });
    this.list.splice(this.#urgent.size, 0, message);
    this.#urgent.add(message);
  }

  *down(): Steps {
    const ref = Process.monitor('nobody');
    this.#monitors.push(ref);
    this.list.push(['DOWN', ref, 'process', ['nobody', 'nonode@nohost'], 'noproc']);
  }

  *flush(): Steps {
    const [ref] = this.#monitors.splice(this.#draw(this.#monitors.length + 1), 1);
    if (ref === undefined) return;
    Process.demonitor(ref, { flush: true });
    const at = this.list.findIndex((message) => Array.isArray(message) && message[1] === ref);
    if (at >= 0) this.list.splice(at, 1);
  }

  *takeMoving(): Steps {
    const [kind, at, brings] = [this.#draw(6), this.#draw(this.list.length + 1), this.#draw(2) === 0];
    const fits = (message: unknown): boolean => Array.isArray(message) && message[0] === 'kind' && message[1] === kind;
    let looks = 0;
    const guard = P.when((message: unknown) => {
      if (looks++ === at) {
        (brings ? this.urgent() : this.flush()).next();
        Process.info(self(), 'messages');
      }
      return fits(message);
    });
    const taken = yield* receive(on(guard, (message: unknown) => [message]), after(0, (): unknown[] => []));
    const first = this.list.findIndex(fits);
    expect(taken).to.deep.equal(first < 0 ? [] : this.#takeOut(first));
  }

  #takeOut(at: number): unknown[] {
    const [message] = this.list.splice(at, 1);
    this.#urgent.delete(message);
    return [message];
  }

  *#take(pattern: P.Pattern<unknown>, fits: (message: unknown[]) => boolean): Steps {
    const at = this.list.findIndex((message) => Array.isArray(message) && fits(message));
    const expected = at < 0 ? [] : this.#takeOut(at);
    const taken = yield* receive(on(pattern, (message: unknown) => [message]), after(0, (): unknown[] => []));
    expect(taken).to.deep.equal(expected);
  }
}

describe('the mailbox, against a plain list', () => {
  const world = startRuntime();

  for (let seed = 1; seed <= 20; seed++) {
    const restless = seed > 10;
    const title = restless ? 'that also brings messages in before others, or flushes them, while a guard looks' : 'of sends, exits and receives';
    it(`rules 14, 16, 17: order and contents agree after any history ${title} (history ${seed})`, () =>
      world.run(function* () {
        Process.flag('trapExit', true);
        const history = new History(seed, restless);
        yield* history.go(600);
        expect(Process.info(self(), 'messages')).to.deep.equal(history.list);
        expect(yield* flush()).to.deep.equal(history.list);
      }));
  }
});
