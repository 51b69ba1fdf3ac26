/** Monotonic time for a whole runtime: the port and the injection key in one. */
export abstract class Clock {
  /** Milliseconds since an arbitrary start, with fractions; never runs backwards. */
  abstract nowMs(): number;
}
