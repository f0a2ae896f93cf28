// Builds the pages when their sources are not those that they were built from: `npm start` runs this first.
import { join } from 'node:path'
import { buildPages, stateOfPages } from './bundle.ts'

const dist = join(import.meta.dirname, 'dist')
const state = await stateOfPages(dist)

if (state !== 'FRESH') {
  const seconds = await buildPages(dist)
  if (seconds !== null) console.log(`The web pages were built in ${seconds.toFixed(1)} s`)
  else if (state === 'STALE')
    console.warn('The web pages are older than their sources, and vite is not installed: they are served as they are')
  // The API works without them, and says so at /.
  else console.warn('The web pages are not built, and vite is not installed: run npm ci, then npm run build')
}
