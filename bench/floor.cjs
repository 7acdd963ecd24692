// The floor: one share without any package. The calls are those of the action: an ID token and AssumeRoleWithWebIdentity
// (with a role), the image and its permissions side by side, one write, the proving read. Connections are opened as
// soon as they are known to be needed. It checks nothing and reports nothing.
'use strict'
const { createHash, createHmac } = require('node:crypto')
const https = require('node:https')

/** @typedef {{ id: string, secret: string, session: string }} Keys */

const { env } = process
const endpoint = new URL(env['AWS_ENDPOINT_URL'] ?? '')
const region = env['INPUT_AWS-REGION'] ?? ''
const image = env['INPUT_IMAGE-ID'] ?? ''
const account = env['INPUT_ACCOUNT-ID'] ?? ''
const role = env['INPUT_ROLE-TO-ASSUME'] ?? ''

/** @type {import('node:stream').Duplex[]} */
const early = []
class EarlySockets extends https.Agent {
  /** @override @type {https.Agent['createConnection']} */
  createConnection(options, onCreated) {
    return early.pop() ?? super.createConnection(options, onCreated)
  }
}
const agent = new EarlySockets({ keepAlive: true })

/** @param {number} count */
function open(count) {
  const options = { ...agent.options, host: endpoint.hostname, port: Number(endpoint.port), servername: '' }
  for (let opened = 0; opened < count; opened += 1) {
    const socket = https.Agent.prototype.createConnection.call(agent, options)
    if (socket) early.push(socket)
  }
}

/** @param {string | URL} url @param {https.RequestOptions} options @param {string} [body] @returns {Promise<string>} */
function send(url, options, body) {
  return new Promise((resolve, reject) => {
    const request = https.request(url, options, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (part) => (text += String(part)))
      response.on('end', () => {
        if (response.statusCode === 200) resolve(text)
        else reject(new Error(`${response.statusCode} ${text}`))
      })
    })
    request.on('error', reject)
    request.end(body)
  })
}

/** @param {string | Buffer} key @param {string} text */
const hmac = (key, text) => createHmac('sha256', key).update(text).digest()
/** @param {string} text */
const sha256 = (text) => createHash('sha256').update(text).digest('hex')

/** @param {Keys} keys @param {string} operation @param {object} input */
async function workspaces(keys, operation, input) {
  const body = JSON.stringify(input)
  const time = new Date().toISOString().replace(/[-:]|\.\d+/g, '')
  const scope = `${time.slice(0, 8)}/${region}/workspaces/aws4_request`
  /** @type {Record<string, string>} */
  const headers = {
    'content-type': 'application/x-amz-json-1.1',
    host: endpoint.host,
    'x-amz-content-sha256': sha256(body),
    'x-amz-date': time,
    ...(keys.session === '' ? {} : { 'x-amz-security-token': keys.session }),
    'x-amz-target': `WorkspacesService.${operation}`,
  }
  const names = Object.keys(headers)
  const canonical = [
    'POST',
    '/',
    '',
    ...names.map((name) => `${name}:${headers[name]}`),
    '',
    names.join(';'),
    sha256(body),
  ]
  const text = `AWS4-HMAC-SHA256\n${time}\n${scope}\n${sha256(canonical.join('\n'))}`
  const key = scope
    .split('/')
    .reduce((last, part) => hmac(last, part), /** @type {string | Buffer} */ (`AWS4${keys.secret}`))
  const signature = hmac(key, text).toString('hex')
  headers['authorization'] =
    `AWS4-HMAC-SHA256 Credential=${keys.id}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`
  const answer = await send(endpoint, { method: 'POST', headers, agent }, body)
  return answer
}

/** @returns {Promise<Keys>} */
async function signIn() {
  if (role === '') {
    const {
      AWS_ACCESS_KEY_ID: id = '',
      AWS_SECRET_ACCESS_KEY: secret = '',
      AWS_SESSION_TOKEN: session = '',
    } = env
    return { id, secret, session }
  }
  const url = `${env['ACTIONS_ID_TOKEN_REQUEST_URL']}&audience=sts.amazonaws.com`
  const asked = send(url, { headers: { authorization: `Bearer ${env['ACTIONS_ID_TOKEN_REQUEST_TOKEN']}` } })
  open(3)
  /** @type {unknown} */
  const answer = JSON.parse(await asked)
  const value = typeof answer === 'object' && answer !== null && 'value' in answer ? String(answer.value) : ''
  const form = new URLSearchParams({
    Action: 'AssumeRoleWithWebIdentity',
    Version: '2011-06-15',
    RoleArn: role,
    RoleSessionName: 'floor',
    DurationSeconds: '3600',
    WebIdentityToken: value,
  })
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const xml = await send(endpoint, { method: 'POST', headers, agent }, String(form))
  /** @param {string} name */
  const field = (name) => new RegExp(`<${name}>([^<]+)`).exec(xml)?.[1] ?? ''
  return { id: field('AccessKeyId'), secret: field('SecretAccessKey'), session: field('SessionToken') }
}

async function share() {
  const keys = await signIn()
  await Promise.all([
    workspaces(keys, 'DescribeWorkspaceImages', { ImageIds: [image], MaxResults: 25 }),
    workspaces(keys, 'DescribeWorkspaceImagePermissions', { ImageId: image, MaxResults: 25 }),
  ])
  await workspaces(keys, 'UpdateWorkspaceImagePermission', {
    ImageId: image,
    SharedAccountId: account,
    AllowCopyImage: true,
  })
  const proof = await workspaces(keys, 'DescribeWorkspaceImagePermissions', {
    ImageId: image,
    MaxResults: 25,
  })
  if (!proof.includes(account)) throw new Error(`Not shared: ${proof}`)
}

void share().then(() => process.exit())
