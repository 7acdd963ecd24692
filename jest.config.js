import { availableParallelism } from 'node:os'

/** @type {import('jest').Config} */
export default {
  testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
  globalSetup: '<rootDir>/scripts/prepare-tests.js',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2023', parser: { syntax: 'typescript' } } }] },
  modulePathIgnorePatterns: ['<rootDir>/build/'],
  // Most tests wait for child processes, and some of these for time-outs of their own.
  maxWorkers: 3 * availableParallelism(),
  // Real processes on a busy two-core machine: generous, so that only a hang fails.
  testTimeout: 120_000,
  reporters: ['default', '<rootDir>/scripts/count-reporter.js'],
}
