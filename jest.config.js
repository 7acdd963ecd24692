/** @type {import('jest').Config} */
export default {
  testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2023', parser: { syntax: 'typescript' } } }] },
  modulePathIgnorePatterns: ['<rootDir>/build/'],
  collectCoverageFrom: ['src/**/*.ts'],
  coverageProvider: 'v8',
  // Most tests wait for child processes.
  maxWorkers: '100%',
  // Real processes on a busy two-core machine: generous, so that only a hang fails.
  testTimeout: 60_000,
  reporters: ['default', '<rootDir>/scripts/count-reporter.js'],
}
