// Stands for GitHub's `gh` in tests: the commands on issues and labels that the workflows use, on the sandbox's API.
// Its arguments are those of `gh`; the expression of --jq is always the number of the issue whose title is TITLE.
const { GITHUB_API_URL: url, GH_TOKEN: token, GH_REPO: repository, TITLE: title } = process.env
const [subject, command, ...given] = process.argv.slice(2)

/** @param {string} name */
const option = (name) => given[given.indexOf(`--${name}`) + 1]

/** @param {unknown} value @param {string} name @returns {unknown} */
const propertyOf = (value, name) =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined

/** @param {string} method @param {string} path @param {object} [body] @returns {Promise<unknown>} */
async function ask(method, path, body) {
  const answer = await fetch(`${url}/repos/${repository}${path}`, {
    method,
    headers: { authorization: `token ${token}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status}`)
  return answer.json()
}

switch (`${subject} ${command}`) {
  case 'issue list': {
    const issues = await ask('GET', `/issues?labels=${option('label')}&state=${option('state')}&per_page=100`)
    /** @type {unknown} */
    const found = Array.isArray(issues)
      ? issues.find((issue) => propertyOf(issue, 'title') === title)
      : undefined
    console.log(propertyOf(found, 'number') ?? '')
    break
  }
  case 'issue create':
    await ask('POST', '/issues', { title: option('title'), labels: [option('label')], body: option('body') })
    break
  case 'issue edit':
    await ask('PATCH', `/issues/${given[0]}`, { body: option('body') })
    break
  case 'issue close':
    await ask('POST', `/issues/${given[0]}/comments`, { body: option('comment') })
    await ask('PATCH', `/issues/${given[0]}`, { state: 'closed' })
    break
  case 'label create':
    break
  default:
    throw new Error(`gh ${process.argv.slice(2).join(' ')}`)
}
