import { build } from './build.ts'
import type { Command } from './command.ts'
import { importEnvironments, importFills, importMeasurements, importRuns } from './import.ts'
import { ingest } from './ingest.ts'
import { listJobs, runJob } from './job.ts'
import { newPlugin } from './plugin-new.ts'
import { serve } from './serve.ts'
import { createToken, listTokens, revokeToken } from './token.ts'

/** Every command there is. */
export const commands: readonly Command[] = [
  serve,
  build,
  importFills,
  importRuns,
  importEnvironments,
  importMeasurements,
  ingest,
  createToken,
  listTokens,
  revokeToken,
  listJobs,
  runJob,
  newPlugin,
]
