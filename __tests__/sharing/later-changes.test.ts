import { describe, expect, it } from '@jest/globals'
import { expand } from '../../src/sharing/expansion.ts'
import { checkStillWanted, laterPolicyPaths, type LaterPolicy } from '../../src/sharing/later-changes.ts'
import { changesOf, makePlan, type Plan } from '../../src/sharing/plan.ts'
import type { Wanted, WantedImage } from '../../src/sharing/request.ts'
import { told } from '../support/approvals.ts'
import { accounts, byKey, describing, image } from '../support/examples.ts'
import * as fc from '../support/fast-check.ts'
import { organization } from '../support/organizations.ts'
import { imagesOf, imageWith, reading } from '../support/policy-reading.ts'

const run = { event: 'push', ref: 'refs/heads/main', commit: 'decade', attempt: 1 }
const again = { ...run, attempt: 2 }
const head = 'beef'
const policy = 'config/images.yml'
const anotherBy = 'by now than commit decade'

describe('what the branch of a run changed since', () => {
  const remedy =
    'What it approved may have been taken back since. Open another pull request for what is left.'

  it.each<[what: string, paths: readonly string[], policyFile: string]>([
    ['nothing', [], policy],
    [
      'other files',
      ['README.md', 'images.yml.bak', 'config/images.yml.bak', 'other/config/images.yml'],
      policy,
    ],
  ])('holds up no run started again: %s', (_what, paths, policyFile) => {
    expect(laterPolicyPaths(again, policyFile, { head, hasCommit: true, paths })).toEqual([])
  })

  it.each<[what: string, changed: string, policyFile: string]>([
    ['its policy file', 'config/images.yml', policy],
    ['its policy file, checked out in a folder', 'config/images.yml', 'repository/config/images.yml'],
    ['its policy file, spelled otherwise', 'Config/u\u0308.yml', String.raw`config\Ü.yml`],
    ['the submodule of its policy file', 'config', 'config/images.yml'],
    ['the submodule of its policy file, checked out in a folder', 'config', 'repository/config/images.yml'],
  ])('is told: %s', (_what, changed, policyFile) => {
    const paths = ['README.md', changed]
    expect(laterPolicyPaths(run, policyFile, { head, hasCommit: true, paths })).toEqual([changed])
  })

  it('does not matter to a first attempt where a workflow changed, as merges wait for each other', () => {
    const paths = ['.github/workflows/other.yml']
    expect(laterPolicyPaths(run, policy, { head, hasCommit: true, paths })).toEqual([])
  })

  it.each<[what: string, changed: string, of: typeof run, policyFile: string]>([
    ['a workflow, and the run is started again', '.github/workflows/share.yml', again, policy],
    ['any file, and the inputs name the accounts', 'accounts.txt', run, ''],
    ['any file, the inputs name the accounts, and the run is started again', 'accounts.txt', again, ''],
  ])('refuses the run: %s', (_what, changed, of, policyFile) => {
    const later = { head, hasCommit: true, paths: [changed, 'README.md'] }
    expect(told(() => laterPolicyPaths(of, policyFile, later))).toBe(
      `main has another ${changed} ${anotherBy}. ${remedy}`,
    )
  })

  it('refuses the run where the branch lost the commit', () => {
    expect(told(() => laterPolicyPaths(run, policy, { head, hasCommit: false, paths: [] }))).toBe(
      `main doesn't have commit decade any more. ${remedy}`,
    )
  })
})

const name = 'golden-7'

/** A plan for the image of a policy, whose name is `golden-7` and which accounts 8 and 9 can copy. */
function planOf(wanted: readonly Wanted[]): Plan {
  const images = wanted.filter((one): one is WantedImage => 'image' in one)
  const expanded = expand({ images, unresolved: [] }, organization, new Map())
  const current = { description: describing(image, { name }), recipients: accounts(8, 9) }
  return makePlan([...expanded.images, ...expanded.unresolved], byKey([current]))
}

/** What is refused once the branch has another version of the policy. */
function refused(plan: Plan, wanted: LaterPolicy['wanted']): unknown {
  return told(() => {
    checkStillWanted(plan, run, { path: 'images.yml', wanted })
  })
}

const anAccount = (number: number) => `"${String(number).padStart(12, '0')}"`
const shareWith = (...entries: readonly string[]) => `share-with: [${entries.join(', ')}]`
const unit = (id: string) => `{ organizational-unit: ${id} }`
const share = (number: number) => `share ${image.id} with ${accounts(number).join('')}`
const [WORKPLACE, PRODUCTION] = ['ou-ab12-work0000', 'ou-ab12-prod0000']

describe('an approved plan, once its branch has another policy', () => {
  const remedy = 'Open another pull request for what is still to be done.'
  const differs = `main has another images.yml ${anotherBy}, and it`
  const one = imageWith(shareWith(anAccount(1), anAccount(9)), 'exclusive: true')
  const ofUnit = imageWith(shareWith(unit(PRODUCTION)))
  const byName = one.replace(`id: ${image.id}`, `name: ${name}`)

  it.each<[what: string, plan: string, later: string]>([
    ['it has the same list', one, one],
    ['it names the image by its name', one, byName],
    [
      'its list is longer, in another order',
      one,
      imageWith(shareWith(anAccount(2), anAccount(9), anAccount(1))),
    ],
    ['it has the same unit', ofUnit, ofUnit],
    ['it names all accounts of the unit', ofUnit, imageWith(shareWith(anAccount(3), anAccount(4)))],
    ['it asks for no unshare any more', one, imageWith(shareWith(anAccount(1)))],
  ])('is applied where %s', (_what, plan, later) => {
    expect(refused(planOf(imagesOf(plan)), imagesOf(later))).toBeUndefined()
  })

  it.each<[what: string, plan: string, later: string, words: string]>([
    ['has another list', one, imageWith(shareWith(anAccount(2))), `1 of the plan's 2 changes: ${share(1)}`],
    [
      'has another image',
      one,
      one.replace(image.id, 'wsi-000000000'),
      `1 of the plan's 2 changes: ${share(1)}`,
    ],
    [
      'has an image of another name',
      one,
      byName.replace(name, 'golden-8'),
      `1 of the plan's 2 changes: ${share(1)}`,
    ],
    [
      'has an image of that name in another Region',
      one,
      byName.replace(`name: ${name}`, `name: ${name}\n    region: us-east-1`),
      `1 of the plan's 2 changes: ${share(1)}`,
    ],
    [
      'ended the share',
      one,
      imageWith(shareWith(`{ account: ${anAccount(1)}, until: 2020-01-31 }`)),
      `1 of the plan's 2 changes: ${share(1)}`,
    ],
    [
      'shares with whom the plan unshares',
      one,
      imageWith(shareWith(anAccount(1), anAccount(8))),
      `1 of the plan's 2 changes: unshare ${image.id} from ${accounts(8).join('')}`,
    ],
    [
      'has another unit',
      ofUnit,
      imageWith(shareWith(unit(WORKPLACE))),
      `2 of the plan's 2 changes: ${share(3)}, ${share(4)}`,
    ],
    [
      'excepts an account from the unit',
      ofUnit,
      imageWith(shareWith(`{ organizational-unit: ${PRODUCTION}, except: [${anAccount(4)}] }`)),
      `1 of the plan's 2 changes: ${share(4)}`,
    ],
    [
      'ended the share of an account of the unit',
      ofUnit,
      imageWith(shareWith(unit(PRODUCTION), `{ account: ${anAccount(4)}, until: 2020-01-31 }`)),
      `1 of the plan's 2 changes: ${share(4)}`,
    ],
    [
      'ended the share of the unit',
      ofUnit,
      imageWith(shareWith(`{ organizational-unit: ${PRODUCTION}, until: 2020-01-31 }`)),
      `2 of the plan's 2 changes: ${share(3)}, ${share(4)}`,
    ],
    [
      'has none of many',
      imageWith(shareWith(...[1, 2, 3, 4, 5, 6, 7].map(anAccount))),
      imageWith(shareWith(anAccount(8))),
      `7 of the plan's 7 changes: ${[1, 2, 3, 4, 5].map(share).join(', ')} and 2 more`,
    ],
    [
      'has none of five',
      imageWith(shareWith(...[1, 2, 3, 4, 5].map(anAccount))),
      imageWith(shareWith(anAccount(8))),
      `5 of the plan's 5 changes: ${[1, 2, 3, 4, 5].map(share).join(', ')}`,
    ],
    [
      'has all but one',
      imageWith(shareWith(anAccount(1))),
      imageWith(shareWith(anAccount(2))),
      `1 of the plan's 1 change: ${share(1)}`,
    ],
  ])('is refused where it %s', (_what, plan, later, words) => {
    expect(refused(planOf(imagesOf(plan)), imagesOf(later))).toBe(`${differs} takes back ${words}. ${remedy}`)
  })

  it('is applied where it has the same unit, and no share has an end', () => {
    const later = imagesOf(ofUnit).map((wanted) => ({ ...wanted, timeBoxes: undefined }))
    expect(refused(planOf(imagesOf(ofUnit)), later)).toBeUndefined()
  })

  it('is refused where it unshares from the unit', () => {
    const [plan, later] = [planOf(imagesOf(ofUnit)), imagesOf(ofUnit)]
    const turned = later.map((wanted) => ({
      ...wanted,
      units: wanted.units?.map((of) => ({ ...of, kind: 'unshare' as const })),
    }))
    expect(refused(plan, turned)).toContain('takes back 2')
  })

  it('is refused where it names the image twice, and one entry has another list', () => {
    const later = [...imagesOf(one), ...imagesOf(byName.replace(anAccount(1), anAccount(2)))]
    expect(refused(planOf(imagesOf(one)), later)).toContain(share(1))
  })

  it.each<[wanted: 'gone' | 'mistaken', words: string]>([
    ['gone', 'main has no images.yml any more'],
    ['mistaken', `${differs} has mistakes`],
  ])('is refused where it is %s', (wanted, words) => {
    expect(refused(planOf(imagesOf(one)), wanted)).toBe(`${words}. ${remedy}`)
  })
})

/** Any entries of a list, some with an end, some with an exception, each of another account or unit. */
const anyEntries = fc.uniqueArray(
  fc
    .record({
      of: fc.constantFrom(...[1, 2, 3, 4, 8].map(anAccount), WORKPLACE, PRODUCTION),
      until: fc.constantFrom('', ', until: 2020-01-31', ', until: 2999-12-31'),
      except: fc.constantFrom('', `, except: [${anAccount(4)}]`),
    })
    .map(({ of, until, except }) => ({
      of,
      text: of.startsWith('"')
        ? `{ account: ${of}${until} }`
        : `{ organizational-unit: ${of}${until}${except} }`,
    })),
  { selector: ({ of }) => of, minLength: 1, maxLength: 5 },
)

/** Any two versions of a policy, which have some entries in common. */
const anyVersions = fc
  .tuple(anyEntries, fc.nat(2), fc.nat(1), fc.boolean(), fc.boolean())
  .map(([entries, ofFirst, ofLater, ...exclusive]) => {
    const texts = entries.map(({ text }) => text)
    const lists = [texts.slice(ofFirst), texts.slice(0, texts.length - ofLater)]
    return lists.map((list, index) => imageWith(shareWith(...list), `exclusive: ${exclusive[index]}`))
  })

function sharesOf(plan: Plan): readonly string[] {
  return changesOf(plan).flatMap(({ kind, account }) => (kind === 'share' ? [account] : []))
}

it('whatever two policies ask for: a plan that is not refused shares as the later one would', () => {
  let applied = 0
  fc.assert(
    fc.property(anyVersions, (texts) => {
      if (texts.some((text) => reading(text).kind === 'refused')) return
      const [first = [], later = []] = texts.map((text) => imagesOf(text))
      const [plan, now] = [planOf(first), planOf(later)]
      if (plan.unknown.length > 0 || now.unknown.length > 0) return
      if (refused(plan, later) !== undefined) return
      const shares = sharesOf(plan)
      expect(sharesOf(now)).toEqual(expect.arrayContaining([...shares]))
      const kept = new Set(now.images.flatMap(({ wanted }) => wanted.share))
      const unshared = changesOf(plan).filter(({ kind }) => kind === 'unshare')
      expect(unshared.filter(({ account }) => kept.has(account))).toEqual([])
      applied += Math.sign(shares.length)
    }),
    { numRuns: 200 },
  )
  // The property says nothing of a plan that is refused, or that shares with nobody.
  expect(applied).toBeGreaterThan(20)
})
