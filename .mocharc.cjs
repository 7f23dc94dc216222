// How `npm test` runs: files of tests side by side, each in a process of its own.
const { availableParallelism } = require('node:os');

/** More than so many at a time gain little, since a few files take longest, and take memory. */
const JOBS_MAX = 4;

module.exports = {
  spec: ['out/test/**/*.test.js'],
  ignore: ['out/test/e2e/**', 'out/test/host/**'],
  reporter: './scripts/reporter.cjs',
  timeout: 120_000,
  parallel: true,
  jobs: Math.min(JOBS_MAX, Math.max(2, availableParallelism())),
  forbidOnly: true,
  forbidPending: true,
};
