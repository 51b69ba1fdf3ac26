/** How often each word was seen. Its fields are public, so it may be sent: the receiver gets a copy of the same class. */
export class Tally {
  readonly counts = new Map<string, number>();
  words = 0;

  /** Counts some words. */
  add(words: readonly string[]): void {
    for (const word of words) this.#raise(word, 1);
    this.words += words.length;
  }

  /** Adds what another tally counted. */
  merge(other: Tally): void {
    for (const [word, count] of other.counts) this.#raise(word, count);
    this.words += other.words;
  }

  /** The most frequent words, at most `limit`; equally frequent ones in alphabetical order. */
  top(limit: number): [word: string, count: number][] {
    const byFrequency = ([a, m]: [string, number], [b, n]: [string, number]): number => n - m || (a < b ? -1 : 1);
    return [...this.counts].sort(byFrequency).slice(0, limit);
  }

  #raise(word: string, by: number): void {
    this.counts.set(word, (this.counts.get(word) ?? 0) + by);
  }
}
