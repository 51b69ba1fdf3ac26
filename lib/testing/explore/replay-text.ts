import type { BeamworkError } from '../../kernel/beamwork-error.js';
import { badOption } from '../bad-option.js';

/** A schedule as text: `step:choice` for each step at which another than the first thread was chosen. */
export function replayText(schedule: readonly number[]): string {
  return schedule.flatMap((choice, step) => (choice === 0 ? [] : [`${step + 1}:${choice}`])).join(' ');
}

/**
 * The schedule that a text stands for.
 *
 * @throws BeamworkError `BEAMWORK_BAD_OPTION` for another text.
 */
export function readReplay(text: unknown): number[] {
  const schedule: number[] = [];
  if (typeof text !== 'string' || !/^(\d{1,6}:\d{1,6}( |$))*$/.test(text)) throw noReplay(text);
  for (const pair of text.split(' ').filter((each) => each !== '')) {
    const [step = 0, choice = 0] = pair.split(':').map(Number);
    // Each step once, in order; the first choice is not told.
    if (step <= schedule.length || choice === 0) throw noReplay(text);
    while (schedule.length < step) schedule.push(0);
    schedule[step - 1] = choice;
  }
  return schedule;
}

function noReplay(text: unknown): BeamworkError {
  return badOption('explore', 'replay', text, "give the text that a failure has printed, such as '3:1 7:2'");
}
