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
  // The longest wait for all time-outs and pauses there are.
  testTimeout: 600_000,
}
