import { parseArgs, type ParseArgsConfig } from 'node:util';

/** The command line of one of the project's own commands. What it does not understand ends the program with code 2, what was wrong, and how it is used. */
export class CommandLine {
  constructor(private readonly usage: string) {
    if (!process.argv.slice(2).includes('--help')) return;
    console.log(usage);
    process.exit(0);
  }

  /** The options, and the words beside them. */
  read<const T extends ParseArgsConfig>(config: T): ReturnType<typeof parseArgs<T>> {
    return this.checked(() => parseArgs(config));
  }

  /** What a function makes of what was typed; when it throws, that is what was wrong. */
  checked<T>(make: () => T): T {
    try {
      return make();
    } catch (error) {
      return this.refuse(error instanceof Error ? error.message : String(error));
    }
  }

  wholeNumber(option: string, text: string, least = 1): number {
    const number = Number(text);
    return Number.isSafeInteger(number) && number >= least && text.trim() !== '' ? number : this.refuse(`--${option} was given ${text}; give a whole number from ${least} up`);
  }

  refuse(problem: string): never {
    console.error(`${problem}\n\n${this.usage}`);
    process.exit(2);
  }
}
