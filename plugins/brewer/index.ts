import { definePlugin, ingest } from '../api/index.ts'
import { bringDemo } from './demo.ts'
import { addBrewer } from './schema/add-brewer.ts'
import { createBrewer } from './service.ts'
import { settings } from './settings.ts'

/** The state of Brewer spectrophotometers, from their own files: what happened, what of it still holds, values and their limits. */
export const brewer = definePlugin({
  id: 'brewer',
  title: 'Brewer spectrophotometers',
  version: '1.0.0',
  api: '^1',
  config: settings,
  migrations: new URL('./migrations/', import.meta.url),
  service: createBrewer,
  schema: addBrewer,
  jobs: (service) => [
    { name: 'poll', description: 'Takes in what is new in the folders of Brewer files', cron: '*/15 * * * *', timeoutSeconds: 800, run: service.poll },
    { name: 'state', description: 'Judges again what changed limits leave to be judged, and ends mutes', cron: '* * * * *', timeoutSeconds: 600, run: service.keepState },
  ],
  routes: (service) => [
    ingest({ path: '/files', description: 'A file of a Brewer under its own name: ?name=B01319.185', maxBytes: 32 * 1024 * 1024, timeoutSeconds: 60, patterns: service.patterns, handle: service.upload }),
  ],
  health: (service) => service.health(),
  demo: (service, signal) => bringDemo(service.upload, { now: Date.now(), signal }),
  panels: new URL('./web/panels.ts', import.meta.url),
})
