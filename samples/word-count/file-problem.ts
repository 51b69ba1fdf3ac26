/** A file that is no text. */
export class BinaryFile extends Error {
  constructor() {
    super('it is a binary file: it has NUL bytes');
  }
}

const knownCodes: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EISDIR: 'it is a directory',
  EACCES: 'no permission to read it',
  EPERM: 'no permission to read it',
};

/**
 * Says in words why a file cannot be counted.
 *
 * @returns `undefined` for an error that has nothing to do with files.
 */
export function describeFileProblem(error: unknown): string | undefined {
  if (error instanceof BinaryFile) return error.message;
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string' || !('syscall' in error)) return undefined;
  return knownCodes[error.code] ?? `it cannot be read: ${error.message}`;
}
