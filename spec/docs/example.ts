import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A piece of documentation that is run: what stands in a fence marked `ts run`. */
export interface Example {
  /** From the root of the project, with `/`. */
  readonly file: string;
  /** The line of the opening fence, from 1; the code begins on the next. */
  readonly line: number;
  readonly code: string;
}

const opening = /^(?<before>\s*(?:\* )?)```ts run$/;

/** Finds the examples in the text of a Markdown page, or in the doc comments of a source file. */
export function examplesIn(file: string, text: string): Example[] {
  const found: Example[] = [];
  let open: { readonly line: number; readonly before: string; readonly code: string[] } | undefined;
  for (const [index, line] of text.split('\n').entries()) {
    const before = opening.exec(line)?.groups?.['before'];
    if (open === undefined) {
      if (before !== undefined) open = { line: index + 1, before, code: [] };
    } else if (line.trimEnd() === `${open.before}\`\`\``) {
      found.push({ file, line: open.line, code: open.code.join('\n') });
      open = undefined;
    } else {
      open.code.push(line.startsWith(open.before) ? line.slice(open.before.length) : line.slice(open.before.trimEnd().length));
    }
  }
  if (open !== undefined) throw new Error(`${file}:${open.line}: this example has no end`);
  return found;
}

/** All examples of the project. */
export function readExamples(root: string): Example[] {
  const files = [...filesIn(root, 'lib', '.ts'), ...filesIn(root, 'decorators', '.ts'), ...filesIn(root, '', '.md', false), ...filesIn(root, 'docs', '.md')];
  return files.flatMap((file) => examplesIn(file, readFileSync(join(root, file), 'utf8')));
}

/** The files of a folder, sorted, as paths from the root with `/`. */
export function filesIn(root: string, folder: string, extension: string, recursive = true): string[] {
  const path = join(root, folder);
  if (!existsSync(path)) return [];
  const names = readdirSync(path, { recursive, encoding: 'utf8' }).map((name) => name.replaceAll('\\', '/'));
  return names
    .filter((name) => name.endsWith(extension))
    .map((name) => (folder === '' ? name : `${folder}/${name}`))
    .sort();
}
