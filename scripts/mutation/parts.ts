/** A mutated part of the source, and the tests that have to notice. */
export interface Part {
  readonly name: string
  readonly mutate: readonly string[]
  readonly tests: readonly string[]
}

/**
 * The mutated files, which are those that make decisions. Only the tests of a part's own folder judge it, which is
 * stricter than all tests, and quick.
 */
export const parts: readonly Part[] = [
  { name: 'sharing', mutate: ['src/sharing/**/*.ts'], tests: ['__tests__/sharing/**/*.test.ts'] },
  {
    name: 'input-values',
    mutate: ['src/input/{lists,list-notation,unit-ids,scalars,read-guards,read-sign-in,input-problems}.ts'],
    tests: ['__tests__/input/{lists,list-notation,scalars,read-guards,read-sign-in}.test.ts'],
  },
  {
    name: 'inputs',
    mutate: ['src/input/{read-inputs,read-pull-request,wanted-images,input-texts}.ts'],
    tests: ['__tests__/input/read-inputs.test.ts'],
  },
  {
    name: 'policy',
    mutate: [
      'src/input/policy/{policy-images,policy-recipients,policy-accounts,policy-groups,yaml-reader,yaml-keys}.ts',
    ],
    tests: [
      '__tests__/input/policy/{policy-images,policy-recipients,policy-accounts,policy-groups,yaml-reader,yaml-keys}.test.ts',
    ],
  },
  {
    name: 'escaping',
    mutate: ['src/report/markdown.ts', 'src/report/escape-for-log.ts'],
    tests: ['__tests__/report/markdown.test.ts', '__tests__/report/escape-for-log.test.ts'],
  },
]
