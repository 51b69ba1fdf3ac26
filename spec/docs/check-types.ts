import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A complaint of the compiler: about which file of a folder, in which of its lines. */
export interface Complaint {
  readonly name: string;
  readonly line: number;
  readonly text: string;
}

const settings = {
  extends: '../../tsconfig.json',
  compilerOptions: { noEmit: true, rootDir: '..', incremental: false, tsBuildInfoFile: null, verbatimModuleSyntax: false, types: ['node'] },
  include: ['*.ts'],
  exclude: [],
};

/** Checks the modules of a folder inside dist under the compiler settings of the project. */
export function checkTypes(root: string, folder: string): Promise<Complaint[]> {
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(settings));
  return new Promise((resolve, reject) => {
    execFile(join(root, 'node_modules/.bin/tsc'), ['-p', folder, '--pretty', 'false'], { cwd: folder }, (error, stdout) => {
      const found = stdout.split('\n').flatMap(readComplaint);
      if (error !== null && found.length === 0) reject(new Error(`the examples could not be checked: ${error.message}\n${stdout}`));
      else resolve(found);
    });
  });
}

function readComplaint(text: string): Complaint[] {
  const parts = /^(?<name>[^\s(]+)\((?<line>\d+),\d+\): error (?<text>.*)$/.exec(text)?.groups;
  return parts === undefined ? [] : [{ name: parts['name'] ?? '', line: Number(parts['line']), text: parts['text'] ?? '' }];
}
