import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** The project's own documentation: the Markdown files at its top and, at any depth, in `docs`; sorted. */
export async function findDocumentation(project: string): Promise<string[]> {
  const found = [...(await findMarkdown(project, false)), ...(await findMarkdown(join(project, 'docs'), true))];
  return found.sort();
}

async function findMarkdown(folder: string, recursive: boolean): Promise<string[]> {
  try {
    const entries = await readdir(folder, { recursive, withFileTypes: true });
    return entries.filter((entry) => entry.name.endsWith('.md') && !entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
