// Public as beamwork/testing/chai: assertions about processes.
export { processAssertions } from './process-assertions.js';
