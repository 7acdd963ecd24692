// Loaded into a run: as soon as the file that CLOCK_FILE names is there, the clock stands an hour before the right time.
const { existsSync } = require('node:fs')

const { now } = Date
const hour = 60 * 60 * 1000

Date.now = () => now() - (existsSync(process.env['CLOCK_FILE'] ?? '') ? hour : 0)
