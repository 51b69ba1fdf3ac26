import { BeamworkError } from './beamwork-error.js';
import { showTerm } from './show-term.js';

/** How one value is reached from the one around it: a field, an index, or a part of a Map or Set. */
export type Step = string | number | { readonly part: 'value' | 'key' | 'member'; readonly key: unknown };

/** Where a value stands: the place of the value around it, and the last step. The whole message has nothing around it. */
export interface Place {
  readonly parent: Place | undefined;
  readonly step: Step;
}

/** What stopped a copy: the attempt, the place and kind of the value, the way out, the error below. */
export interface Obstacle {
  readonly attempt: string;
  readonly place: Place;
  readonly text: string;
  readonly remedy: string;
  readonly cause?: unknown;
}

const longestPath = 16;

/*
 * No regular expressions here: this is also how a copy fails where the stack of its caller is nearly used up, and where V8 has to compile one there it ends
 * the whole program instead of throwing.
 */

/** The error for a value that cannot be copied or shared. */
export function uncopyable({ attempt, place, text, remedy, cause }: Obstacle): BeamworkError {
  const problem = `cannot ${attempt}: ${place.parent === undefined ? 'it is' : `at ${showPlace(place).trimStart()} stands`} ${text}`;
  const error = new BeamworkError({ code: 'BEAMWORK_UNCOPYABLE', problem, remedy });
  if (cause !== undefined) Object.defineProperty(error, 'cause', { value: cause, configurable: true, writable: true });
  return error;
}

/** What an unknown error says, for use inside another error; never throws. */
export function messageOf(error: unknown): string {
  try {
    return error instanceof Error ? String(error.message) : showTerm(error);
  } catch {
    return 'an error that cannot be read';
  }
}

/** "a Socket", "an EventEmitter". */
export function withArticle(name: string): string {
  return `${[...'AEIOaeio'].includes(name.charAt(0)) ? 'an' : 'a'} ${name}`;
}

/** `[1].socket`; the middle of a very long path is left out. */
function showPlace(place: Place): string {
  const steps: Step[] = [];
  for (let at = place; at.parent !== undefined; at = at.parent) steps.push(at.step);
  steps.reverse();
  if (steps.length <= longestPath) return steps.map(showStep).join('');
  const half = longestPath / 2;
  return `${steps.slice(0, half).map(showStep).join('')}…${steps.slice(-half).map(showStep).join('')}`;
}

function showStep(step: Step): string {
  if (typeof step === 'number') return `[${step}]`;
  if (typeof step === 'string') return isIdentifier(step) ? `.${step}` : `[${JSON.stringify(step)}]`;
  return step.part === 'value' ? `.get(${showTerm(step.key)})` : ` (a ${step.part})`;
}

function isIdentifier(key: string): boolean {
  return key !== '' && !isDigit(key.charAt(0)) && [...key].every((char) => char === '_' || char === '$' || isDigit(char) || isLetter(char));
}

function isDigit(char: string): boolean {
  return char >= '0' && char <= '9';
}

function isLetter(char: string): boolean {
  return char.toLowerCase() !== char.toUpperCase();
}
