// Loaded into a run: says in its log which signals it has noticed. What else listens to them has done so by the time
// that anybody reads the line, and before the next answer of AWS is looked at.
'use strict'

for (const name of ['SIGINT', 'SIGTERM']) {
  process.on(name, () => {
    process.stdout.write(`${name} has arrived\n`)
  })
}
