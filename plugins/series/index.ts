import { definePlugin, ingest } from '../api/index.ts'
import { addSeries } from './schema.ts'
import { createSeries } from './service.ts'
import { settings } from './settings.ts'

/** Time series of instruments from CSV files: a watched folder, uploads, and a panel that says what was taken in. */
export const series = definePlugin({
  id: 'series',
  title: 'Time series files',
  version: '1.0.0',
  api: '^1',
  config: settings,
  service: createSeries,
  schema: addSeries,
  jobs: (service) => [
    { name: 'watch', description: 'Takes in what is new in the watched folder', cron: '* * * * *', timeoutSeconds: 600, run: service.watch },
  ],
  routes: (service) => [
    ingest({
      path: '/files', description: 'A table of measurements: ?instrument=pump1&name=may.csv', maxBytes: 256 * 1024 * 1024, timeoutSeconds: 300,
      handle: service.upload,
    }),
  ],
  health: (service) => service.health(),
  panels: new URL('./web/panels.ts', import.meta.url),
})
