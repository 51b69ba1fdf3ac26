/** Reductions that a process may use in one slice; then it goes to the end of the run queue. */
const sliceReductions = 200;

let left = sliceReductions;

/** A slice begins. */
export function grantSlice(): void {
  left = sliceReductions;
}

/** Uses one reduction; false when the slice is used up. */
export function spendReduction(): boolean {
  return --left >= 0;
}
