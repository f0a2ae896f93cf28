/** What a job is told each time it runs. */
export type JobRunContext = {
  /** The tick it runs for, RFC 3339; null when somebody triggered it. */
  scheduledFor: string | null
  /** 1, and more when it is tried again. */
  attempt: number
  /** Writes a line into the record of this run. */
  log: (line: string) => void
}

/** Something to do again and again. It runs in the plugin's own process, on one of the servers. */
export type Job = {
  /** Lower case letters, digits and `-`; the job is called `<plugin>:<name>`. */
  name: string
  /** What it does, for the page of jobs. */
  description?: string
  /** Five fields, or six with seconds first. */
  cron: string
  /** The zone of the cron expression, UTC unless told. */
  zone?: string
  /** Seconds after which the signal is aborted; five seconds later the process is ended. 1 … 86 400. */
  timeoutSeconds: number
  /** Tries again when it failed: after `firstSeconds` (10 unless told), then twice as long each time. Not at all unless told. */
  retries?: { times: number; firstSeconds?: number }
  /** What it gives back is kept with the run, as JSON of at most 64 kB. */
  run: (signal: AbortSignal, context: JobRunContext) => Promise<unknown>
}
