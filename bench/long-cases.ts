import type { SandboxAws } from '../sandbox/aws/aws.ts'

/** A run with a long input of a given size. */
export interface LongCase {
  readonly name: string
  /** The unit of the size. */
  readonly unit: string
  /** The sizes, each twice the previous one. */
  readonly sizes: readonly number[]
  readonly make: (size: number, aws: SandboxAws) => LongRun
}

/** A run and its expected end. */
export interface LongRun {
  readonly inputs: Readonly<Record<string, string>>
  readonly policy?: string
  /** The outputs `shared-count unshared-count unchanged-count failed-count`. */
  readonly counts: string
  readonly exitCode: 0 | 1
}

const region = 'eu-west-1'
const image = 'wsi-0123456789abc'

function accounts(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => String(index + 1).padStart(12, '0'))
}

function policy(recipients: readonly string[]): string {
  const lines = recipients.map((account) => `      - "${account}"\n`)
  return `version: 1\nimages:\n  - id: ${image}\n    share-with:\n${lines.join('')}`
}

const fromPolicy = { 'policy-file': 'policy.yml' }
const fromInput = (recipients: readonly string[]) => ({ 'image-id': image, 'account-id': recipients.join() })

/** The cases with long inputs. The longest policy files have the maximum length, 1 MiB. */
export const longCases: readonly LongCase[] = [
  {
    name: 'Plan for an image that is shared with nobody, accounts in the input',
    unit: 'accounts',
    sizes: [1250, 2500, 5000, 10_000],
    make: (size) => ({
      inputs: { ...fromInput(accounts(size)), mode: 'plan' },
      counts: `${size} 0 0 0`,
      exitCode: 0,
    }),
  },
  {
    name: 'The same, accounts in a policy file of up to 1 MiB',
    unit: 'accounts',
    sizes: [2840, 5680, 11_360, 22_720, 45_440],
    make: (size) => ({
      inputs: { ...fromPolicy, mode: 'plan' },
      policy: policy(accounts(size)),
      counts: `${size} 0 0 0`,
      exitCode: 0,
    }),
  },
  {
    name: 'Plan for many images, a policy file of up to 1 MiB',
    unit: 'images',
    sizes: [1590, 3180, 6360, 12_720],
    make: (size, aws) => {
      const ids = Array.from({ length: size }, (_, index) => `wsi-${String(index).padStart(13, '0')}`)
      for (const id of ids) aws.addImage({ region, id, name: 'golden' })
      const images = ids.map(
        (id) => `  - id: ${id}\n    region: ${region}\n    share-with: ["000000000001"]\n`,
      )
      return {
        inputs: { ...fromPolicy, mode: 'plan' },
        policy: `version: 1\nimages:\n${images.join('')}`,
        counts: `${size} 0 0 0`,
        exitCode: 0,
      }
    },
  },
  {
    name: 'Share an image that is shared with nobody, and prove it',
    unit: 'accounts',
    sizes: [1250, 2500, 5000, 10_000],
    make: (size) => ({ inputs: fromInput(accounts(size)), counts: `${size} 0 0 0`, exitCode: 0 }),
  },
  {
    name: 'Read an image that many accounts can copy, 25 a page',
    unit: 'permissions',
    sizes: [625, 1250, 2500, 5000],
    make: (size, aws) => {
      aws.setRecipients(region, image, accounts(size))
      return { inputs: { ...fromInput(['999999999999']), mode: 'plan' }, counts: '1 0 0 0', exitCode: 0 }
    },
  },
  {
    name: 'Unshare an image from everyone, and prove it',
    unit: 'permissions',
    sizes: [625, 1250, 2500, 5000],
    make: (size, aws) => {
      aws.setRecipients(region, image, accounts(size))
      return {
        inputs: { 'image-id': image, 'account-id': 'all', allow: 'false' },
        counts: `0 ${size} 0 0`,
        exitCode: 0,
      }
    },
  },
  {
    name: 'Every share is refused',
    unit: 'accounts',
    sizes: [1250, 2500, 5000, 10_000],
    make: (size, aws) => {
      const name = 'InvalidParameterValuesException'
      aws.inject({ on: { operation: 'UpdateWorkspaceImagePermission' }, do: { kind: 'error', name } })
      return { inputs: fromInput(accounts(size)), counts: `0 0 0 ${size}`, exitCode: 1 }
    },
  },
  {
    name: 'Every account of the input is wrong',
    unit: 'accounts',
    sizes: [1250, 2500, 5000, 10_000],
    make: (size) => ({ inputs: fromInput(tooShort(size)), counts: '0 0 0 0', exitCode: 1 }),
  },
  {
    name: 'Every account of a policy file of up to 1 MiB is wrong',
    unit: 'accounts',
    sizes: [5950, 11_900, 23_800, 47_600],
    make: (size) => ({
      inputs: fromPolicy,
      policy: policy(tooShort(size)),
      counts: '0 0 0 0',
      exitCode: 1,
    }),
  },
]

function tooShort(count: number): readonly string[] {
  return accounts(count).map((account) => account.slice(1))
}
