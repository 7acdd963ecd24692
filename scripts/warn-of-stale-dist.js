// `npm start` runs dist: says so where that is not what src holds, and runs it all the same.
import { fileURLToPath } from 'node:url'
import { isDistCurrent, staleDist } from './dist-sources.js'

if (!isDistCurrent(fileURLToPath(new URL('..', import.meta.url)))) console.error(staleDist)
