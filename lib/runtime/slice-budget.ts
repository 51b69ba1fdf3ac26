let sliceReductions = 0;
let left = 0;

/** Reductions that a process may use in one slice from now on: the scheduler that has the thread says so. */
export function setSliceReductions(count: number): void {
  sliceReductions = count;
}

/** A slice begins. */
export function grantSlice(): void {
  left = sliceReductions;
}

/** Uses one reduction; false when the slice is used up. */
export function spendReduction(): boolean {
  return --left >= 0;
}
