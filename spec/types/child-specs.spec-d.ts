// The arguments in a child spec are held against the init of its class.
import { Agent, Application, type ChildSpec, DynamicSupervisor, KeyRegistry, Module, PartitionSupervisor, Process, startLink, Supervisor, TaskSupervisor } from '../../lib/index.js';
import { BeamworkModule } from '../../lib/nestjs/index.js';

@Process()
class Bare {}

@Process()
class Till {
  init(start: number, notes: { owner: string; tags: string[] } = { owner: '', tags: [] }): void {
    void start;
    void notes;
  }
}

@Process()
class Shop {
  init(name = 'shop'): void {
    void name;
  }
}

@Supervisor()
class Kitchen {
  init(ovens: number): ChildSpec[] {
    return Array.from({ length: ovens }, (_, id) => ({ id, start: [Bare] }));
  }
}

declare const list: ChildSpec[];
declare const one: ChildSpec;

export function accepted(): void {
  // compiles: each form, with the arguments of init
  void Supervisor.start([Bare, Shop, [Shop, 'corner'], [Till, 5], [Till, 5, { owner: 'ann', tags: ['a', 'b'] }], [Kitchen, 2]]);

  // compiles: written out, with options or with a function
  void Supervisor.startLink([
    { id: 1, start: [Till, 5], restart: 'transient', shutdown: 'brutal_kill' },
    { id: 2, start: () => startLink(Till, [5]) },
  ]);

  // compiles: what makes its own spec, with what that takes
  void Supervisor.start([DynamicSupervisor, [DynamicSupervisor, { maxChildren: 5 }], [KeyRegistry, { keys: 'unique', name: 'rooms' }], [TaskSupervisor, { name: 'tasks' }]]);

  // compiles: of what is typed as child specs nothing is known
  void Supervisor.start(list);
  void Supervisor.startChild('shop', one);
  void DynamicSupervisor.startChild('shops', one);

  // compiles: extraArguments may give the first arguments, so the last ones are enough
  void DynamicSupervisor.startChild('tills', [Till, 5]);
  void DynamicSupervisor.startChild('tills', [Till, { owner: 'ann', tags: [] }]);
  void DynamicSupervisor.startChild('tills', Till);

  // compiles: the others that take child specs
  void PartitionSupervisor.start([Till, 5], { partitions: 2 });
  BeamworkModule.forFeature([Bare, [Till, 5], AppModule]);
  void Application.start(AppModule);
  void Agent;
}

@Module({ processes: [Bare, [Till, 5], { id: 'second', start: [Till, 6] }] })
class AppModule {}

export function refused(): void {
  // @ts-expect-error init takes a number
  void Supervisor.start([Bare, [Till, 'five']]);

  // @ts-expect-error init needs an argument
  void Supervisor.start([Till]);

  // @ts-expect-error init needs an argument
  void Supervisor.startLink([[Till]]);

  // @ts-expect-error init takes two arguments at most
  void Supervisor.start([[Till, 5, { owner: 'ann', tags: [] }, 7]]);

  // @ts-expect-error the owner is a string
  void Supervisor.startChild('shop', [Till, 5, { owner: 1, tags: [] }]);

  // @ts-expect-error init takes a number, written out too
  void Supervisor.startChild('shop', { id: 1, start: [Till, 'five'] });

  // @ts-expect-error there is no such restart
  void Supervisor.startChild('shop', { id: 1, start: [Till, 5], restart: 'nope' });

  // @ts-expect-error a registry has unique or duplicate keys
  void Supervisor.start([[KeyRegistry, { keys: 'some' }]]);

  // @ts-expect-error no argument of init is a boolean
  void DynamicSupervisor.startChild('tills', [Till, true]);

  // @ts-expect-error init takes a number
  void PartitionSupervisor.start([Till, 'five']);

  // @ts-expect-error init takes a number
  BeamworkModule.forFeature([[Till, 'five']]);

  // @ts-expect-error init takes a number
  Module({ processes: [[Till, 'five']] });
}
