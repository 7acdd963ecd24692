/** Where ID tokens come from. */
export interface IdTokens {
  /** A fresh token for the audience, masked in the log already. Throws a ProblemError that says why there is none. */
  request(audience: string): Promise<string>
}
