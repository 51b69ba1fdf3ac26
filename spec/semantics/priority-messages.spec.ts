import { expect } from 'chai';
import { after, makeRef, on, P, type Pid, Process, Receive, receive, type Reference, self, send, spawn, spawnMonitor } from '../../lib/index.js';
import '../identity.js';
import { ask, flush, idle, puppet, startRuntime, turns } from './support.js';

const urgent = { priority: true } as const;

/** Three ordinary messages, two with priority between them, one more of each kind. */
function sendMixed(pid: Pid, alias: Reference): void {
  send(pid, 1);
  Process.send(alias, 'a', urgent);
  send(pid, 2);
  send(pid, 3);
  Process.send(alias, 'b', urgent);
  send(pid, 4);
}

@Process()
class Recorder {
  static seen: unknown[] = [];
  readonly alias = Process.alias(urgent);

  @Receive('alias?')
  tell(): void {
    send('asker', this.alias);
  }

  @Receive(P.number)
  number(n: number): void {
    Recorder.seen.push(n);
  }

  @Receive(['urgent', P.any])
  urgent([, what]: ['urgent', unknown]): void {
    Recorder.seen.push(what);
  }
}

/** Its guard sends it a message with priority, and looks into its mailbox. */
@Process()
class Onlooker {
  static seen: unknown[] = [];

  @Receive(P.when(looksAround))
  any(message: unknown): void {
    Onlooker.seen.push(message);
  }
}

function looksAround(message: unknown): boolean {
  if (message === 0 && Process.get('looked') === undefined) {
    Process.put('looked', true);
    Process.send(Process.alias(urgent), 'urgent', urgent);
    Process.info(self(), 'messages');
  }
  return true;
}

function bringsIn(message: unknown): boolean {
  if (message === 0) send(self(), 'brought in');
  return message === 'brought in';
}

describe('priority messages', () => {
  const world = startRuntime();

  it('rule 92: a process takes none unless it has asked for them', async () => {
    const messages = await world.run(function* () {
      const alias = Process.alias();
      send(self(), 1);
      Process.send(alias, 2, urgent);
      Process.send(self(), 3, urgent);
      return yield* flush();
    });
    expect(messages).to.deep.equal([1, 2, 3]);
  });

  it('rule 93: without the option of the sender, a message through a priority alias is ordinary', async () => {
    const messages = await world.run(function* () {
      const alias = Process.alias(['priority']);
      send(self(), 1);
      send(alias, 2);
      Process.send(alias, 3);
      Process.send(alias, 4, { priority: false });
      return yield* flush();
    });
    expect(messages).to.deep.equal([1, 2, 3, 4]);
  });

  it('rule 93: to a pid, a name, and an alias that is off, the option does nothing', async () => {
    const messages = await world.run(function* () {
      const alias = Process.alias(urgent);
      Process.register(self(), 'urgent-receiver');
      send(self(), 1);
      const returned = Process.send('urgent-receiver', 2, urgent);
      Process.unalias(alias);
      Process.send(alias, 3, urgent);
      Process.send(makeRef(), 4, urgent);
      return [returned, yield* flush()];
    });
    expect(messages).to.deep.equal([2, [1, 2]]);
  });

  it('rule 93: a monitor with an alias and priority has a priority DOWN, and an ordinary alias', async () => {
    const messages = await world.run(function* () {
      const alias = Process.monitor(idle(), { alias: 'explicit_unalias', priority: true });
      send(self(), 1);
      Process.send(alias, 2, urgent);
      return yield* flush();
    });
    expect(messages).to.deep.equal([1, 2]);
  });

  it('rule 94: they stand behind earlier ones, and before all ordinary messages', async () => {
    const messages = await world.run(function* () {
      sendMixed(self(), Process.alias(urgent));
      return yield* flush();
    });
    expect(messages).to.deep.equal(['a', 'b', 1, 2, 3, 4]);
  });

  it('rule 94: also before those that have waited since long', async () => {
    const messages = await world.run(function* () {
      const alias = Process.alias(urgent);
      for (let n = 0; n < 3_000; n++) send(self(), n);
      for (let n = 0; n < 2_000; n++) yield* receive(n);
      yield* ask(puppet(), () => Process.send(alias, 'a', urgent));
      yield* receive(2_500);
      yield* ask(puppet(), () => Process.send(alias, 'b', urgent));
      return (yield* flush()).slice(0, 4);
    });
    expect(messages).to.deep.equal(['a', 'b', 2_000, 2_001]);
  });

  it('rule 94: a class handles them before what waits', async () => {
    Recorder.seen = [];
    await world.run(function* () {
      Process.register(self(), 'asker');
      const pid: Pid = spawn(Recorder);
      send(pid, 'alias?');
      const alias = yield* receive(P.reference);
      send(pid, 1);
      send(pid, 2);
      Process.send(alias, ['urgent', 'first'], urgent);
      yield* turns();
    });
    expect(Recorder.seen).to.deep.equal(['first', 1, 2]);
  });

  it('rule 95: a receive that has passed all that is there takes one that comes then', async () => {
    const taken = await world.run(function* () {
      const alias = Process.alias(urgent);
      for (let n = 0; n < 40; n++) send(self(), n);
      yield* turns(2);
      spawn(() => Process.send(alias, ['urgent', 1], urgent));
      return yield* receive(['urgent', P.number]);
    });
    expect(taken).to.deep.equal(['urgent', 1]);
  });

  it('rule 95: a receive that waits for a new reference finds it among them', async () => {
    const taken = await world.run(function* () {
      const alias = Process.alias(urgent);
      for (let n = 0; n < 100; n++) send(self(), n);
      const ref = makeRef();
      yield* ask(puppet(), () => Process.send(alias, [ref, 'answer'], urgent));
      return [yield* receive([ref, P.string]), yield* receive(P.number)];
    });
    expect(taken.map((each) => (Array.isArray(each) ? each[1] : each))).to.deep.equal(['answer', 0]);
  });

  it('rule 95: a pattern that found nothing among 100 messages finds one that came before them since', async () => {
    const taken = await world.run(function* () {
      const alias = Process.alias(urgent);
      for (let n = 0; n < 100; n++) send(self(), n);
      send(self(), 'ready');
      yield* receive('ready');
      Process.send(alias, 'ready', urgent);
      return [yield* receive('ready', after(0, () => 'nothing')), yield* receive('ready', after(0, () => 'nothing'))];
    });
    expect(taken).to.deep.equal(['ready', 'nothing']);
  });

  it('rule 95: clauses, async bodies and timeouts know no difference', async () => {
    const taken = await world.run(async () => {
      const alias = Process.alias(urgent);
      send(self(), ['one', 1]);
      Process.send(alias, ['two', 2], urgent);
      const first = await receive(on(['one', P.number], () => 'one'), on(['two', P.number], () => 'two'));
      const second = await receive(P.any, after(0, () => 'late'));
      return [first, second, await receive(P.any, after(0, () => 'late'))];
    });
    expect(taken).to.deep.equal(['two', ['one', 1], 'late']);
  });

  it('rule 95: a guard that looks into its own mailbox does not make a receive take another message', async () => {
    const taken = await world.run(function* () {
      const alias = Process.alias(urgent);
      const looks = P.when((n: unknown) => {
        if (n === 2) Process.send(alias, 'urgent', urgent);
        Process.info(self(), 'messages');
        return n === 2 || n === 'urgent';
      });
      for (const n of [0, 1, 2, 3]) send(self(), n);
      return [yield* receive(looks), yield* flush()];
    });
    expect(taken).to.deep.equal(['urgent', [0, 1, 2, 3]]);
  });

  for (const [kind, wait] of [
    ['generator', function* () { yield* receive(P.when(bringsIn)); }],
    ['async', async () => { await receive(P.when(bringsIn)); }],
  ] as const) {
    it(`rule 95: what a guard brings in is looked at, though nothing else fits, in a body that is ${kind}`, async () => {
      const taken = await world.run(function* () {
        const [pid, ref] = spawnMonitor(wait);
        send(pid, 0);
        return yield* receive(on(['DOWN', ref, 'process', pid, 'normal'], () => 'taken'), after(1_000, () => 'it waits'));
      });
      expect(taken).to.equal('taken');
    });
  }

  it('rule 95: nor does it make a class handle another message', async () => {
    Onlooker.seen = [];
    await world.run(function* () {
      const pid: Pid = spawn(Onlooker);
      for (const n of [0, 1, 2]) send(pid, n);
      yield* turns();
    });
    expect(Onlooker.seen).to.deep.equal(['urgent', 0, 1, 2]);
  });
});
