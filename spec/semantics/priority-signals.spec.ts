import { expect } from 'chai';
import { exit, P, Process, receive, self, send, spawn } from '../../lib/index.js';
import '../identity.js';
import { codeOf } from './messages.js';
import { ask, deadPid, flush, idle, puppet, startRuntime, turns } from './support.js';

const urgent = { priority: true } as const;

describe('priority signals', () => {
  const world = startRuntime();

  it('rule 96: an exit signal that was sent before it ends the process, and one sent after it does too', async () => {
    const reasons = await world.run(function* () {
      const reasons: unknown[] = [];
      for (const exitFirst of [true, false]) {
        const owner = self();
        const pid = spawn(function* () {
          send(owner, Process.alias(urgent));
          yield* receive(['urgent', P.any]);
          exit('got it');
        });
        const ref = Process.monitor(pid);
        const alias = yield* receive(P.reference);
        if (exitFirst) Process.exit(pid, 'boom');
        Process.send(alias, ['urgent', 1], urgent);
        if (!exitFirst) Process.exit(pid, 'boom');
        const [, , , , reason] = yield* receive(['DOWN', ref, 'process', pid, P.any]);
        reasons.push(reason);
      }
      return reasons;
    });
    expect(reasons).to.deep.equal(['boom', 'boom']);
  });

  it('rule 96: a copy is made at the send, and what cannot be copied is refused', async () => {
    const result = await world.run(function* () {
      const alias = Process.alias(urgent);
      const value = { n: 1 };
      Process.send(alias, value, urgent);
      value.n = 2;
      return [codeOf(() => Process.send(alias, new WeakMap(), urgent)), yield* flush()];
    });
    expect(result).to.deep.equal(['BEAMWORK_UNCOPYABLE', [{ n: 1 }]]);
  });

  it('rule 97: a priority exit signal moves the trapped EXIT only', async () => {
    const messages = await world.run(function* () {
      Process.flag('trapExit', true);
      const alias = Process.alias(urgent);
      const ordinary = Process.alias();
      send(self(), 1);
      yield* ask(puppet(), () => Process.exit(ordinary, 'through any alias', urgent));
      yield* ask(puppet(), () => Process.exit(alias, 'without the option'));
      yield* ask(puppet(), () => Process.exit(alias, 'with both', urgent));
      return (yield* flush()).map((each) => (Array.isArray(each) ? each[2] : each));
    });
    expect(messages).to.deep.equal(['with both', 1, 'through any alias', 'without the option']);
  });

  it('rule 97: it ends a process that does not trap exits as any exit signal does', async () => {
    const reason = await world.run(function* () {
      const owner = self();
      const pid = spawn(function* () {
        send(owner, Process.alias({ reply: true, priority: true }));
        yield* Process.sleep(Infinity);
      });
      const ref = Process.monitor(pid);
      const alias = yield* receive(P.reference);
      Process.exit(alias, 'normal', urgent);
      Process.exit(alias, 'boom', ['priority']);
      const [, , , , reason] = yield* receive(['DOWN', ref, 'process', pid, P.any]);
      return reason;
    });
    expect(reason).to.equal('boom');
  });

  it('rule 97: a priority link brings a priority EXIT, also when it was an ordinary link before', async () => {
    const reasons = await world.run(function* () {
      Process.flag('trapExit', true);
      const [a, b, c] = [idle(), idle(), idle()];
      for (const pid of [a, b, c]) Process.link(pid);
      Process.link(b, urgent);
      Process.link(b);
      Process.link(c, urgent);
      Process.unlink(c);
      Process.link(c);
      send(self(), 'ordinary');
      for (const pid of [a, b, c]) Process.exit(pid, `end of ${pid === a ? 'a' : pid === b ? 'b' : 'c'}`);
      yield* turns();
      return (yield* flush()).map((each) => (Array.isArray(each) ? each[2] : each));
    });
    expect(reasons).to.deep.equal(['end of b', 'ordinary', 'end of a', 'end of c']);
  });

  it('rule 97: a priority link to a dead process brings its noproc first', async () => {
    const messages = await world.run(function* () {
      const pid = yield* deadPid();
      Process.flag('trapExit', true);
      send(self(), 'ordinary');
      Process.link(pid, urgent);
      return [(yield* flush()).map((each) => (Array.isArray(each) ? each[2] : each)), Process.info(self(), 'priorityMessages')];
    });
    expect(messages).to.deep.equal([['noproc', 'ordinary'], false]);
  });

  it('rule 97: a priority monitor brings a priority DOWN, and flush finds it', async () => {
    const messages = await world.run(function* () {
      const [a, b] = [idle(), idle()];
      Process.monitor(a);
      const urgently = Process.monitor(b, urgent);
      const removed = Process.monitor(b, urgent);
      send(self(), 'ordinary');
      Process.exit(a, 'a');
      Process.exit(b, 'b');
      yield* turns();
      Process.demonitor(removed, ['flush']);
      const first = yield* receive(P.any);
      return [Array.isArray(first) && first[1] === urgently, (yield* flush()).map((each) => (Array.isArray(each) ? each[4] : each))];
    });
    expect(messages).to.deep.equal([true, ['ordinary', 'a']]);
  });

  it('rule 98: process info says whether a process takes them, exactly while one of the three is active', async () => {
    const answers = await world.run(function* () {
      const takes = () => Process.info(self(), 'priorityMessages');
      Process.flag('trapExit', true);
      const pid = idle();
      const answers = [takes()];
      const note = (): void => void answers.push(takes());

      const alias = Process.alias(urgent);
      note();
      Process.unalias(alias);
      note();
      const once = Process.alias({ reply: true, priority: true });
      note();
      Process.send(once, 1, urgent);
      note();
      const ref = Process.monitor(pid, urgent);
      note();
      Process.demonitor(ref);
      note();
      Process.link(pid, urgent);
      note();
      Process.unlink(pid);
      note();
      Process.monitor(pid, urgent);
      Process.link(pid, urgent);
      note();
      Process.exit(pid, 'boom');
      yield* receive(['EXIT', pid, 'boom']);
      note();
      return answers;
    });
    expect(answers).to.deep.equal([false, true, false, true, false, true, false, true, false, true, false]);
  });

  const refused: readonly (readonly [what: string, options: unknown])[] = [
    ['an option that nobody knows', { urgent: true }],
    ['a priority that is neither on nor off', { priority: 'high' }],
    ['null in place of options', null],
  ];
  for (const [what, wrong] of refused) it(`${what} is refused, and nothing is sent or made`, async () => {
    const codes = await world.run(function* () {
      const alias = Process.alias();
      const pid = idle();
      const codes = [
        () => Reflect.apply(Process.send, undefined, [alias, 1, wrong]),
        () => Reflect.apply(Process.exit, undefined, [pid, 'boom', wrong]),
        () => Reflect.apply(Process.link, undefined, [pid, wrong]),
        () => Reflect.apply(Process.monitor, undefined, [pid, wrong]),
        () => Reflect.apply(Process.alias, undefined, [wrong]),
      ].map(codeOf);
      return [codes, Process.isAlive(pid), Process.info(self(), 'links'), yield* flush()];
    });
    expect(codes).to.deep.equal([Array(5).fill('BEAMWORK_BAD_OPTION'), true, [], []]);
  });
});
