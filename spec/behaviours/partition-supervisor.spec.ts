import { expect } from 'chai';
import { Call, call, type BeamworkError, Process } from '../../lib/index.js';
import { PartitionSupervisor } from '../../lib/behaviours/partition-supervisor.js';
import { startRuntime } from '../semantics/support.js';

@Process()
class Cache {
  private number = -1;

  init(number = -1): void {
    this.number = number;
  }

  @Call(['number']) which(_: ['number']): number {
    return this.number;
  }
}

describe('PartitionSupervisor', () => {
  const world = startRuntime();

  const withPartitions = <T>(use: (name: string) => T) =>
    world.run(async () => {
      await PartitionSupervisor.startLink(Cache, { partitions: 4, name: 'caches', withArguments: (_, partition) => [partition] });
      return use('caches');
    });

  it('has children of one spec, numbered from 0', async () => {
    const [ids, count] = await withPartitions(async (caches) => [(await PartitionSupervisor.whichChildren(caches)).map(({ id }) => id), PartitionSupervisor.partitions(caches)] as const);
    expect([ids, count]).to.deep.equal([[3, 2, 1, 0], 4]);
  });

  it('takes whole numbers by their remainder', async () => {
    const numbers = await withPartitions(async (caches) => {
      const all: unknown[] = [];
      for (const key of [0, 1, 5, 7, -3]) all.push(await call(PartitionSupervisor.via(caches, key), ['number']));
      return all;
    });
    expect(numbers).to.deep.equal([0, 1, 1, 3, 3]);
  });

  it('takes any other key always to the same partition, and uses all of them', async () => {
    const pids = await withPartitions((caches) => Array.from({ length: 50 }, (_, n) => [0, 1].map(() => PartitionSupervisor.via(caches, ['user', n]).whereis())));
    expect(pids.every(([first, second]) => first !== undefined && first === second)).to.equal(true);
    expect(new Set(pids.flat()).size).to.equal(4);
  });

  it('finds nobody when the supervisor does not run', async () => {
    expect(await world.run(() => PartitionSupervisor.via('nobody', 1).whereis())).to.equal(undefined);
  });

  it('refuses numbers of partitions that are none', () => {
    expect(() => PartitionSupervisor.start(Cache, { partitions: 0 }))
      .to.throw()
      .with.property('code', 'BEAMWORK_BAD_OPTION' satisfies BeamworkError['code']);
  });
});
