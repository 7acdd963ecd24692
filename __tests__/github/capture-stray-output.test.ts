import { EventEmitter } from 'node:events'
import { expect, it } from '@jest/globals'
import { captureStrayOutput } from '../../src/github/capture-stray-output.ts'

/** A process and its console that were taken over. */
function takenOver() {
  const process = new EventEmitter()
  const printed: string[] = []
  const console = {
    warn: (text: string) => void printed.push(text),
    error: (text: string) => void printed.push(text),
  }
  // As Node does.
  process.on('warning', (warning: Error) => console.error(`printed: ${warning.message}`))
  const debugged: string[] = []
  const ends: unknown[] = []
  captureStrayOutput(
    { process, console },
    (text) => debugged.push(text),
    (error) => ends.push(error),
  )
  return { process, console, printed, debugged, ends }
}

it('what Node and packages warn of is for who debugs', () => {
  const { process, console, printed, debugged, ends } = takenOver()
  process.emit('warning', Object.assign(new Error('It is old.'), { name: 'DeprecationWarning' }))
  console.warn('%s: two\nlines')
  console.error('broken')
  expect(debugged).toEqual(['DeprecationWarning: It is old.', '%s: two\nlines', 'broken'])
  expect([printed, ends]).toEqual([[], []])
})

it('an error that nobody caught ends the process, once', () => {
  const { process, ends } = takenOver()
  const first = new Error('first')
  process.emit('unhandledRejection', first, Promise.resolve())
  process.emit('uncaughtException', new Error('second'))
  expect(ends).toEqual([first])
})
