import { configureGlobal, readConfigureGlobal } from 'fast-check'

export * from 'fast-check'

// The same examples each time, so that the result of a commit's tests doesn't depend on luck.
configureGlobal({ seed: Number(process.env['SEED'] ?? 1), ...readConfigureGlobal() })
