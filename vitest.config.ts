import {defineConfig} from 'vitest/config';

/** Sources run as in the development build: warnings on. */
const setupFiles = ['test/support/runner/development-build.ts'];

/**
 * Waits end when the thing itself is there: on a busy machine that takes long, and only what never comes is failed by a limit.
 * Polls end before their test does, so that a failure names what was waited for.
 */
const patience = {expect: {poll: {timeout: 60_000, interval: 50}}, testTimeout: 240_000, hookTimeout: 240_000};

/** Node's files of one project share a process: what they import is imported once. */
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
