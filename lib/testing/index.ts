// Public as beamwork/testing: deterministic runs, virtual time, every interleaving.
export { explore, outcomes } from './explore/explore.js';
export { type Exploration, ExplorationFailure } from './explore/exploration.js';
export { type ExploreOptions } from './explore/options.js';
export { Probe } from './probe.js';
export { runOnModel, type ModelCommand, type ModelSetup } from './run-on-model.js';
export { TestRuntime } from './test-runtime.js';
export { type TestRuntimeOptions } from './test-runtime-options.js';
export { underSeeds, type SeedOptions } from './under-seeds.js';
