// Loaded before the action: leaves in the workspace how much processor time it took, and the peak of its memory.
'use strict'
const { writeFileSync } = require('node:fs')

process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
  writeFileSync(
    'exertion.json',
    JSON.stringify({ microseconds: userCPUTime + systemCPUTime, kibibytes: maxRSS }),
  )
})
