import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** The project's own documentation: the Markdown files at its top and, at any depth, in `docs`; sorted. */
export async function findDocumentation(project: string): Promise<string[]> {
  const found = [...(await readdir(project)), ...(await readDocs(project))];
  return found.filter((name) => name.endsWith('.md')).sort().map((name) => join(project, name));
}

async function readDocs(project: string): Promise<string[]> {
  try {
    return (await readdir(join(project, 'docs'), { recursive: true })).map((name) => join('docs', name));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
