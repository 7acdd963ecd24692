import { afterEach, beforeEach } from '@jest/globals'
import { SandboxAws } from '../../sandbox/aws/aws.ts'
import { runStart, type Ended, type Start } from './start-process.ts'

const REGION = 'eu-west-1'
export const IMAGE = 'wsi-0123456789abc'
export const [FIRST, SECOND] = ['444455556666', '555566667777'] as const

/** `npm start`, and an AWS on loopback that lives as long as a test and stands for the caller's own. */
export class StartFixture {
  /** Shares the image with two accounts for the time of the job. */
  readonly temporary = ['--image-id', IMAGE, '--account-id', `${FIRST} ${SECOND}`, '--temporary', 'true']
  #aws: SandboxAws | undefined

  constructor() {
    beforeEach(async () => {
      this.#aws = await SandboxAws.start()
      this.aws.addImage({ region: REGION, id: IMAGE, name: 'golden' })
    })
    afterEach(() => this.aws.close())
  }

  /** This test's AWS. */
  get aws(): SandboxAws {
    if (this.#aws === undefined) throw new Error('The sandbox lives within tests only')
    return this.#aws
  }

  /** Who can copy the image. */
  recipients(): string[] {
    return this.aws.recipients(REGION, IMAGE)
  }

  /** Runs `npm start` with these arguments. */
  async run(given: readonly string[], start?: Start): Promise<Ended> {
    return runStart(given, start)
  }

  /** Runs `npm start -- --aws` with these arguments besides. */
  async onOwnAws(given: readonly string[], start: Start = {}): Promise<Ended> {
    const env = { ...this.aws.environment(), ...start.env }
    return this.run(['--aws', '--aws-region', REGION, ...given], { ...start, env })
  }
}
