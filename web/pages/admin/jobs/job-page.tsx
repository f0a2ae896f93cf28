import { A, useLocation, useNavigate, useParams } from '@solidjs/router'
import { createEffect, createMemo, Show } from 'solid-js'
import type { WebApp } from '../../../app.ts'
import { keepLive } from '../../../graphql/live-query.ts'
import { createQuery } from '../../../graphql/query.ts'
import { Panel } from '../../../kit/panel.tsx'
import { RecordFact } from '../../../kit/record.tsx'
import { Empty } from '../../../kit/states.tsx'
import { pluginOfJob } from '../../../nouns/job-words.ts'
import { jobPath, pluginPath } from '../../../nouns/paths.ts'
import { formatDuration } from '../../../kit/duration.ts'
import { jobTouched } from '../../../nouns/touched.ts'
import { AdminFrame } from '../admin-frame.tsx'
import { keepTime, Read } from '../read.tsx'
import { jobDocument, type JobAnswer } from './documents.ts'
import { createJobVerbs, JobActions } from './job-actions.tsx'
import { JobStateMark, NextRun, Schedule } from './job-parts.tsx'
import { RunPanel } from './run-panel.tsx'
import { RunStrip } from './run-strip.tsx'
import { RunsPanel } from './runs-panel.tsx'
import { readJobView, writeJobView, type JobView } from './view.ts'
import '../../../kit/record.css'
import './job-page.css'

/** As many bars as a phone has room for. */
const recentRuns = 60

/** The page of a job: its schedule, how its runs went, and any one of them. */
export const JobPage = (props: { app: WebApp }) => {
  const { api, clock } = props.app
  const parameters = useParams()
  const location = useLocation()
  const navigate = useNavigate()
  const name = createMemo(() => parameters['name'] ?? '')
  const query = createQuery(api, jobDocument, () => ({ name: name(), recent: recentRuns }))
  keepLive(api, query, () => jobTouched())
  keepTime(clock, query)
  createEffect(() => {
    document.title = `Job ${name()} · Logline`
  })
  const view = createMemo(() => readJobView(location.search))
  const change = (part: Partial<JobView>) =>
    navigate(`${jobPath(name())}${writeJobView({ ...view(), ...part })}`, { scroll: false, resolve: false })

  return (
    <AdminFrame>
      <div class="record" aria-busy={query.isLoading()}>
        <Read query={query} what="The job could not be read">
          <Show
            when={query.data()?.job}
            fallback={
              <>
                <h1 class="visually-hidden">No such job</h1>
                <Empty title={`There is no job ${name()}`}>
                  <p>
                    Its name may be mistyped, or its plugin is not here. <A href="/admin/jobs">All jobs</A>
                  </p>
                </Empty>
              </>
            }
          >
            {(job) => <JobBody app={props.app} job={job()} view={view()} change={change} reload={query.reload} />}
          </Show>
        </Read>
      </div>
    </AdminFrame>
  )
}

const JobBody = (props: {
  app: WebApp
  job: JobAnswer
  view: JobView
  change: (part: Partial<JobView>) => void
  reload: () => Promise<void>
}) => {
  const runs = () => props.job.runs.nodes
  const verbs = createJobVerbs(props.app, () => props.job, {
    began: (run) => props.change({ run, states: [], place: null }),
    reload: () => props.reload(),
  })
  const stamp = createMemo(() => runs().map(({ id, state, ticks }) => `${id} ${state} ${ticks}`).join())
  const step = (by: number) => {
    const ids = runs().map(({ id }) => id)
    const at = ids.indexOf(props.view.run ?? '')
    const id = ids[at < 0 ? 0 : Math.min(ids.length - 1, Math.max(0, at + by))]
    if (id !== undefined) props.change({ run: id })
  }
  const group = 'Job'
  props.app.keys.use(
    { keys: 't', what: 'Run it now', group, run: verbs.trigger },
    { keys: 'p', what: 'Pause or resume it', group, run: verbs.togglePause },
    { keys: '[', what: 'The run before', group, run: () => step(1) },
    { keys: ']', what: 'The run after', group, run: () => step(-1) },
  )
  return (
    <>
      <header class="record-head">
        <div class="record-line">
          <h1 class="record-title">
            <span class="record-noun">Job</span> {props.job.name}
          </h1>
          <div class="record-nav">
            <JobActions job={props.job} verbs={verbs} />
          </div>
        </div>
        <p class="record-note">{props.job.description}</p>
        <dl class="record-facts">
          <RecordFact label="State">
            <JobStateMark app={props.app} job={props.job} />
          </RecordFact>
          <RecordFact label="Schedule">
            <Schedule cron={props.job.cron} zone={props.job.zone} />
          </RecordFact>
          <RecordFact label="Next run">
            <NextRun app={props.app} job={props.job} />
          </RecordFact>
          <RecordFact label="May take" hint="After that it is told to stop, and ended">
            {formatDuration(props.job.timeoutSeconds)}
          </RecordFact>
          <RecordFact label="Tried again" hint="When it failed">
            {props.job.retries === 0 ? 'never' : props.job.retries === 1 ? 'once' : `${props.job.retries} times`}
          </RecordFact>
          <RecordFact label="Of">
            <Show when={pluginOfJob(props.job.name)} fallback="the core">
              {(plugin) => <A href={pluginPath(plugin())}>{plugin()}</A>}
            </Show>
          </RecordFact>
        </dl>
      </header>
      <Panel title="Last runs">
        <Show when={runs().length > 0} fallback={<p class="record-note">It has not run yet.</p>}>
          <RunStrip app={props.app} runs={runs()} chosen={props.view.run} choose={(run) => props.change({ run })} />
        </Show>
      </Panel>
      <Show when={props.view.run}>
        {(id) => (
          <RunPanel app={props.app} id={id()} job={props.job.name} stamp={stamp()} close={() => props.change({ run: null })} />
        )}
      </Show>
      <RunsPanel app={props.app} name={props.job.name} view={props.view} change={props.change} stamp={stamp()} />
    </>
  )
}
