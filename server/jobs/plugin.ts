import type { Job } from '../../plugins/api/index.ts'
import type { Log } from '../log.ts'
import { PluginFailure } from '../plugins/fault.ts'
import type { HostedPlugin } from '../plugins/hosted.ts'
import type { RunningHost } from '../plugins/host.ts'
import { TimedOut } from './perform.ts'
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

/** Schedules the jobs of plugins, of each as soon as it is ready. */
export const schedulePlugins = (host: Pick<RunningHost, 'whenReady'>, { add }: Pick<Scheduler, 'add'>, log: Log): void =>
  host.whenReady((plugin) => {
    add(plugin.id, jobsOfPlugin(plugin)).catch((error: unknown) => {
      plugin.noteFault('PARTS', 'jobs', error)
      log.error({ err: error, plugin: plugin.id }, 'the jobs of a plugin could not be scheduled')
    })
  })
