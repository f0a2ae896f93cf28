import { createMemo, Show } from 'solid-js'
import type { WebApp } from '../../../app.ts'
import { sayAgo } from '../../../kit/ago.ts'
import { sayDuration, formatDuration } from '../../../kit/duration.ts'
import { Icon } from '../../../kit/icon.tsx'
import { Moment } from '../../../kit/moment.tsx'
import { Nothing } from '../../../kit/nothing.tsx'
import { shortZone } from '../../../kit/time.ts'
import { jobRunKinds, jobRunSeconds, jobStateWords } from '../../../nouns/job-words.ts'
import { cronWords } from './cron-words.ts'
import type { JobFacts, JobRunLine } from './documents.ts'

/** When a job runs: in words where that is shorter than the expression, and in which zone. */
export const Schedule = (props: { cron: string; zone: string }) => {
  const words = createMemo(() => cronWords(props.cron))
  return (
    <span title={`${props.cron}, in ${props.zone}`}>
      <Show when={words()} fallback={<code>{props.cron}</code>}>
        {words()}
      </Show>
      <span class="admin-small">{shortZone(props.zone)}</span>
    </span>
  )
}

/** What a job does now. */
export const JobStateMark = (props: { app: WebApp; job: JobFacts }) => {
  const { clock, zones } = props.app
  const icon = () => (({ IDLE: 'clock', RUNNING: 'right', PAUSED: 'pause' }) as const)[props.job.state]
  const tone = () => (({ IDLE: undefined, RUNNING: 'live', PAUSED: 'warn' }) as const)[props.job.state]
  const elapsed = () => {
    const run = props.job.lastRun
    return run?.state === 'RUNNING' ? jobRunSeconds(run, clock.now) : null
  }
  return (
    <>
      <span class="admin-state" data-tone={tone()}>
        <Icon name={icon()} />
        {jobStateWords[props.job.state]}
        <Show when={props.job.state === 'RUNNING' && elapsed() !== null}> {formatDuration(elapsed() ?? 0)}</Show>
      </span>
      <Show when={props.job.pausedAt}>
        {(at) => (
          <span class="admin-small">
            <Moment at={Date.parse(at())} zone={zones.zone()} /> by {props.job.pausedBy ?? 'nobody known'}
          </span>
        )}
      </Show>
      <Show when={props.job.failures > 0}>
        <span class="admin-small">
          {props.job.failures === 1 ? 'failed the last time' : `failed ${props.job.failures} times one after the other`}
        </span>
      </Show>
    </>
  )
}

const daySeconds = 86_400

/** When it runs next, counting down. */
export const NextRun = (props: { app: WebApp; job: JobFacts }) => {
  const { clock, zones } = props.app
  const at = () => (props.job.nextRunAt === null || props.job.state === 'PAUSED' ? null : Date.parse(props.job.nextRunAt))
  const rest = () => Math.max(0, (at() ?? 0) - clock.now()) / 1000
  return (
    <Show when={at()} fallback={<Nothing why={props.job.state === 'PAUSED' ? 'It is paused' : 'Nothing is scheduled'} />}>
      {(moment) => (
        <>
          <Moment at={moment()} zone={zones.zone()} />
          <span class="admin-small" data-countdown>
            {rest() < 1 ? 'now' : `in ${rest() < daySeconds ? formatDuration(rest()) : sayAgo(rest())}`}
          </span>
        </>
      )}
    </Show>
  )
}

/** How a run stands: a sign, a word, and for several ticks how many. */
export const RunStateMark = (props: { run: Pick<JobRunLine, 'state' | 'ticks'> }) => {
  const kind = () => jobRunKinds[props.run.state]
  return (
    <span class="admin-state" data-tone={kind().tone} data-run-state={props.run.state} title={kind().hint}>
      <Icon name={kind().icon} />
      {kind().word}
      <Show when={props.run.ticks > 1}> {props.run.ticks} ticks</Show>
    </span>
  )
}

/** The moment that a run is found by: when it began, or should have. */
export const momentOfRun = (run: Pick<JobRunLine, 'startedAt' | 'scheduledFor'>): number | null => {
  const text = run.startedAt ?? run.scheduledFor
  return text === null ? null : Date.parse(text)
}

/** How long a run took, or has taken; nothing for one that never began. */
export const RunLength = (props: { app: WebApp; run: JobRunLine }) => {
  const seconds = () => jobRunSeconds(props.run, props.app.clock.now)
  return (
    <Show when={seconds() !== null} fallback={<Nothing why={jobRunKinds[props.run.state].hint} />}>
      {props.run.state === 'RUNNING' ? formatDuration(seconds() ?? 0) : sayDuration(seconds() ?? 0)}
    </Show>
  )
}
