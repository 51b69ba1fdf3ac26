import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { folders } from './contenders.js';
import { output } from './machine.js';
import { must } from './preparation.js';

/**
 * Checks a revision out into a temporary folder, compiles it there with the packages of this tree, and hands it over. The
 * folder is gone afterwards.
 *
 * @param use is given the folder and the revision's hash.
 */
export function withRevision<T>(revision: string, use: (folder: string, hash: string) => T): T {
  const hash = output('git', 'rev-parse', '--verify', '--short=12', `${revision}^{commit}`);
  if (hash === undefined) throw new Error(`git knows no revision ${revision}`);
  const parent = mkdtempSync(join(tmpdir(), 'beamwork-check-'));
  const folder = join(parent, 'tree');
  try {
    must('git', ['worktree', 'add', '--detach', folder, hash], folders.repository);
    symlinkSync(join(folders.repository, 'node_modules'), join(folder, 'node_modules'), 'dir');
    must('node_modules/.bin/tsc', ['-p', 'tsconfig.json'], folder);
    return use(folder, hash);
  } finally {
    rmSync(parent, { recursive: true, force: true });
    must('git', ['worktree', 'prune'], folders.repository);
  }
}
