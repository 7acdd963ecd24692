import { readFileSync } from 'node:fs'
import { z } from 'zod'

const oneOrMore = z.union([z.string().transform((text) => [text]), z.array(z.string())])

// Strict: a condition or a Deny that the tests don't understand must not pass for nothing.
const permissions = z.strictObject({
  Version: z.literal('2012-10-17'),
  Statement: z.array(z.strictObject({ Effect: z.literal('Allow'), Action: oneOrMore, Resource: oneOrMore })),
})
const trust = z.strictObject({
  Version: z.literal('2012-10-17'),
  Statement: z.tuple([
    z.strictObject({
      Effect: z.literal('Allow'),
      Principal: z.strictObject({ Federated: z.string() }),
      Action: z.literal('sts:AssumeRoleWithWebIdentity'),
      Condition: z.strictObject({ StringEquals: z.record(z.string(), oneOrMore) }),
    }),
  ]),
})

const roleTrust = z.strictObject({
  Version: z.literal('2012-10-17'),
  Statement: z.tuple([
    z.strictObject({
      Effect: z.literal('Allow'),
      Principal: z.strictObject({ AWS: z.array(z.string()) }),
      Action: z.literal('sts:AssumeRole'),
    }),
  ]),
})
const delegation = z.strictObject({
  Version: z.literal('2012-10-17'),
  Statement: z.tuple([
    z.strictObject({
      Sid: z.string(),
      Effect: z.literal('Allow'),
      Principal: z.strictObject({ AWS: z.string() }),
      Action: z.array(z.string()),
      Resource: z.literal('*'),
    }),
  ]),
})

/** The roles that a trust policy for roles lets in. */
export function rolesIn(policy: unknown): readonly string[] {
  return roleTrust.parse(policy).Statement[0].Principal.AWS
}

/** What a delegation policy of an organization allows, and to whom. */
export function delegatedBy(policy: unknown): { readonly to: string; readonly actions: readonly string[] } {
  const [{ Principal, Action }] = delegation.parse(policy).Statement
  return { to: Principal.AWS, actions: Action.toSorted() }
}

/** What an ID token says. */
export type Claims = Readonly<Record<string, unknown>>

/** The claims of an ID token. */
export function claimsIn(token: string): Claims {
  const [, payload = ''] = token.split('.')
  return z.record(z.string(), z.unknown()).parse(JSON.parse(Buffer.from(payload, 'base64url').toString()))
}

/** A policy file with its `${values}` filled in; throws where one is missing. */
export function filledIn(file: string, values: Readonly<Record<string, string>>): unknown {
  const text = readFileSync(`iam/${file}`, 'utf8').replaceAll(/\$\{(\w+)\}/g, (_, name: string) => {
    const value = values[name]
    if (value === undefined) throw new Error(`${file} asks for ${name}`)
    return value
  })
  return JSON.parse(text)
}

/** Every action a policy allows, sorted. */
export function actionsOf(policy: unknown): readonly string[] {
  return permissions
    .parse(policy)
    .Statement.flatMap(({ Action }) => Action)
    .toSorted()
}

/** Whether a policy allows an action on a resource, by IAM's rules for statements without conditions. */
export function allows(policy: unknown, action: string, resource: string): boolean {
  return permissions
    .parse(policy)
    .Statement.some(
      ({ Action, Resource }) =>
        Action.includes(action) && Resource.some((pattern) => isLike(resource, pattern)),
    )
}

/** Whether a trust policy lets a token in that has these claims. */
export function trusts(policy: unknown, claims: Claims): boolean {
  const [{ Condition }] = trust.parse(policy).Statement
  return Object.entries(Condition.StringEquals).every(([key, wanted]) => {
    const [, claim = ''] = /^token\.actions\.githubusercontent\.com:(\w+)$/.exec(key) ?? []
    return wanted.some((value) => value === claims[claim])
  })
}

/** The identity provider that a trust policy names. */
export function providerOf(policy: unknown): string {
  return trust.parse(policy).Statement[0].Principal.Federated
}

function isLike(text: string, pattern: string): boolean {
  const parts = pattern.split('*').map((part) => part.replaceAll(/[.?+^$()[\]{}|\\]/g, String.raw`\$&`))
  return new RegExp(`^${parts.join('.*')}$`).test(text)
}
