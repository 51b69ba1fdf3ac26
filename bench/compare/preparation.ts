import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { folders } from './contenders.js';

/** Installs what is measured beside beamwork, where it is missing, and compiles the programs that measure it. */
export function preparePeers(): void {
  if (!['nact', 'vega'].every((name) => existsSync(`${folders.bench}/node_modules/${name}`))) {
    console.log('the peers are not installed: npm ci in bench/');
    must('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], folders.bench);
  }
  must('node_modules/.bin/tsc', ['-p', 'bench/tsconfig.json'], folders.repository);
}

/** Compiles the BEAM's programs. */
export function prepareBeam(): void {
  mkdirSync(folders.beam, { recursive: true });
  const sources = readdirSync(`${folders.bench}/beam`).filter((name) => name.endsWith('.erl'));
  must('erlc', ['-o', folders.beam, ...sources.map((name) => `${folders.bench}/beam/${name}`)], folders.repository);
}

/** Runs a program to its end; what it says is shown when it fails. */
export function must(program: string, args: readonly string[], cwd: string): void {
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: 'utf8', cwd });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} failed: ${error?.message ?? ''}${stdout ?? ''}${stderr ?? ''}`);
}
