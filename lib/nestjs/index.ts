// Public as beamwork/nestjs: processes in a NestJS application.
export { type BeamworkOptions } from './beamwork-host.js';
export { BeamworkModule, type Feature } from './beamwork-module.js';
export { InjectPid, ProcessAddress, type ProcessTarget } from './inject-pid.js';
export { ProcessExitFilter } from './process-exit-filter.js';
