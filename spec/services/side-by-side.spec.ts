import { expect } from 'chai';
import { Lifecycle, Monitor, P, Process, receive, Registry, Runtime, self, send, spawn, spawnMonitor, Timers, type Pid } from '../../lib/index.js';
import '../identity.js';
import { codeOf } from '../semantics/messages.js';
import { downOf, flush, idle, ManualTime, startRuntime } from '../semantics/support.js';

describe('several runtimes side by side', () => {
  const time = new ManualTime();
  const left = startRuntime({ time });
  const right = startRuntime({ time });

  /** A process in each runtime, both named worker. */
  async function namesakes(): Promise<[Pid, Pid]> {
    const pids: [Pid, Pid] = [await left.run(() => idle()), await right.run(() => idle())];
    left.runtime.get(Registry).register('worker', pids[0]);
    right.runtime.get(Registry).register('worker', pids[1]);
    return pids;
  }

  it('have names of their own', async () => {
    const [here, there] = await namesakes();
    expect(await left.run(() => Process.whereis('worker'))).to.equal(here);
    expect(await right.run(() => Process.whereis('worker'))).to.equal(there);
    expect(here).to.not.equal(there);
  });

  it('send by name to the process of their own', async () => {
    const [here, there] = await namesakes();
    await left.run(() => send('worker', 'left'));
    await right.run(() => send('worker', 'right'));
    expect(await left.run(() => Process.info(here, 'messages'))).to.deep.equal(['left']);
    expect(await right.run(() => Process.info(there, 'messages'))).to.deep.equal(['right']);
  });

  it('spawn into the runtime of the process that spawns', async () => {
    const child = await right.run(() => spawn(() => receive('never')));
    expect(await right.run(() => Process.list().includes(child))).to.equal(true);
    expect(await left.run(() => Process.list().includes(child))).to.equal(false);
  });

  it('refuse to register a process of another', async () => {
    const [here] = await namesakes();
    expect(codeOf(() => right.runtime.get(Registry).register('guest', here))).to.equal('BEAMWORK_BAD_PID');
  });

  it('look timers for names up at home', async () => {
    const [here, there] = await namesakes();
    const fired = new Promise((resolve) => right.runtime.get(Timers).events$.subscribe(({ type }) => type === 'fired' && resolve(type)));
    await right.run(() => Process.sendAfter('worker', 'tick', 1));
    time.advance(1);
    await fired;
    expect(await left.run(() => [Process.info(here, 'messages'), Process.info(there, 'messages')])).to.deep.equal([[], ['tick']]);
  });

  it('tell on their streams of their own processes only', async () => {
    const told: string[] = [];
    left.runtime.get(Lifecycle).spawned$.subscribe(() => told.push('left'));
    right.runtime.get(Lifecycle).spawned$.subscribe(() => told.push('right'));
    await right.run(() => 1);
    expect(told).to.deep.equal(['right']);
  });

  it('have services of their own', () => {
    for (const Service of [Registry, Lifecycle, Monitor, Timers]) {
      expect(left.runtime.get<object>(Service)).to.equal(left.runtime.get<object>(Service));
      expect(left.runtime.get<object>(Service)).to.not.equal(right.runtime.get<object>(Service));
    }
  });

  it('pass messages, exit signals and DOWN between them, by pid', async () => {
    const { pid, ref, messages } = await left.run(async () => {
      const home = self();
      const pid = right.runtime.spawn(function* () {
        const [, n] = yield* receive(['double', P.number]);
        send(home, ['doubled', 2 * n]);
        yield* receive('never');
      });
      const ref = Process.monitor(pid);
      send(pid, ['double', 21]);
      const [, answer] = await receive(['doubled', P.number]);
      Process.exit(pid, 'enough');
      return { pid, ref, messages: [answer, await receive(['DOWN', ref, 'process', pid, P.any])] };
    });
    expect(messages).to.deep.equal([42, ['DOWN', ref, 'process', pid, 'enough']]);
  });

  it('link processes across', async () => {
    const reason = await left.run(function* () {
      const far = right.runtime.spawn(function* () {
        yield* receive('never');
      });
      const [near, ref] = spawnMonitor(function* () {
        Process.link(far);
        Process.exit(far, 'boom');
        yield* receive('never');
      });
      return (yield* receive(['DOWN', ref, 'process', near, P.any]))[4];
    });
    expect(reason).to.equal('boom');
  });

  it('do not end with each other', async () => {
    const [here, there] = await namesakes();
    const reason = new Promise((resolve) => right.runtime.get(Monitor).down$(there).subscribe((down) => resolve(down.reason)));
    await right.runtime.stop();
    expect(await reason).to.equal('shutdown');
    const outcome = await left.run(function* () {
      send('worker', 'still here');
      yield* flush();
      return [Process.isAlive(here), Process.isAlive(there), Process.info(here, 'messages')];
    });
    expect(outcome).to.deep.equal([true, false, ['still here']]);
  });

  it('make processes that hear of the end of another runtime', async () => {
    const [, there] = await namesakes();
    const reason = await left.run(async () => {
      const down = downOf(there);
      void right.runtime.stop();
      return await down;
    });
    expect(reason).to.equal('shutdown');
  });

  it('may be many', async () => {
    const runtimes = await Promise.all(Array.from({ length: 50 }, () => Runtime.start({ logger: left.logger })));
    const answers = await Promise.all(
      runtimes.map((runtime, n) =>
        runtime.run(function* () {
          Process.register(self(), 'me');
          send('me', n);
          return yield* receive(P.number);
        }),
      ),
    );
    expect(answers).to.deep.equal(runtimes.map((_, n) => n));
    await Promise.all(runtimes.map((runtime) => runtime.stop()));
  });
});
