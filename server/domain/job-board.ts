import type { Actor } from './actor.ts'
import type { Outcome } from './fault.ts'

/** A job as this process knows it: what is not in the database. */
export type DeclaredJob = {
  /** `<plugin>:<name>`, of the core `core:<name>` */
  name: string
  /** Null for jobs of the core. */
  plugin: string | null
  description: string
  cron: string
  zone: string
  timeoutSeconds: number
  /** How often it is tried again when it failed. */
  retries: number
  /** The next tick, RFC 3339; null in a process that has no ticks. */
  nextRunAt: () => string | null
  /** Runs it now, in this process; tells the number of the run, or why not. */
  trigger: (actor: Actor) => Promise<Outcome<{ run: number }>>
}

export type JobBoard = {
  /** Shows a job until it is taken down. */
  put: (job: DeclaredJob) => Disposable
  get: (name: string) => DeclaredJob | undefined
  /** By name. */
  all: () => DeclaredJob[]
}

/** What jobs there are in this process. Empty where nobody schedules any: in commands, in the processes of plugins. */
export const createJobBoard = (): JobBoard => {
  const jobs = new Map<string, DeclaredJob>()
  return {
    put: (job) => {
      jobs.set(job.name, job)
      return { [Symbol.dispose]: () => void (jobs.get(job.name) === job && jobs.delete(job.name)) }
    },
    get: (name) => jobs.get(name),
    all: () => [...jobs.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1)),
  }
}
