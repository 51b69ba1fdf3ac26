import { expect } from 'chai';
import { Process, receive, Registry, self, Timers, type TimerEvent } from '../../lib/index.js';
import '../identity.js';
import { codeOf } from '../semantics/messages.js';
import { downOf, flush, idle, ManualTime, startRuntime } from '../semantics/support.js';
import { connected } from './connected.js';

describe('Timers', () => {
  const time = new ManualTime();
  const world = startRuntime({ time });
  const timers = (): Timers => world.runtime.get(Timers);

  it('sends a bare message later, from outside', async () => {
    const pid = await world.run(() => idle());
    timers().sendAfter(pid, ['tick', 1], 100);
    time.advance(99);
    expect(await world.run(() => Process.info(pid, 'messages'))).to.deep.equal([]);
    time.advance(1);
    expect(await world.run(() => Process.info(pid, 'messages'))).to.deep.equal([['tick', 1]]);
  });

  it('sends a message with its reference later', async () => {
    const { timer, messages } = await world.run(function* () {
      const timer = timers().startTimer(self(), 'tick', 10);
      time.advance(10);
      return { timer, messages: yield* flush() };
    });
    expect(messages).to.deep.equal([['timeout', timer, 'tick']]);
  });

  it('looks a name up in its own runtime when the time has come', async () => {
    timers().sendAfter('worker', 'tick', 10);
    const pid = await world.run(() => idle());
    world.runtime.get(Registry).register('worker', pid);
    time.advance(10);
    expect(await world.run(() => Process.info(pid, 'messages'))).to.deep.equal(['tick']);
  });

  it('reads and cancels, like the verbs and with them', async () => {
    const timer = timers().sendAfter('nobody', 'tick', 1_000);
    time.advance(400);
    expect(timers().read(timer)).to.equal(600);
    expect(await world.run(() => Process.readTimer(timer))).to.equal(600);
    expect(timers().cancel(timer)).to.equal(600);
    expect([timers().cancel(timer), timers().read(timer)]).to.deep.equal([false, false]);
    expect(await world.run(() => Process.cancelTimer(timer))).to.equal(false);
  });

  it('copies the message when the timer is made', async () => {
    const message = { n: 1 };
    const pid = await world.run(() => idle());
    timers().sendAfter(pid, message, 10);
    message.n = 2;
    time.advance(10);
    expect(await world.run(() => Process.info(pid, 'messages'))).to.deep.equal([{ n: 1 }]);
  });

  it('refuses times and messages that cannot be', () => {
    expect([
      codeOf(() => timers().sendAfter('nobody', 'tick', -1)),
      codeOf(() => timers().startTimer('nobody', 'tick', NaN)),
      codeOf(() => timers().sendAfter('nobody', Promise.resolve(), 1)),
    ]).to.deep.equal(['BEAMWORK_BAD_TIMEOUT', 'BEAMWORK_BAD_TIMEOUT', 'BEAMWORK_UNCOPYABLE']);
  });

  it('tells of timers started, cancelled and fired', async () => {
    const events: TimerEvent[] = [];
    timers().events$.subscribe((event) => events.push(event));
    const { me, fired, cancelled, dropped, target } = await world.run(function* () {
      const target = idle();
      const fired = Process.sendAfter(self(), 'tick', 10);
      const cancelled = Process.sendAfter('nobody', 'tick', 20);
      const dropped = Process.startTimer(target, 'tick', 30);
      Process.cancelTimer(cancelled);
      Process.exit(target, 'kill');
      yield* downOf(target);
      time.advance(10);
      yield* receive('tick');
      return { me: self(), fired, cancelled, dropped, target };
    });
    expect(events).to.deep.equal([
      { type: 'started', ref: fired, destination: me },
      { type: 'started', ref: cancelled, destination: 'nobody' },
      { type: 'started', ref: dropped, destination: target },
      { type: 'cancelled', ref: cancelled, destination: 'nobody' },
      { type: 'cancelled', ref: dropped, destination: target },
      { type: 'fired', ref: fired, destination: me },
    ]);
  });

  it('costs nothing while nobody listens', () => {
    expect(connected(world.runtime)).to.deep.equal([]);
    const subscription = timers().events$.subscribe();
    expect(connected(world.runtime)).to.deep.equal(['timers']);
    subscription.unsubscribe();
    expect(connected(world.runtime)).to.deep.equal([]);
  });
});
