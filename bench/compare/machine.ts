import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, release, totalmem, type as operatingSystem } from 'node:os';
import { folders } from './contenders.js';

/** What a program prints, or nothing where there is no such program. */
export function output(program: string, ...args: readonly string[]): string | undefined {
  const { status, stdout } = spawnSync(program, args, { encoding: 'utf8', cwd: folders.repository });
  return status === 0 ? stdout.trim() : undefined;
}

/** The release of OTP and of its emulator, or nothing where `erl` is missing. */
export function beamVersion(): string | undefined {
  return output('erl', '-noshell', '-eval', 'io:format("OTP ~s, erts ~s", [erlang:system_info(otp_release), erlang:system_info(version)]), halt().');
}

/** The commit that was measured, and whether files differ from it. */
export function commit(): string {
  const changed = output('git', 'status', '--porcelain', '--untracked-files=no', '--', '.', ':!bench/RESULTS.*');
  return `${output('git', 'rev-parse', '--short=12', 'HEAD') ?? 'unknown'}${changed ? ', with changes that are not committed' : ''}`;
}

/** The machine, in one line. */
export function machine(): string {
  const processors = cpus();
  return `${processors.length} × ${processors[0]?.model.trim() ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${operatingSystem()} ${release()}`;
}

/** The peers and the version of each; the plot's packages stand beside them. */
export function peerVersions(): string {
  const { dependencies }: { dependencies: Record<string, string> } = JSON.parse(readFileSync(`${folders.bench}/package.json`, 'utf8'));
  return Object.entries(dependencies).map(([name, version]) => `${name} ${version}`).join(', ');
}
