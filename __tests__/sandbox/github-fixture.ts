import { afterEach, beforeEach } from '@jest/globals'
import { getOctokit } from '@actions/github'
import { parseObject } from '../../sandbox/aws/json-object.ts'
import { SandboxGitHub } from '../../sandbox/github/github.ts'

/** An answer of GitHub's API. */
export interface Answer {
  readonly status: number
  /** The parsed JSON. */
  readonly body: unknown
  readonly headers: Headers
}

/** A GitHub that lives as long as a test. */
export class GitHubFixture {
  #github: SandboxGitHub | undefined

  constructor() {
    beforeEach(async () => {
      this.#github = await SandboxGitHub.start()
    })
    afterEach(() => this.github.close())
  }

  /** This test's GitHub. */
  get github(): SandboxGitHub {
    if (this.#github === undefined) throw new Error('The sandbox lives within tests only')
    return this.#github
  }

  /** Asks about the repository. */
  async ask(
    request: string,
    { body, token = this.github.token }: { body?: object; token?: string } = {},
  ): Promise<Answer> {
    const [method = '', path = ''] = request.split(' ')
    const url = path.startsWith('/graphql') ? path : `/repos/octo-org/golden-images${path}`
    const answer = await fetch(this.github.url + url, {
      method,
      headers: { authorization: `token ${token}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    const list: unknown = text.startsWith('[') ? JSON.parse(text) : undefined
    return { status: answer.status, body: list ?? parseObject(text), headers: answer.headers }
  }

  /** The client that the action has. */
  octokit(token = this.github.token): ReturnType<typeof getOctokit> {
    return getOctokit(token, { baseUrl: this.github.url })
  }
}
