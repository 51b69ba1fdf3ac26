import { BeamworkError, type Reference } from '../../lib/index.js';

/** The references of messages such as DOWN: their second parts. */
export function referencesIn(messages: readonly unknown[]): Reference[] {
  return messages.flatMap((message) => (Array.isArray(message) ? message.slice(1, 2) : []));
}

/** What messages begin with; a message that is no array is its own beginning. */
export function tagsIn(messages: readonly unknown[] | undefined): unknown[] {
  return (messages ?? []).map((message) => (Array.isArray(message) ? message[0] : message));
}

/** The code of the error that a call throws, or `undefined` when it throws none; anything but a BeamworkError goes on. */
export function codeOf(call: () => unknown): string | undefined {
  try {
    call();
    return undefined;
  } catch (error) {
    if (error instanceof BeamworkError) return error.code;
    throw error;
  }
}

/** The code that an exit reason carries; also a copied error has it. */
export function codeIn(reason: unknown): unknown {
  return reason instanceof Error && 'code' in reason ? reason.code : undefined;
}
