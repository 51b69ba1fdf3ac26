import { DynamicSupervisor, Process, ProcessExit } from '../../lib/index.js';
import { BidStore } from './bid-store.js';
import { lotSpec } from './lots.js';
import { lotSupervisor } from './names.js';

/**
 * Starts the lots that the store says are open: when the house opens, and again when their supervisor had to be replaced,
 * for it stands after that supervisor in a module whose strategy is `'rest_for_one'`.
 */
@Process({ label: 'reopening' })
export class Reopening {
  constructor(private readonly store: BidStore) {}

  *init(): Generator<unknown, void> {
    for (const id of this.store.openLots()) {
      try {
        yield* DynamicSupervisor.startChild(lotSupervisor, lotSpec(id));
      } catch (error) {
        // Somebody else has opened it meanwhile.
        if (!(error instanceof ProcessExit && Array.isArray(error.reason) && error.reason[0] === 'already_started')) throw error;
      }
    }
  }
}
