import { createEffect, createMemo, on, Show, type JSX } from 'solid-js'
import type { WebApp } from '../../../app.ts'
import { createQuery } from '../../../graphql/query.ts'
import { LogView } from '../../../kit/log-view.tsx'
import { Moment } from '../../../kit/moment.tsx'
import { Nothing } from '../../../kit/nothing.tsx'
import { Panel } from '../../../kit/panel.tsx'
import { RecordFact } from '../../../kit/record.tsx'
import { jobRunKinds, triggerWords } from '../../../nouns/job-words.ts'
import { jobRunDocument, type JobRunWhole } from './documents.ts'
import { RunLength, RunStateMark } from './job-parts.tsx'

/** How often (s) a run that goes on is read again: the server writes its lines down about each second. */
const rereadSeconds = 1

/** One run: when, by whom, how it ended, what it gave back and what it said, while it says it. */
export const RunPanel = (props: {
  app: WebApp
  id: string
  job: string
  /** Changes when runs have begun or ended. */
  stamp: string
  close: () => void
}) => {
  const { api, clock } = props.app
  const query = createQuery(api, jobRunDocument, () => ({ id: props.id }))
  const run = createMemo((): JobRunWhole | null => {
    const node = query.data()?.node
    return node && 'log' in node && node.job === props.job ? (node as JobRunWhole) : null
  })
  createEffect(
    on(
      () => props.stamp,
      () => void query.reload(),
      { defer: true },
    ),
  )
  const beat = createMemo(() => (run()?.state === 'RUNNING' ? Math.floor(clock.now() / 1000 / rereadSeconds) : null))
  createEffect(on(beat, (now) => now !== null && !query.isLoading() && void query.reload(), { defer: true }))

  return (
    <Panel
      title="One run"
      class="one-run"
      aside={
        <button type="button" class="link" onClick={() => props.close()}>
          Close it
        </button>
      }
      fault={query.fault()}
      isLoading={query.isLoading() && !run()}
      hasData={run() !== null}
      retry={() => void query.reload()}
      lines={6}
    >
      <Show when={run()} fallback={<p class="record-note">There is no such run of this job: runs are kept for 90 days.</p>}>
        {(known) => <RunFacts app={props.app} run={known()} />}
      </Show>
    </Panel>
  )
}

const RunFacts = (props: { app: WebApp; run: JobRunWhole }) => {
  const { zones } = props.app
  const moment = (at: string | null, why: string): JSX.Element => (
    <Show when={at} fallback={<Nothing why={why} />}>
      {(text) => <Moment at={Date.parse(text())} zone={zones.zone()} />}
    </Show>
  )
  const kind = () => jobRunKinds[props.run.state]
  const result = createMemo(() => (props.run.result === null ? null : JSON.stringify(props.run.result, null, 2)))
  return (
    <>
      <p role="status">
        <RunStateMark run={props.run} /> <span class="one-run-means">{kind().hint}</span>
      </p>
      <dl class="record-facts">
        <RecordFact label={props.run.scheduledUntil ? 'Due from' : 'Due'} hint="The tick of its schedule">
          {moment(props.run.scheduledFor, 'It was run by hand')}
        </RecordFact>
        <Show when={props.run.scheduledUntil}>
          <RecordFact label="Due until">{moment(props.run.scheduledUntil, '')}</RecordFact>
        </Show>
        <RecordFact label="Began">{moment(props.run.startedAt, kind().hint)}</RecordFact>
        <RecordFact label="Ended">{moment(props.run.endedAt, props.run.state === 'RUNNING' ? 'It goes on' : kind().hint)}</RecordFact>
        <RecordFact label="Length">
          <RunLength app={props.app} run={props.run} />
        </RecordFact>
        <RecordFact label="Why it ran">
          {triggerWords[props.run.trigger]}
          <Show when={props.run.triggeredBy}>{(who) => `, ${who()}`}</Show>
        </RecordFact>
        <RecordFact label="Attempt">{props.run.attempt}</RecordFact>
        <RecordFact label="Server">{props.run.server ?? <Nothing why="No server ran it" />}</RecordFact>
      </dl>
      <Show when={props.run.error}>
        {(error) => (
          <section class="one-run-part">
            <h3>Error</h3>
            <pre class="one-run-error" tabindex="0">
              {error()}
            </pre>
          </section>
        )}
      </Show>
      <Show when={result()}>
        {(text) => (
          <section class="one-run-part">
            <h3>Result</h3>
            <pre class="one-run-result" tabindex="0">
              {text()}
            </pre>
          </section>
        )}
      </Show>
      <Show when={props.run.startedAt !== null}>
        <section class="one-run-part">
          <h3>Log</h3>
          <LogView
            lines={props.run.log}
            zone={zones.zone()}
            isGrowing={props.run.state === 'RUNNING'}
            label="What the run said"
          />
        </section>
      </Show>
    </>
  )
}
