import { availableParallelism } from 'node:os'

/** @type {import('jest').Config} */
export default {
  testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
  globalSetup: '<rootDir>/scripts/prepare-tests.js',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2023', parser: { syntax: 'typescript' } } }] },
  modulePathIgnorePatterns: ['<rootDir>/build/'],
  collectCoverageFrom: [
    'src/**/*.ts',
    // Files of types alone: nothing of them is left to run.
    '!src/ports/{cancellation,clock,comments,id-tokens,image-service,log,ports,runner}.ts',
    '!src/sharing/{sign-in,source-position}.ts',
  ],
  coverageProvider: 'v8',
  coverageThreshold: { global: { lines: 98, statements: 98, functions: 98, branches: 96 } },
  // Most tests wait for child processes, and some of these for time-outs of their own.
  maxWorkers: 3 * availableParallelism(),
  // Real processes on a busy two-core machine: generous, so that only a hang fails.
  testTimeout: 120_000,
  reporters: ['default', '<rootDir>/scripts/count-reporter.js'],
}
