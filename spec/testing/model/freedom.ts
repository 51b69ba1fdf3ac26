import { startOf, type Instruction } from './deeds.js';
import { processOf, type Signal, type State } from './model.js';
import type { View } from './view.js';

/** Somebody does the next thing of its script, or receives the oldest signal of somebody. */
export type Step = { readonly type: 'perform'; readonly pid: string } | { readonly type: 'receive'; readonly from: string; readonly pid: string };

/** Whether a step may come first without loss: in any case, if it leaves the message that was seen next, or it is not known. */
type Freedom = 'full' | 'heard' | 'none';

/** Tells whether a step may as well come before all others that are to come: whatever can be seen after another order can be seen after this one. */
export function freedomOf(state: State, step: Step, seen: View): Freedom {
  const { reason, script } = processOf(state, step.pid);
  if (step.type === 'perform') return isOnlySent(script[0]) ? 'full' : 'none';
  if (reason !== undefined) return 'full'; // The dead answer each for itself.
  const signal = state.queues.get(`${step.from}>${step.pid}`)?.[0];
  if (signal === undefined) return 'none';
  const survives = seen.processes.get(step.pid)?.reason === undefined;
  // Messages stand in the order that was seen; those of who is to end are never seen.
  if (signal.type === 'message' && signal.alias === undefined) return script.some((next) => mayTake(next, signal.term)) ? 'none' : 'full';
  // Who neither ends nor does anything keeps each sender's signals apart, but for what an alias and its monitor do to each other.
  if (!survives || script.length > 0) return 'none';
  return touchesAlias(signal) ? 'heard' : 'full';
}

/** A mailbox without what those deeds will take out of it, as was seen. */
export function keptOf(mailbox: readonly string[], script: readonly Instruction[], seen: View): readonly string[] {
  const kept = [...mailbox];
  for (const next of script) {
    const index = kept.findIndex((message) => (next.verb === 'receive' ? message === seen.results.get(next.id) : mayTake(next, message)));
    if (index !== -1) kept.splice(index, 1);
  }
  return kept;
}

function mayTake({ verb, args }: Instruction, message: string): boolean {
  if (verb === 'receive') return message.startsWith(startOf(args));
  return verb === 'demonitor' && args.flush && message.startsWith(`[DOWN, ${args.ref},`);
}

function touchesAlias(signal: Signal): boolean {
  return signal.type === 'message' || signal.type === 'down';
}

/** What is only put in transit, and reads nothing. */
function isOnlySent(next: Instruction | undefined): boolean {
  if (next?.verb === 'send') return !next.args.to.startsWith('n');
  return next?.verb === 'signal' && next.args.to !== next.by;
}
