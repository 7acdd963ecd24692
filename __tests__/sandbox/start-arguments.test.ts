import { describe, expect, it } from '@jest/globals'
import { readArguments } from '../../sandbox/start/arguments.ts'

const names = ['image-id', 'account-id', 'mode', 'undo-on-failure']
const read = (...given: readonly string[]) => readArguments(given, names)

describe('the command line', () => {
  it('has the inputs and the flags', () => {
    expect(read('--aws', '--twice', '--mode', 'plan', '--account-id=1')).toEqual({
      help: false,
      aws: true,
      twice: true,
      inputs: { mode: 'plan', 'account-id': '1' },
    })
    expect(read('-h')).toEqual({ help: true, aws: false, twice: false, inputs: {} })
  })

  it('may have a list in several parts', () => {
    expect(read('--account-id', '1', '--account-id', '2').inputs).toEqual({ 'account-id': '1\n2' })
  })

  it.each<[given: string[], message: string]>([
    [['--mode', 'plan', '--mode', 'check'], '--mode is given 2 times: it takes one value.'],
    [['--account-ids', '1'], 'There is no option --account-ids. Did you mean --account-id?'],
    [['--imageid=1'], 'There is no option --imageid. Did you mean --image-id?'],
    [['--undo-everything-there-is'], 'There is no option --undo-everything-there-is.'],
    [['--example', 'other'], '--example: there is no example "other", only pull-request.'],
    ...[['--mode', 'plan'], ['--aws'], ['--twice']].map((others): [string[], string] => [
      ['--example', 'pull-request', ...others],
      '--example plays in the sandbox, with inputs of its own: give it alone.',
    ]),
  ])('%j is refused', (given, message) => {
    expect(() => read(...given)).toThrow(new Error(message))
  })

  it('has no option without its value', () => {
    expect(() => read('--mode')).toThrow('argument missing')
  })
})
