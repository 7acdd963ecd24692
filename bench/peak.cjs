// Loaded before the script that is measured: tells the peak of its resident memory, in KiB, on file descriptor 3.
'use strict'
const { writeSync } = require('node:fs')

process.on('exit', () => {
  writeSync(3, String(process.resourceUsage().maxRSS))
})
