// Public as beamwork/nestjs: processes in a NestJS application.
export { BeamworkModule, type Feature } from './beamwork-module.js';
export { type BeamworkOptions, type OnGiveUp } from './beamwork-options.js';
export { InjectPid, ProcessAddress, type ProcessTarget } from './inject-pid.js';
export { ProcessExitFilter } from './process-exit-filter.js';
