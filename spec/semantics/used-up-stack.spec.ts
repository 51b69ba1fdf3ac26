import { expect } from 'chai';
import { on, P, type Pid, Process, receive, self, send, spawn, spawnLink, spawnMonitor, Task } from '../../lib/index.js';
import { flush, ManualTime, startRuntime, turns } from './support.js';

const rounds = 100;

/** Uses a verb where the stack is used up, and then with ever more of the stack left, until it works. */
function withLittleStack(use: () => unknown): void {
  let works = false;
  const descend = (): void => {
    try {
      descend();
    } catch {
      if (works) return;
      use();
      works = true;
    }
  };
  descend();
  expect(works).to.equal(true);
}

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

  const births: Record<string, () => unknown> = {
    spawn: () => spawn(() => 'done'),
    spawnLink: () => spawnLink(() => 'done'),
    spawnMonitor: () => spawnMonitor(() => 'done'),
    'Task.async': () => Task.async(() => 'done'),
  };
  for (const [name, use] of Object.entries(births)) {
    it(`${name} leaves nobody behind who is never born`, () =>
      world.run(function* () {
        Process.flag('trapExit', true);
        const before = Process.list().length;
        for (let round = 0; round < rounds; round++) withLittleStack(use);
        yield* turns(20);
        expect(Process.list()).to.have.lengthOf(before);
      }));
  }

  it('spawnLink leaves no half of a link behind', () =>
    world.run(function* () {
      for (let round = 0; round < rounds; round++) withLittleStack(() => spawnLink(() => 'done'));
      yield* turns(20);
      expect(Process.info(self(), 'links')).to.deep.equal([]);
    }));
});
