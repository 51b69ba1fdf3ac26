import { parseArgs } from 'node:util';

/** What the user wants drawn. */
export interface TreeCommand {
  /** The compiled file that exports the module. */
  readonly file: string;
  /** The name of its class; the only root among the exports when it is not given. */
  readonly module: string | undefined;
  readonly mermaid: boolean;
}

const usage = [
  'Usage: beamwork tree FILE [--module NAME] [--mermaid]',
  '',
  'Shows what the module exported by FILE, a compiled JavaScript file, would start.',
  '  --module NAME  the class to show, where FILE exports several',
  '  --mermaid      as a flowchart of Mermaid instead of text',
].join('\n');

/** Reads the command line; the command, the help that was asked for, or the complaint is set. */
export function readArguments(given: readonly string[]): { readonly command?: TreeCommand; readonly help?: string; readonly complaint?: string } {
  try {
    const { positionals, values } = parseArgs({ args: [...given], allowPositionals: true, options: { module: { type: 'string' }, mermaid: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } } });
    if (values.help) return { help: usage };
    const [verb, file, ...rest] = positionals;
    if (verb !== 'tree' || file === undefined || rest.length > 0) return { complaint: usage };
    return { command: { file, module: values.module, mermaid: values.mermaid } };
  } catch (error) {
    return { complaint: `${error instanceof Error ? error.message : String(error)}\n\n${usage}` };
  }
}
