// Loaded before the script that is measured: tells on file descriptor 3 the peak of its resident memory, in KiB, and the
// files it loaded.
'use strict'
const { writeSync } = require('node:fs')

process.on('exit', () => {
  const files = Object.keys(require.cache).filter((file) => file !== __filename)
  writeSync(3, JSON.stringify({ peak: process.resourceUsage().maxRSS, files }))
})
