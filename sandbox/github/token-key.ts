import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { repositoryRoot } from '../runner/root.ts'

/** Makes an RSA key, which takes as long as a run of the action. */
export function makeTokenKey(): KeyObject {
  return generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
}

/**
 * Returns the RSA key in the build folder. Makes it if there is none; processes run side by side, so each reads a whole
 * one.
 */
export function keptTokenKey(): KeyObject {
  const folder = join(repositoryRoot(), 'build')
  const file = join(folder, 'token-key.pem')
  if (existsSync(file)) return createPrivateKey(readFileSync(file))
  const key = makeTokenKey()
  const written = `${file}.${process.pid}`
  mkdirSync(folder, { recursive: true })
  writeFileSync(written, key.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 })
  renameSync(written, file)
  return key
}
