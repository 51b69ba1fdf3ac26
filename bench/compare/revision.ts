import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { folders } from './contenders.js';
import { output } from './machine.js';
import { must } from './preparation.js';

/** The folders of bench that belong to one checkout. */
const left = ['node_modules', 'dist'];
/** How the names of temporary folders begin; the id of their process follows. */
const prefix = 'beamwork-check-';

/** The hash of a revision that git knows by whatever name. */
export function hashOf(revision: string): string {
  const hash = output('git', 'rev-parse', '--verify', '--short=12', '--end-of-options', `${revision}^{commit}`);
  if (hash === undefined) throw new Error(`git knows no revision ${revision}`);
  return hash;
}

/**
 * Checks a revision out into a temporary folder, compiles it there with the packages and the workloads of this tree, so that
 * both do the same work, and hands it over. The folder is gone afterwards.
 *
 * A run that is killed leaves its folder behind, and the next one clears it away.
 *
 * @param hash the revision, by {@link hashOf}.
 */
export function withRevision<T>(hash: string, use: (folder: string) => T): T {
  removeLeftovers();
  const parent = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`));
  const folder = join(parent, 'tree');
  try {
    must('git', ['worktree', 'add', '--detach', folder, hash], folders.repository);
    symlinkSync(join(folders.repository, 'node_modules'), join(folder, 'node_modules'), 'dir');
    rmSync(join(folder, 'bench'), { recursive: true, force: true });
    cpSync(folders.bench, join(folder, 'bench'), { recursive: true, filter: (path) => !left.some((name) => path === join(folders.bench, name)) });
    compile(folder);
    return use(folder);
  } finally {
    rmSync(parent, { recursive: true, force: true });
    must('git', ['worktree', 'prune'], folders.repository);
  }
}

/** Those of processes that are no more. */
function removeLeftovers(): void {
  for (const name of readdirSync(tmpdir())) {
    const [, pid] = new RegExp(`^${prefix}(\\d+)-`).exec(name) ?? [];
    if (pid !== undefined && !isRunning(Number(pid))) rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** What the compiler says of other parts, such as a workload of something newer than the revision, is not in the way. */
function compile(folder: string): void {
  const { stdout } = spawnSync('node_modules/.bin/tsc', ['-p', 'tsconfig.json'], { encoding: 'utf8', cwd: folder });
  if (!existsSync(join(folder, 'dist/bench/run-one.js'))) throw new Error(`the revision does not compile: ${stdout}`);
}
