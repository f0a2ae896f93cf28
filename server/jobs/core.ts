import type { Database } from '../../drizzle/database.ts'
import type { Job } from '../../plugins/api/index.ts'
import type { Config } from '../config.ts'
import type { Domain } from '../domain/domain.ts'
import { retentionJob } from './retention.ts'
import { silenceJob } from './silence.ts'

/** What the core itself does again and again. */
export const coreJobs = ({ db, domain, config }: { db: Database; domain: Domain; config: Config }): Job[] => [
  retentionJob(db, domain.clock, config),
  silenceJob(domain),
]
