import { endOfCompleteRuns } from './words.js';

/** Makes text out of the bytes of a file, piece by piece, and never cuts inside a character or a word. */
export class TextCutter {
  readonly #decoder = new TextDecoder();
  readonly #longestRun: number;
  #begun = '';

  /** @param longestRun a run without any gap is cut when it is longer, so that memory stays bounded; in UTF-16 units. */
  constructor(longestRun = 16 * 1024 * 1024) {
    this.#longestRun = longestRun;
  }

  /** Takes the next bytes. @returns the text that is complete by now; `''` when there is none. */
  push(bytes: Uint8Array): string {
    return this.#add(this.#decoder.decode(bytes, { stream: true }));
  }

  /** The file ends here. @returns what was left. */
  end(): string {
    const rest = this.#begun + this.#decoder.decode();
    this.#begun = '';
    return rest;
  }

  #add(text: string): string {
    let end = endOfCompleteRuns(text);
    if (end === 0 && this.#begun.length + text.length > this.#longestRun) end = text.length;
    if (end === 0) {
      this.#begun += text;
      return '';
    }
    const complete = this.#begun + text.slice(0, end);
    this.#begun = text.slice(end);
    return complete;
  }
}
