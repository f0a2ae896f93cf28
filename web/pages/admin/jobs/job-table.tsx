import { A } from '@solidjs/router'
import { Show } from 'solid-js'
import type { WebApp } from '../../../app.ts'
import { EachById } from '../../../kit/each-by-id.tsx'
import { Moment } from '../../../kit/moment.tsx'
import { Nothing } from '../../../kit/nothing.tsx'
import { pluginOfJob } from '../../../nouns/job-words.ts'
import { jobPath, pluginPath } from '../../../nouns/paths.ts'
import type { JobFacts } from './documents.ts'
import { createJobVerbs, JobActions } from './job-actions.tsx'
import { JobStateMark, momentOfRun, NextRun, RunLength, RunStateMark, Schedule } from './job-parts.tsx'

/** Jobs, each with what it does next, how it did last, and what may be done with it. */
export const JobTable = (props: {
  app: WebApp
  jobs: readonly JobFacts[]
  caption: string
  /** Not on the page of the plugin itself. */
  hasPlugins?: boolean
  reload: () => Promise<void>
}) => (
  <table class="admin-table">
    <caption class="visually-hidden">{props.caption}</caption>
    <thead>
      <tr>
        <th scope="col">Job</th>
        <th scope="col">Schedule</th>
        <th scope="col">State</th>
        <th scope="col">Next run</th>
        <th scope="col">Last run</th>
        <th scope="col">
          <span class="visually-hidden">Run it, pause it</span>
        </th>
      </tr>
    </thead>
    <tbody>
      <EachById each={props.jobs}>
        {(job) => (
          <JobRow app={props.app} job={job()} hasPlugin={props.hasPlugins ?? false} reload={props.reload} />
        )}
      </EachById>
    </tbody>
  </table>
)

const JobRow = (props: { app: WebApp; job: JobFacts; hasPlugin: boolean; reload: () => Promise<void> }) => {
  const { zones } = props.app
  const verbs = createJobVerbs(props.app, () => props.job, { reload: () => props.reload() })
  return (
    <tr data-job={props.job.name} data-state={props.job.state}>
      <th scope="row" class="admin-name">
        <A href={jobPath(props.job.name)}>{props.job.name}</A>
        <span class="admin-small">{props.job.description}</span>
        <Show when={props.hasPlugin && pluginOfJob(props.job.name)}>
          {(plugin) => (
            <span class="admin-small">
              of <A href={pluginPath(plugin())}>{plugin()}</A>
            </span>
          )}
        </Show>
      </th>
      <td data-label="Schedule">
        <Schedule cron={props.job.cron} zone={props.job.zone} />
      </td>
      <td data-label="State">
        <JobStateMark app={props.app} job={props.job} />
      </td>
      <td data-label="Next run">
        <NextRun app={props.app} job={props.job} />
      </td>
      <td data-label="Last run">
        <Show when={props.job.lastRun} fallback={<Nothing why="It has not run yet" />}>
          {(run) => (
            <>
              <span>
                <RunStateMark run={run()} /> <RunLength app={props.app} run={run()} />
              </span>
              <Show when={momentOfRun(run())}>
                {(at) => (
                  <span class="admin-small">
                    <Moment at={at()} zone={zones.zone()} />
                  </span>
                )}
              </Show>
              <Show when={run().error}>
                {(error) => <span class="admin-error admin-line">{error()}</span>}
              </Show>
            </>
          )}
        </Show>
      </td>
      <td class="admin-actions">
        <JobActions job={props.job} verbs={verbs} />
      </td>
    </tr>
  )
}
