import type { Job } from '../../plugins/api/index.ts'
import type { Log } from '../log.ts'
import { PluginFailure } from '../plugins/fault.ts'
import type { HostedPlugin } from '../plugins/hosted.ts'
import type { RunningHost } from '../plugins/host.ts'
import { TimedOut } from './perform.ts'
import { createSchedule } from './schedule.ts'
import type { Scheduler } from './scheduler.ts'

/** The jobs of a plugin: each runs in the plugin's own process, and what becomes of it is noted there. */
export const jobsOfPlugin = ({ jobs, process, noteFault, noteWell }: HostedPlugin): Job[] =>
  jobs.map((job) => ({
    ...job,
    run: async (signal, context) => {
      try {
        const result = await process.runJob(job.name, context, { signal, timeoutSeconds: job.timeoutSeconds })
        noteWell('JOB', job.name)
        return result
      } catch (error) {
        // Called off because the server stops, or lost its seat: that is none of its faults.
        if (!signal.aborted || signal.reason instanceof TimedOut) noteFault('JOB', job.name, error)
        throw error instanceof PluginFailure && error.timedOut ? new TimedOut(error.message) : error
      }
    },
  }))

/** With jobs as often as this (ms), the start of the plugin's process would take a good part of the time until the next tick. */
const oftenMs = 60_000

const isOften = ({ cron, zone }: HostedPlugin['jobs'][number]): boolean => {
  const schedule = createSchedule(cron, zone)
  const first = schedule.next(Date.now())
  return schedule.next(first) - first < oftenMs
}

/** Schedules the jobs of plugins, of each as soon as it is ready. */
export const schedulePlugins = (host: Pick<RunningHost, 'whenReady'>, { add }: Pick<Scheduler, 'add'>, log: Log): void =>
  host.whenReady((plugin) => {
    const scheduled = add(plugin.id, jobsOfPlugin(plugin)).then(() => plugin.jobs.some(isOften) && plugin.process.keep())
    scheduled.catch((error: unknown) => {
      plugin.noteFault('PARTS', 'jobs', error)
      log.error({ err: error, plugin: plugin.id }, 'the jobs of a plugin could not be scheduled')
    })
  })
