// No colours. Only the toolkit's debugging output asks for them, and only if this package happens to be installed: what
// is bundled must not hang on what the packages for development bring along.
'use strict'

exports.stderr = { level: 0 }
