import { expect } from 'chai';
import { KeyRegistry, on, P, type Pid, Process, receive, self, send, spawn } from '../../lib/index.js';
import { runProgram } from '../run-program.js';
import { births, openRegistry, rounds, taken } from './births.js';
import { withLittleStack } from './little-stack.js';
import { flush, ManualTime, startRuntime, turns } from './support.js';

function* echo(): Generator<unknown, void> {
  Process.flag('trapExit', true);
  for (;;) yield* receive(on(['ping', P.select(P.pid)], (from) => send(from, 'here')), on(P.any, () => undefined));
}

describe('a verb where the stack of its caller is used up', () => {
  const world = startRuntime({ time: new ManualTime() });
  const { stackTraceLimit } = Error;
  beforeEach(() => {
    // Thousands of frames in each of thousands of errors would take minutes.
    Error.stackTraceLimit = 0;
  });
  afterEach(() => {
    Error.stackTraceLimit = stackTraceLimit;
  });

  const verbs: Record<string, (to: Pid) => unknown> = {
    'a message': (to) => send(to, 'text'),
    'a message by name': () => send('echo', ['text', { parts: [1, 2] }]),
    'an exit signal': (to) => Process.exit(to, 'normal'),
    'a link': (to) => Process.link(to),
    'a monitor': (to) => Process.monitor(to),
    'a timer': (to) => Process.sendAfter(to, 'text', 60_000),
  };
  for (const [name, use] of Object.entries(verbs)) {
    it(`${name} leaves nobody behind who is not woken any more`, () =>
      world.run(function* () {
        const to: Pid = spawn(echo);
        Process.register(to, 'echo');
        for (let round = 0; round < rounds; round++) {
          yield* turns(2);
          withLittleStack(() => use(to));
          send(to, ['ping', self()]);
          yield* turns(4);
          expect(yield* flush()).to.deep.equal(['here']);
        }
      }));
  }

  for (const [name, use] of Object.entries(births)) {
    it(`${name} leaves nobody behind who is never born, and no half of a link, monitor, name or key`, () =>
      world.run(function* () {
        Process.flag('trapExit', true);
        yield* openRegistry();
        const before = Process.list().length;
        for (let round = 0; round < rounds; round++) {
          yield* taken(withLittleStack(use).result);
          yield* turns(5);
        }
        yield* turns(20);
        yield* flush();
        expect([Process.info(self(), 'links'), Process.info(self(), 'monitors')]).to.deep.equal([[], []]);
        expect([Process.whereis('passer-by'), KeyRegistry.count('keys')]).to.deep.equal([undefined, 0]);
        expect(Process.list()).to.have.lengthOf(before);
      }));

    it(`${name} leaves nothing behind in a program that has just begun`, async () => {
      const { code, stdout, stderr } = await runProgram(new URL('cold-birth.js', import.meta.url), [name]);
      expect([code, stdout, stderr]).to.deep.equal([0, ['{"hasFailed":true,"links":[],"monitors":[],"living":0,"keys":0}'], []]);
    });
  }
});
