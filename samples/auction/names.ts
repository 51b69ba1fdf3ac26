import { type OpsOf, type Server, via } from '../../lib/index.js';
import type { Lot } from './lot.js';

/** The registry of open lots: a lot's number leads to its process. */
export const lotKeys = 'lots';

/** The registry of connected bidders: a name leads to any number of connections. */
export const bidderKeys = 'bidders';

/** The supervisor of open lots. */
export const lotSupervisor = 'lot-supervisor';

/** The supervisor of connections. */
export const connectionSupervisor = 'connection-supervisor';

/** The address of a lot: it stays the same when the lot is restarted. */
export function lotAt(id: number): Server<OpsOf<Lot>> {
  return via(lotKeys, id);
}
