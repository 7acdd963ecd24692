/** What an id of AWS Organizations begins with, and the rule for the rest. */
const rules: readonly (readonly [prefix: string, rule: string])[] = [
  [
    'ou-',
    'is not the id of an organizational unit (ou-, 4 to 32 lower-case letters or digits, a dash, 8 to 32 more)',
  ],
  ['r-', 'is not the id of a root (r- and 4 to 32 lower-case letters or digits)'],
  ['o-', 'is not the id of an organization (o- and 10 to 32 lower-case letters or digits)'],
]

/** The remedy for a text that breaks {@link unitIdRule}. */
export const unitIdRemedy = 'Copy the id from the console of AWS Organizations.'

/**
 * Returns the rule that a text breaks if it is meant as the id of an organizational unit, a root or an organization;
 * `undefined` if it isn't meant as one.
 */
export function unitIdRule(text: string): string | undefined {
  const lowered = text.toLowerCase()
  return rules.find(([prefix]) => lowered.startsWith(prefix))?.[1]
}
