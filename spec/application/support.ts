import { BeamworkError } from '../../lib/index.js';

/** The error with which a start is refused. */
export async function failureOf(start: Promise<unknown>): Promise<BeamworkError> {
  const failure: unknown = await start.then(
    () => new Error('it has started'),
    (error: unknown) => error,
  );
  if (failure instanceof BeamworkError) return failure;
  throw failure;
}
