import mocha from 'mocha';

/** The spec reporter, closed by one plain line that any build server can read. */
// Mocha loads a reporter by its default export: the one place where this project has one.
export default class Reporter extends mocha.reporters.Spec {
  constructor(runner: mocha.Runner, options?: mocha.MochaOptions) {
    super(runner, options);
    runner.once('end', () => {
      const { passes, failures, pending } = this.stats;
      console.log(`${passes} passed, ${failures} failed, ${pending} skipped`);
    });
  }
}
