import type { Totals } from './messages.js';

/** A word that is longer is shortened, in the report only. */
const longestShown = 60;

/** The result, as lines: the most frequent words, then the totals. */
export function reportLines({ files, failed, words, distinct, restarts, top }: Totals): string[] {
  const width = String(top[0]?.[1] ?? 0).length;
  return [
    top.length > 0 ? 'most frequent words:' : 'no words',
    ...top.map(([word, count]) => `  ${String(count).padStart(width)}  ${shorten(word)}`),
    `files: ${files}`,
    ...(failed > 0 ? [`files that could not be counted: ${failed}`] : []),
    `words: ${words}`,
    `distinct words: ${distinct}`,
    `restarts: ${restarts}`,
  ];
}

function shorten(word: string): string {
  const characters = [...word.slice(0, 2 * longestShown + 2)]; // a character has two units at most
  return characters.length <= longestShown ? word : `${characters.slice(0, longestShown).join('')}…`;
}
