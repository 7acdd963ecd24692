// No colours. Only the toolkit's debugging output uses them, and only if this package happens to be installed. The
// bundle must not depend on packages that development dependencies install.
'use strict'

exports.stderr = { level: 0 }
