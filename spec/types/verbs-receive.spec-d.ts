// receive gives a value typed by its pattern, or by the clause that ran.
import { after, makeRef, on, P, type Pid, Process, receive, type Reference, run, self, spawnMonitor } from '../../lib/index.js';
import { type Equal, holds } from './expect-type.js';

export function* accepted(): Generator<unknown, void> {
  // compiles: one pattern gives the message
  const message = yield* receive(['count', P.number]);
  holds<Equal<typeof message, ['count', number]>>();

  // compiles: a message can be taken apart
  const [, count] = yield* receive(['count', P.number]);
  holds<Equal<typeof count, number>>();

  // compiles: an unnamed selection gives the value
  const selected = yield* receive(['count', P.select(P.number)]);
  holds<Equal<typeof selected, number>>();

  // compiles: named selections give an object
  const named = yield* receive(['move', P.select('x', P.number), P.select('y', P.number)]);
  holds<Equal<typeof named, { x: number; y: number }>>();

  // compiles: pinned values are just values
  const [child, ref] = spawnMonitor(() => {});
  const down = yield* receive(['DOWN', ref, 'process', child, P.any]);
  holds<Equal<typeof down, ['DOWN', Reference, 'process', Pid, unknown]>>();

  // compiles: one of several references
  const [, which] = yield* receive(['timeout', P.union(ref, makeRef()), P.any]);
  holds<Equal<typeof which, Reference>>();

  // compiles: anything
  const anything = yield* receive(P.any);
  holds<Equal<typeof anything, unknown>>();

  // compiles: clauses give what one of them returns
  const text = yield* receive(
    on(['greet', P.string], ([, name]) => `hello, ${name}`),
    on(['age', P.number], ([, age]) => age),
    after(5_000, () => null),
  );
  holds<Equal<typeof text, string | number | null>>();

  // compiles: a single clause
  const single = yield* receive(on(['greet', P.select()], (name) => name));
  holds<Equal<typeof single, unknown>>();

  // compiles: a pattern and a timeout
  const either = yield* receive(['count', P.number], after(100, () => 'none'));
  holds<Equal<typeof either, ['count', number] | string>>();

  // compiles: a clause gets what its pattern selects
  yield* receive(on(['move', P.select('x', P.number)], ({ x }) => x.toFixed()));

  // compiles: P.pid gives a pid, P.reference a reference
  const [, caller, tag] = yield* receive(['get', P.pid, P.reference]);
  holds<Equal<[typeof caller, typeof tag], [Pid, Reference]>>();

  // compiles: sleeping is waiting
  const slept = yield* Process.sleep(10);
  holds<Equal<typeof slept, 'ok'>>();

  // compiles: a reduction
  yield;
}

export async function acceptedAwaiting(): Promise<void> {
  // compiles: an async body awaits the same value
  const [, count] = await receive(['count', P.number]);
  holds<Equal<typeof count, number>>();

  // compiles: clauses in an async body
  const text = await receive(on('a', () => 1), after(0, () => 'none'));
  holds<Equal<typeof text, number | string>>();

  // compiles: run gives what a generator returns
  const returned = await run(function* () {
    const [, name] = yield* receive(['name', P.string]);
    return name;
  });
  holds<Equal<typeof returned, string>>();

  // compiles: run gives what an async body returns
  const awaited = await run(async (times: number) => times + 1, 1);
  holds<Equal<typeof awaited, number>>();

  // compiles: run gives what a receive gives that a plain body returns
  const passed = await run(() => receive(['pid', P.pid], after(10, () => self())));
  holds<Equal<typeof passed, Pid | ['pid', Pid]>>();
}

export function* refused(): Generator<unknown, void> {
  // @ts-expect-error the count is a number
  const text: ['count', string] = yield* receive(['count', P.number]);

  // @ts-expect-error the selected value is a number
  const selected: string = yield* receive(['count', P.select(P.number)]);

  // @ts-expect-error a clause's handler gets what its pattern matches
  yield* receive(on(['greet', P.string], ([, name]: ['greet', number]) => name));

  // @ts-expect-error a clause's handler gets what its pattern selects
  yield* receive(on(['move', P.select('x', P.number)], ([, x]) => x));

  // @ts-expect-error a string has no such method
  yield* receive(on(['greet', P.string], ([, name]) => name.toFixed()));

  // @ts-expect-error the timeout may have passed
  const message: ['count', number] = yield* receive(['count', P.number], after(100, () => 'none'));

  // @ts-expect-error one clause returns a number
  const result: string = yield* receive(on('a', () => 'a'), on('b', () => 1));

  // @ts-expect-error a time is a number
  yield* receive('a', after('5s', () => 'none'));

  // @ts-expect-error a clause without a handler
  yield* receive(on('a'));

  // @ts-expect-error a pattern and a clause do not mix
  yield* receive('a', on('b', () => 1));

  // @ts-expect-error a receive waits for something
  yield* receive();

  // @ts-expect-error what a wait gives is taken with yield* or await
  const taken: ['count', number] = receive(['count', P.number]);

  // @ts-expect-error sleeping takes a number
  yield* Process.sleep('1s');
}
