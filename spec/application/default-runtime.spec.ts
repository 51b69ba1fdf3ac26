import { expect } from 'chai';
import { Lifecycle, P, Process, receive, Registry, run, Runtime, self, send, spawn, type Pid } from '../../lib/index.js';
import '../identity.js';
import { codeOf } from '../semantics/messages.js';
import { startRuntime } from '../semantics/support.js';

describe('the default runtime', () => {
  const world = startRuntime();
  after(() => Runtime.default().stop({ timeoutMs: 0 }));

  it('is made once, at first use', () => {
    expect(Runtime.default()).to.equal(Runtime.default());
    expect(Runtime.default()).to.be.instanceOf(Runtime);
  });

  it('is where free functions act outside of processes', async () => {
    const pid = spawn(() => receive('never'));
    Process.register(pid, 'of the default runtime');
    expect(Runtime.default().get(Registry).whereis('of the default runtime')).to.equal(pid);
    expect(Process.list()).to.include(pid);
    send('of the default runtime', 'hi');
    expect(Process.info(pid, 'messages')).to.deep.equal(['hi']);
    expect(await run(() => Process.whereis('of the default runtime'))).to.equal(pid);
    Process.exit(pid, 'kill');
    expect(Process.isAlive(pid)).to.equal(false);
  });

  it('is not where they act inside of another runtime’s processes', async () => {
    const pid = await world.run(() => {
      Process.register(self(), 'elsewhere');
      return spawn(() => receive('never'));
    });
    expect(Process.list()).to.not.include(pid);
    expect(Process.whereis('elsewhere')).to.equal(undefined);
  });

  it('starts timers from outside', async () => {
    const got = run(function* () {
      return yield* receive(['tick', P.number]);
    });
    const [pid] = Process.list().slice(-1);
    if (pid !== undefined) Process.sendAfter(pid, ['tick', 1], 1);
    expect(await got).to.deep.equal(['tick', 1]);
  });

  it('serves run one after another and many at once', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => run(async (factor: number) => factor * n, 2)));
    expect(answers).to.deep.equal(Array.from({ length: 20 }, (_, n) => 2 * n));
  });

  it('is a new one after it has been stopped', async () => {
    const old = Runtime.default();
    let pid: Pid | undefined;
    old.get(Lifecycle).spawned$.subscribe((event) => (pid = event.pid));
    spawn(() => receive('never'));
    await old.stop();
    expect(Runtime.default()).to.not.equal(old);
    expect(await run(() => 'works again')).to.equal('works again');
    expect(pid !== undefined && Process.isAlive(pid)).to.equal(false);
  });

  it('knows no process outside: verbs about oneself fail', () => {
    const verbs = [
      self,
      () => receive('x'),
      () => Process.flag('trapExit', true),
      () => Process.put('k', 1),
      () => Process.alias(),
      () => Process.setLabel('x'),
      () => Process.sleep(1),
    ];
    expect(verbs.map(codeOf)).to.deep.equal(verbs.map(() => 'BEAMWORK_OUTSIDE_PROCESS'));
  });
});

describe('Runtime.start', () => {
  it('refuses limits that are no numbers, as a rejection', async () => {
    for (const options of [{ longSliceMs: -1 }, { mailboxLimit: NaN }]) {
      const failure = await Runtime.start(options).catch((error: unknown) => error);
      expect(failure).to.have.property('code', 'BEAMWORK_BAD_OPTION');
    }
  });
});
