import { parseArgs } from 'node:util';

/** What the user wants. */
export type Command =
  | { readonly type: 'count'; readonly files: readonly string[]; readonly crashEvery: number }
  | { readonly type: 'help' }
  | { readonly type: 'wrong'; readonly problem: string };

export const usage = `usage: npm run word-count -- [--crash N] [FILE...]

Counts the words of the files; without any, those of this project's documentation.

  --crash N   every N-th chunk kills the worker that counts it (N is 1 or more); the result stays the same
  --help      shows this text`;

/** Understands the arguments of the command line. */
export function readCommandLine(args: readonly string[]): Command {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { crash: { type: 'string' }, help: { type: 'boolean' } },
      allowPositionals: true,
    });
    if (values.help === true) return { type: 'help' };
    const crashEvery = values.crash === undefined ? Infinity : Number(values.crash);
    if (values.crash === undefined || isCount(values.crash)) return { type: 'count', files: positionals, crashEvery };
    return { type: 'wrong', problem: `--crash takes a whole number that is 1 or more, and not "${values.crash}"` };
  } catch (error) {
    return { type: 'wrong', problem: error instanceof Error ? error.message : String(error) };
  }
}

function isCount(text: string): boolean {
  return /^\d+$/.test(text) && Number.isSafeInteger(Number(text)) && Number(text) >= 1;
}
