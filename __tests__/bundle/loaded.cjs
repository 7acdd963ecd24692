// Loaded before dist: writes down, as the process ends, which files it loaded.
'use strict'
const { writeFileSync } = require('node:fs')
const path = require('node:path')

process.on('exit', () => {
  const files = Object.keys(require.cache).filter((file) => file !== __filename)
  writeFileSync(path.join(process.env['GITHUB_WORKSPACE'] ?? '', 'loaded.json'), JSON.stringify(files))
})
