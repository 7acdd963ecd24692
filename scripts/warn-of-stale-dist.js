// `npm start` runs dist. This warns if dist is older than src, and continues.
import { fileURLToPath } from 'node:url'
import { isDistCurrent, staleDist } from './dist-sources.js'

if (!isDistCurrent(fileURLToPath(new URL('..', import.meta.url)))) console.error(staleDist)
