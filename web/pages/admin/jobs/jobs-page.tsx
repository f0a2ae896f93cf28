import { Show } from 'solid-js'
import type { WebApp } from '../../../app.ts'
import { keepLive } from '../../../graphql/live-query.ts'
import { createQuery } from '../../../graphql/query.ts'
import { Empty } from '../../../kit/states.tsx'
import { jobTouched } from '../../../nouns/touched.ts'
import { AdminFrame } from '../admin-frame.tsx'
import { useRowKeys } from '../row-keys.ts'
import { keepTime, Read } from '../read.tsx'
import { jobsDocument } from './documents.ts'
import { JobTable } from './job-table.tsx'

/** Everything that runs by itself: when, how it went, and what may be done about it. Live. */
export const JobsPage = (props: { app: WebApp }) => {
  document.title = 'Jobs · Logline'
  const jobs = createQuery(props.app.api, jobsDocument, () => ({}))
  keepLive(props.app.api, jobs, () => jobTouched())
  keepTime(props.app.clock, jobs)
  let table: HTMLDivElement | undefined
  useRowKeys(props.app.keys, 'Jobs', () => table)
  const list = () => jobs.data()?.jobs ?? []
  const count = () => {
    const of = (state: string) => list().filter((job) => job.state === state).length
    const [running, paused] = [of('RUNNING'), of('PAUSED')]
    return [`${list().length} in all`, running > 0 && `${running} running`, paused > 0 && `${paused} paused`].filter(Boolean).join(', ')
  }
  return (
    <AdminFrame>
      <header class="admin-head">
        <h1 class="admin-title">Jobs</h1>
        <p class="admin-count" role="status">
          {jobs.data() ? count() : ''}
        </p>
      </header>
      <p class="admin-about">
        What the core and its plugins do again and again. One of the servers runs each tick; every run is kept, with what it
        said.
      </p>
      <Read query={jobs} what="The jobs could not be read">
        <Show
          when={list().length > 0}
          fallback={
            <Empty title="No jobs yet">
              <p>No server has told of a job: they come with the core and with plugins.</p>
            </Empty>
          }
        >
          <div ref={(element) => (table = element)}>
            <JobTable app={props.app} jobs={list()} caption="Jobs, by name" hasPlugins reload={jobs.reload} />
          </div>
        </Show>
      </Read>
    </AdminFrame>
  )
}
