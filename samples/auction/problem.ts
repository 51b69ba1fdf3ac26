/** A request that cannot be served: with a status, what is wrong, and what to do about it. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    problem: string,
    readonly remedy: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(problem);
    this.name = 'Problem';
  }

  /** As the client gets it. */
  toJSON(): { readonly error: string; readonly remedy: string } {
    return { error: this.message, remedy: this.remedy };
  }
}
