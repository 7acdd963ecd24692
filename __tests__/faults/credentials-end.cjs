// Loaded into a run: as soon as the file that CLOCK_FILE names is there, both clocks have moved on by 61 minutes, so that
// the credentials of an hour have ended.
'use strict'

const { existsSync } = require('node:fs')

const minutes = 60 * 1000
const passed = () => (existsSync(process.env['CLOCK_FILE'] ?? '') ? 61 * minutes : 0)
const { now } = Date
const steadyNow = performance.now.bind(performance)

Date.now = () => now() + passed()
performance.now = () => steadyNow() + passed()
