import { showValue } from '../show-value.js';
import { byPath } from './by-path.js';
import type { Played } from './play.js';

/** What a schedule came to, as text: the same text for the same outcome, whatever numbers pids and references had. */
export function showEnding({ ending, world }: Played): string {
  if (ending.type === 'returned') return byPath(showValue(ending.value), world.runners);
  return ending.type === 'failed' ? byPath(`failed: ${inOneLine(showValue(ending.reason))}`, world.runners) : ending.type;
}

/** What went wrong, for telling one mistake from another: the same one may come with other numbers. */
export function mistakeOf(played: Played): string {
  return played.ending.type === 'failed' ? showEnding(played).replaceAll(/\d+/g, '0') : played.ending.type;
}

/** The text of a failure; that of an error may have several lines. */
export function inOneLine(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, ' ');
}
