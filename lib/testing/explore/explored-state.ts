import type { ProcessControl } from '../../runtime/process-control.js';
import { ProcessTable } from '../../runtime/process-table.js';
import { RuntimeState, type RuntimeParts } from '../../runtime/runtime-state.js';
import type { Scope } from '../../runtime/scope.js';
import { WatchedTable } from './watched-table.js';
import type { World } from './world.js';

/** The runtime of one schedule: its world hears what is looked at. */
export class ExploredState extends RuntimeState {
  override readonly names: Map<string, ProcessControl>;
  override readonly scope: Scope;
  override readonly table: ProcessTable;

  constructor(parts: RuntimeParts, world: World, scope: Scope) {
    super(parts);
    this.scope = scope;
    const { observer } = world;
    this.names = observer?.names ?? new Map<string, ProcessControl>();
    this.table = observer === undefined ? new ProcessTable() : new WatchedTable(observer);
    world.watch(this);
  }
}
