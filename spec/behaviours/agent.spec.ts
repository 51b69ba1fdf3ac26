import { expect } from 'chai';
import { Process, self, stopWith } from '../../lib/index.js';
import { Agent } from '../../lib/behaviours/agent.js';
import { downOf, failureOf, ManualTime, startRuntime } from '../semantics/support.js';

describe('Agent', () => {
  const time = new ManualTime();
  const world = startRuntime({ time });

  it('gets, updates, does both, and casts', async () => {
    const values = await world.run(function* () {
      const agent = yield* Agent.startLink(() => 1);
      const get = () => Agent.get(agent, (n) => n);
      const values: unknown[] = [yield* get(), yield* Agent.update(agent, (n) => n + 1), yield* get()];
      values.push(yield* Agent.getAndUpdate(agent, (n) => [`was ${n}`, n * 10]), yield* get());
      Agent.cast(agent, (n) => n + 1);
      values.push(yield* get(), yield* Agent.stop(agent), Process.isAlive(agent));
      return values;
    });
    expect(values).to.deep.equal([1, undefined, 2, 'was 2', 20, 21, undefined, false]);
  });

  it('runs the functions in its own process', async () => {
    const same = await world.run(async () => {
      const agent = await Agent.startLink(() => self());
      return [(await Agent.get(agent, (pid) => pid)) === agent, (await Agent.get(agent, () => self())) === agent];
    });
    expect(same).to.deep.equal([true, true]);
  });

  it('gives out copies of its state', async () => {
    const list = await world.run(function* () {
      const agent = yield* Agent.startLink(() => [1]);
      const mine = yield* Agent.get(agent, (list) => list);
      mine.push(2);
      return yield* Agent.get(agent, (list) => list);
    });
    expect(list).to.deep.equal([1]);
  });

  it('takes functions that wait, one at a time', async () => {
    const value = await world.run(function* () {
      const agent = yield* Agent.startLink(async () => 1);
      Agent.cast(agent, function* (n) {
        yield;
        return n + 1;
      });
      yield* Agent.update(agent, async (n) => n * 10);
      return yield* Agent.get(agent, async (n) => n);
    });
    expect(value).to.equal(20);
  });

  it('ends with a function that throws, and so fails the caller', async () => {
    const [failure, reason] = await world.run(function* () {
      const agent = yield* Agent.start(() => 1);
      const failure = yield* failureOf(() =>
        Agent.update(agent, () => {
          throw new Error('boom');
        }),
      );
      return [failure, yield* downOf(agent)];
    });
    expect(failure).to.have.nested.property('[0].message', 'boom');
    expect(failure).to.have.nested.property('[1][0]', 'call');
    expect(reason).to.equal('noproc');
    expect(world.logger.crashes).to.have.length(1);
  });

  it('ends when getAndUpdate is given a function that returns no pair', async () => {
    const failure = await world.run(function* () {
      const agent = yield* Agent.start(() => 1);
      return yield* failureOf(() => Agent.getAndUpdate(agent, ((n: number) => n) as never));
    });
    expect(failure).to.have.nested.property('[0]').that.is.instanceOf(TypeError);
  });

  it('fails to start with an initial function that throws', async () => {
    const failure = await world.run(() => failureOf(() => Agent.start(() => {
      throw new Error('init boom');
    })));
    expect(failure).to.be.instanceOf(Error).with.property('message', 'init boom');
  });

  it('has a name, which no second agent can take', async () => {
    const [value, failure, agent] = await world.run(function* () {
      const agent = yield* Agent.start(() => 1, { name: 'score' });
      const value = yield* Agent.get('score', (n: number) => n);
      return [value, yield* failureOf(() => Agent.start(() => 2, { name: 'score' })), agent];
    });
    expect(value).to.equal(1);
    expect(failure).to.deep.equal(['already_started', agent]);
  });

  it('times out as a call does', async () => {
    const outcome = world.run(function* () {
      const agent = yield* Agent.start(() => 1);
      return yield* failureOf(() => Agent.get(agent, () => Process.sleep(200), 20));
    });
    await world.settled();
    time.advance(20);
    expect(await outcome).to.have.nested.property('[0]', 'timeout');
  });

  it('stops with a reason, also from outside of processes', async () => {
    const agent = await world.run(() => Agent.start(() => 1));
    const down = world.run(() => downOf(agent));
    await world.settled();
    await Agent.stop(agent, 'shutdown');
    expect(await down).to.equal('shutdown');
  });

  it('gives what a function returns, even what a handler would return to say more', async () => {
    const result = await world.run(function* () {
      const agent = yield* Agent.start(() => 1);
      yield* failureOf(() => Agent.get(agent, () => stopWith('end')));
      yield* failureOf(() => Agent.getAndUpdate(agent, (n) => [stopWith('end'), n + 1]));
      return yield* failureOf(() => Agent.get(agent, (n) => [n]));
    });
    expect(result).to.equal('no failure');
  });

  it('fails, and ends, when it asks itself', async () => {
    const [failure, alive] = await world.run(function* () {
      const agent = yield* Agent.start(() => 1);
      const failure = yield* failureOf(() => Agent.get(agent, () => Agent.get(agent, (n) => n)));
      return [failure, Process.isAlive(agent)];
    });
    expect(failure).to.have.nested.property('[0][0]', 'calling_self');
    expect(alive).to.equal(false);
  });

  it('drops a cast to an agent that has ended, or that nobody has started', async () => {
    const outcome = await world.run(function* () {
      const agent = yield* Agent.start(() => 1);
      yield* Agent.stop(agent);
      Agent.cast(agent, (n) => n + 1);
      Agent.cast('nobody', (n: number) => n + 1);
      return yield* failureOf(() => Agent.get(agent, (n) => n));
    });
    expect(outcome).to.have.nested.property('[0]', 'noproc');
  });

  it('refuses what is no function', () => {
    expect(() => Reflect.apply(Agent.start, undefined, [1])).to.throw().with.property('code', 'BEAMWORK_BAD_BODY');
    expect(() => Reflect.apply(Agent.cast, undefined, ['nobody', 1])).to.throw().with.property('code', 'BEAMWORK_BAD_BODY');
  });
});
