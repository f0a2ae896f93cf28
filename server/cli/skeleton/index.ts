import { z } from 'zod'
import { definePlugin } from '../../../plugins/api/index.ts'
import { addSkeleton } from './schema.ts'
import { createSkeleton } from './service.ts'

/** How long runs were: noted as each ends, shown on its page beside how many were longer. */
export const skeletonPlugin = definePlugin({
  id: 'skeleton',
  title: 'Skeleton',
  version: '0.1.0',
  api: '^1',
  config: z.strictObject({
    /** Runs shorter than this are not noted. */
    leastSeconds: z.number().min(0).default(0),
  }),
  migrations: new URL('./migrations/', import.meta.url),
  service: createSkeleton,
  schema: addSkeleton,
  jobs: (service) => [
    {
      name: 'catch-up',
      description: 'Notes runs that ended before this plugin was there, and those whose times were corrected',
      cron: '*/10 * * * *',
      timeoutSeconds: 60,
      run: (signal) => service.catchUp(signal),
    },
  ],
  on: (service) => ({
    'run.ended': (event) => service.note(Number(event.key)),
  }),
  panels: new URL('./web/panels.ts', import.meta.url),
})
