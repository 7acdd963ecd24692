import { afterAll, afterEach, beforeAll, beforeEach } from '@jest/globals'
import { SandboxAws } from '../../sandbox/aws/aws.ts'
import { SandboxGitHub } from '../../sandbox/github/github.ts'
import { exampleText, readWorkflow } from './workflow.ts'
import { runWorkflow, type JobRun, type Surroundings, type WorkflowRun } from './workflow-run.ts'

export const IMAGE = 'wsi-0123456789abc'
export const NEXT_IMAGE = 'wsi-nextnextnext1'

/** Roles that may only read: a plan needs no more. */
const readers = ['plan-image-sharing']
const sharers = ['share-images', 'share-images-production', 'preview-share']

/** An AWS with the images and roles that the examples name, and a GitHub, for each test. */
export class Place {
  #aws: SandboxAws | undefined
  #github: SandboxGitHub | undefined

  constructor() {
    beforeAll(async () => {
      this.#github = await SandboxGitHub.start()
    })
    afterAll(() => this.github.close())
    beforeEach(async () => {
      this.#aws = await SandboxAws.start()
      this.aws.addImage({ region: 'eu-west-1', id: IMAGE, name: 'golden-windows-2026-11' })
      this.aws.addImage({ region: 'eu-west-1', id: NEXT_IMAGE, name: 'golden-windows-next' })
      this.trust(this.aws)
    })
    afterEach(() => this.aws.close())
  }

  get aws(): SandboxAws {
    if (this.#aws === undefined) throw new Error('The place lives within tests only')
    return this.#aws
  }

  get github(): SandboxGitHub {
    if (this.#github === undefined) throw new Error('The place lives within tests only')
    return this.#github
  }

  /** Makes an AWS trust this GitHub with the roles of the examples. */
  trust(aws: SandboxAws): void {
    const verify = (token: string): boolean => this.github.verify(token)
    for (const name of [...readers, ...sharers]) {
      const deny = readers.includes(name) ? ['UpdateWorkspaceImagePermission'] : []
      aws.trustRole({ arn: `arn:aws:iam::111122223333:role/${name}`, verify, deny })
    }
  }

  /** Runs an example as it stands in its file. */
  async run(example: string, surroundings: Partial<Surroundings> = {}): Promise<WorkflowRun> {
    return this.runText(exampleText(example), surroundings)
  }

  /** Runs the text of a workflow. */
  async runText(text: string, surroundings: Partial<Surroundings> = {}): Promise<WorkflowRun> {
    return runWorkflow(readWorkflow(text), {
      environment: this.aws.endpointEnvironment(),
      idTokens: this.github.oidcEnvironment(),
      grant: (permissions) => {
        for (const name of ['issues', 'pull-requests', 'statuses'] as const)
          this.github.permissions[name] = accessOf(permissions[name])
      },
      ...surroundings,
    })
  }

  /** Who can copy an image of eu-west-1. */
  recipients(image = IMAGE): string[] {
    return this.aws.recipients('eu-west-1', image)
  }
}

function accessOf(permission: string | undefined): 'none' | 'read' | 'write' {
  return permission === 'read' || permission === 'write' ? permission : 'none'
}

/** How the jobs of a run ended. */
export function conclusionsOf({ jobs }: WorkflowRun): Record<string, string> {
  return Object.fromEntries(
    Object.entries(jobs).map(([id, legs]) => [id, legs.map(({ conclusion }) => conclusion).join(' ')]),
  )
}

/** The outputs of the action's step in a job. */
export function outputsOf(legs: readonly JobRun[] | undefined): Record<string, string> {
  return (
    legs?.flatMap(({ steps }) => steps).findLast(({ action }) => action !== undefined)?.action?.outputs ?? {}
  )
}
