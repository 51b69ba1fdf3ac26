import { cpSync, existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { folders } from './contenders.js';
import { output } from './machine.js';
import { must } from './preparation.js';

/** The folders of bench that belong to one checkout. */
const left = ['node_modules', 'dist'];

/**
 * Checks a revision out into a temporary folder, compiles it there with the packages and the workloads of this tree, so that
 * both do the same work, and hands it over. The folder is gone afterwards.
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
    rmSync(join(folder, 'bench'), { recursive: true, force: true });
    cpSync(folders.bench, join(folder, 'bench'), { recursive: true, filter: (path) => !left.some((name) => path === join(folders.bench, name)) });
    compile(folder);
    return use(folder, hash);
  } finally {
    rmSync(parent, { recursive: true, force: true });
    must('git', ['worktree', 'prune'], folders.repository);
  }
}

/** What the compiler says of other parts, such as a workload of something newer than the revision, is not in the way. */
function compile(folder: string): void {
  const { stdout } = spawnSync('node_modules/.bin/tsc', ['-p', 'tsconfig.json'], { encoding: 'utf8', cwd: folder });
  if (!existsSync(join(folder, 'dist/bench/run-one.js'))) throw new Error(`the revision does not compile: ${stdout}`);
}
