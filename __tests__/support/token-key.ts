import { createPrivateKey, type KeyObject } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeTokenKey, TokenIssuer } from '../../sandbox/github/token-issuer.ts'
import { repositoryRoot } from '../../sandbox/runner/root.ts'

const folder = join(repositoryRoot(), 'build')

/** Returns a signer of ID tokens with a key that all files of tests have in common, because its making takes long. */
export function commonIssuer(): TokenIssuer {
  return new TokenIssuer(keptKey)
}

/** Reads the key in the build folder. Makes it if there is none; files run side by side, so each reads a whole one. */
function keptKey(): KeyObject {
  const file = join(folder, 'token-key.pem')
  if (existsSync(file)) return createPrivateKey(readFileSync(file))
  const key = makeTokenKey()
  const written = `${file}.${process.pid}`
  mkdirSync(folder, { recursive: true })
  writeFileSync(written, key.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 })
  renameSync(written, file)
  return key
}
