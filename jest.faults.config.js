import ordinary from './jest.config.js'

/**
 * What `npm run test:faults` runs. Each file runs all its cases side by side, because they wait rather than compute.
 * @type {import('jest').Config}
 */
export default {
  ...ordinary,
  testMatch: ['<rootDir>/__tests__/**/*.faults.ts'],
  globalSetup: '<rootDir>/scripts/update-faults.js',
  testSequencer: '<rootDir>/scripts/longest-first.js',
  // More files at a time than processors, for the same reason.
  maxWorkers: 4,
  // A case waits for its turn as well, on a slow machine for long. Each run has a limit of its own.
  testTimeout: 3_600_000,
}
