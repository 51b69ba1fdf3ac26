/**
 * What a word is, for the whole program.
 *
 * A word is a run of letters, their marks, digits and apostrophes, without the apostrophes at its ends; in small letters, in one spelling of
 * accents and with a straight apostrophe. So "Don’t" is `don't`, "'quoted'" is `quoted`, and "Naïve" is one word, however its dots are encoded.
 */
const betweenRuns = /[^\p{L}\p{M}\p{N}'’]+/u;
const partOfRun = /[\p{L}\p{M}\p{N}'’]/u;

/** All words of a text, in order. */
export function wordsOf(text: string): string[] {
  // A split, and not a match of the runs: it needs no stack, so a run may be millions of characters long.
  return text.split(betweenRuns).map(normalForm).filter((word) => word !== '');
}

/**
 * How much of a text can be counted, whatever comes after it: all before the run at its end.
 *
 * @returns a number of UTF-16 units; 0 when the whole text is one run.
 */
export function endOfCompleteRuns(text: string): number {
  let end = text.length;
  while (end > 0) {
    const start = end - (isLowSurrogate(text.charCodeAt(end - 1)) ? 2 : 1);
    if (!partOfRun.test(text.slice(start, end))) return end;
    end = start;
  }
  return 0;
}

function normalForm(run: string): string {
  let [start, end] = [0, run.length];
  while (start < end && isApostrophe(run.charCodeAt(start))) start++;
  while (end > start && isApostrophe(run.charCodeAt(end - 1))) end--;
  return run.slice(start, end).normalize('NFC').replaceAll('’', "'").toLowerCase();
}

function isApostrophe(unit: number): boolean {
  return unit === 0x27 || unit === 0x2019;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
