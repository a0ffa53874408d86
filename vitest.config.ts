import {defineConfig} from 'vitest/config';

/** Sources run as in the development build: warnings on. */
const setupFiles = ['test/support/runner/development-build.ts'];

/**
 * Time limits of waits. A wait ends when its condition is true, which takes long on a busy machine. The limit fails
 * only conditions that never become true. Polls end before the test's limit, so that a failure names the condition.
 */
const patience = {expect: {poll: {timeout: 60_000, interval: 50}}, testTimeout: 240_000, hookTimeout: 240_000};

/** Node's test files of one project share a process, so that a module is imported once. */
const isolate = false;

export default defineConfig({
  test: {
    fileParallelism: false,
    projects: [
      {test: {setupFiles, isolate, name: 'unit', include: ['test/unit/**/*.test.ts'], ...patience}},
      {
        test: {
          setupFiles,
          isolate,
          name: 'cloud',
          include: ['test/cloud/**/*.test.ts'],
          ...patience,
        },
      },
      {
        test: {
          setupFiles,
          isolate,
          name: 'server',
          globalSetup: ['test/support/server/database-setup.ts'],
          include: ['test/server/**/*.test.ts'],
          ...patience,
        },
      },
      {
        test: {
          setupFiles,
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          exclude: ['test/e2e/engines/**/*.test.ts'],
          globalSetup: ['test/support/demo/demo-setup.ts'],
          ...patience,
        },
      },
      {
        test: {
          setupFiles,
          name: 'engines',
          include: ['test/e2e/engines/**/*.test.ts'],
          globalSetup: ['test/support/demo/demo-setup.ts'],
          ...patience,
        },
      },
      {test: {setupFiles, name: 'start', include: ['test/start/**/*.test.ts'], ...patience}},
      {test: {setupFiles, isolate, name: 'api', include: ['test/api/**/*.test.ts'], testTimeout: 60_000}},
    ],
  },
});
