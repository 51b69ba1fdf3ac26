import { BeamworkError } from '../lib/kernel/beamwork-error.js';
import { showTerm } from '../lib/kernel/show-term.js';
import { makeInjectable } from '../lib/metadata/injection.js';
import { type ModuleClass, writeModuleMetadata } from '../lib/metadata/module-metadata.js';
import { memberName, refuseStandardDecorators } from './check-target.js';

const accepted = ['imports', 'providers', 'exports', 'processes', 'strategy', 'maxRestarts', 'maxSeconds'];
const lists = ['imports', 'providers', 'exports', 'processes'];

/** Writes the metadata of `@Module`, whose options the application reads. */
export function markModule(target: ModuleClass, options: object, ...rest: readonly unknown[]): void {
  refuseStandardDecorators('Module', target, rest[0]);
  if (rest[0] !== undefined) throw badOption(`@Module on ${memberName(target, rest[0])}`, 'it is no class', 'put @Module({ … }) on a class');
  checkModuleOptions(`@Module on ${target.name}`, options);
  writeModuleMetadata(target, options);
  makeInjectable(target);
}

/** @throws BeamworkError `BEAMWORK_BAD_OPTION` for an option that there is not, and for a list that is none. */
export function checkModuleOptions(where: string, options: object): void {
  if (typeof options !== 'object' || options === null) throw badOption(where, `the options are ${showTerm(options)}`, `give an object with any of ${accepted.join(', ')}`);
  for (const [key, value] of Object.entries(options)) {
    if (!accepted.includes(key)) throw badOption(where, `there is no option ${showTerm(key)}`, `the options are ${accepted.join(', ')}`);
    if (lists.includes(key) && value !== undefined && !Array.isArray(value)) throw badOption(where, `${key} is ${showTerm(value)}`, 'give an array');
  }
}

function badOption(where: string, obstacle: string, remedy: string): BeamworkError {
  return new BeamworkError({ code: 'BEAMWORK_BAD_OPTION', problem: `${where}: ${obstacle}`, remedy });
}
