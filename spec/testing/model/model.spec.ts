import { expect } from 'chai';
import { Process, send } from '../../../lib/index.js';
import { packageVerbs, type RealVerbs } from './real-verbs.js';
import { checkModel } from './suite.js';

/** Verbs with a mistake each, of the kind that a runtime may have. */
const mistakes: Readonly<Record<string, RealVerbs>> = {
  'an unlink that does nothing': { ...packageVerbs, unlink: () => true },
  'a link that is no link': { ...packageVerbs, link: () => true },
  'a demonitor that leaves the DOWN message': { ...packageVerbs, demonitor: (world, { ref, info }) => Process.demonitor(world.reference(ref), { info }) },
  'a monitor that ends with its alias': {
    ...packageVerbs,
    monitor: (world, { to, as, alias }) => world.made(as, Process.monitor(world.address(to), alias === undefined ? {} : { alias: 'reply_demonitor' })),
  },
  'a kill that can be trapped': { ...packageVerbs, signal: (world, { to, reason }) => Process.exit(world.pid(to), reason === 'kill' ? 'killed' : reason) },
  'a flag that cannot be taken back': { ...packageVerbs, trapExit: (_, { value }) => Process.flag('trapExit', value || Process.flag('trapExit', true)) },
  'a message that is sent twice': {
    ...packageVerbs,
    send: (world, args) => {
      packageVerbs.send(world, args);
      return packageVerbs.send(world, args);
    },
  },
  'a timer that is a millisecond late': {
    ...packageVerbs,
    timer: (world, { to, as, message, ms }) => world.made(as, Process.sendAfter(world.address(to), message, ms + 1), true),
  },
  'a cancelled timer that fires': { ...packageVerbs, cancelTimer: (world, { ref }) => Process.readTimer(world.reference(ref)) },
  'a name that outlives a send': {
    ...packageVerbs,
    unregister: (_, { name }) => {
      send(name, 'farewell');
      return Process.unregister(name);
    },
  },
};

describe('The reference model', () => {
  it('and the runtime come to the same, whatever program of a thousand commands they run', async () => {
    const { commands, failure, again } = await checkModel(packageVerbs, { seed: 1, programs: 50 });
    expect(failure, again.join(' ')).to.equal(undefined);
    expect(commands).to.be.above(1_000);
  });

  describe('finds', () => {
    for (const [title, verbs] of Object.entries(mistakes)) {
      it(title, async () => {
        const { failure } = await checkModel(verbs, { seed: 1, programs: 100, isShrunk: false });
        expect(failure).to.match(/^the rules do not allow what was seen/);
      });
    }
  });

  it('finds the smallest program that shows a mistake, and runs it again', async () => {
    const bent: RealVerbs = { ...packageVerbs, link: () => true };
    const { failure, again } = await checkModel(bent, { seed: 1, programs: 100 });
    const [, seed, , path, , replay] = again;
    const once = await checkModel(bent, { seed: Number(seed), programs: 100, path, replay });
    expect(once.failure).to.equal(failure);
    expect(String(failure).split('\n').filter((line) => line.includes('link(pid'))).to.have.length(1);
  });
});
