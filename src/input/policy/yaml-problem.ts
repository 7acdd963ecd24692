/** Something that is wrong with a text before it is a policy or not. */
export interface YamlProblem {
  readonly message: string
  readonly remedy: string
  /** Where in the text it is. */
  readonly offset: number
}
