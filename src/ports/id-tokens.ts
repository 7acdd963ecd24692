/** The source of ID tokens. */
export interface IdTokens {
  /** Requests a token for the audience, masked in the log. Throws a ProblemError that says why there is none. */
  request(audience: string): Promise<string>
}
