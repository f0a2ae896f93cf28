import type { Job } from '../../plugins/api/index.ts'
import { scheduleFault, type Schedule } from './schedule.ts'

/** Whose jobs they are: the id of a plugin, or the core. */
export type Owner = string

export const core: Owner = 'core'

/** A job that is scheduled in this process. */
export type Entry = { name: string; owner: Owner; job: Job; schedule: Schedule }

/** What is wrong with a job as it was declared: one sentence each, none when all is well. */
export const faultsOfJob = ({ name, cron, zone = 'UTC', timeoutSeconds, retries }: Omit<Job, 'run'>): string[] => {
  const faults: string[] = []
  if (!/^[a-z][a-z0-9-]{0,62}$/.test(name)) faults.push(`a job's name has lower case letters, digits and "-": "${name}"`)
  const unfit = scheduleFault(cron, zone)
  if (unfit) faults.push(`job ${name}: ${unfit}`)
  if (!(timeoutSeconds >= 1 && timeoutSeconds <= 86_400)) faults.push(`job ${name}: timeoutSeconds is 1 to 86 400, not ${timeoutSeconds}`)
  if (retries && !(Number.isInteger(retries.times) && retries.times >= 0 && retries.times <= 100)) faults.push(`job ${name}: retries.times is 0 to 100, not ${retries.times}`)
  if (retries?.firstSeconds !== undefined && !(retries.firstSeconds > 0 && retries.firstSeconds <= 86_400)) {
    faults.push(`job ${name}: retries.firstSeconds is more than 0, at most 86 400, not ${retries.firstSeconds}`)
  }
  return faults
}

/** How long to wait before another try, after this one failed; null when there is none. In ms. */
export const waitAfter = (attempt: number, { retries }: Pick<Job, 'retries'>): number | null =>
  retries && attempt <= retries.times ? Math.min((retries.firstSeconds ?? 10) * 2 ** (attempt - 1), 86_400) * 1000 : null
