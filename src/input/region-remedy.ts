/** Returns the remedy for a text that is not the code of a Region. */
export function regionRemedy(text: string): string {
  return /^fips-|-fips$/.test(text)
    ? "Write the code of the Region alone, such as us-east-1; for its FIPS endpoint set AWS_USE_FIPS_ENDPOINT: true in the job's env."
    : 'Write a code such as eu-west-1.'
}
