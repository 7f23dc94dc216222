// Mocha's ordinary report, closed by the line that .ci/run adds up: `N passed, N failed`. A skipped test is a failed one.
const { reporters, Runner } = require('mocha');

module.exports = class extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const names = new Set();
    runner.on(Runner.constants.EVENT_TEST_PENDING, test => names.add(test.fullTitle()));
    runner.on(Runner.constants.EVENT_TEST_FAIL, test => names.delete(test.fullTitle()));
    runner.once(Runner.constants.EVENT_RUN_END, () => {
      const { passes, failures } = runner.stats;
      console.log(`${passes} passed, ${failures + names.size} failed`);
    });
  }
};
