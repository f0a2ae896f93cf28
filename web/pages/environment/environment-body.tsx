import { A } from '@solidjs/router'
import { createMemo, For, Show } from 'solid-js'
import type { WebApp } from '../../app.ts'
import { formatDuration } from '../../kit/duration.ts'
import { Icon } from '../../kit/icon.tsx'
import { Moment } from '../../kit/moment.tsx'
import { Nothing } from '../../kit/nothing.tsx'
import { Panel } from '../../kit/panel.tsx'
import { RecordFact, RecordTable } from '../../kit/record.tsx'
import { Timeline } from '../../kit/timeline/timeline.tsx'
import type { Stretch } from '../../kit/timeline/model.ts'
import { environmentKinds, isFinal, isStuck, statusWords, stuckRule } from '../../nouns/environment-words.ts'
import { FillLink, RunLink } from '../../nouns/links.tsx'
import { Quality } from '../../nouns/quality.tsx'
import { effectiveStart, runSeconds } from '../../nouns/run-times.ts'
import { definitionWords, stateWords } from '../../nouns/run-words.ts'
import type { EnvironmentAnswer } from './documents.ts'
import { environmentRows, exactMoment, statusLength } from './history.ts'

const kinds = { ...environmentKinds, run: { word: 'run', tone: 'good' } } as const

/** What an environment is doing now, what it did before, and the runs it took. */
export const EnvironmentBody = (props: {
  app: WebApp
  environment: EnvironmentAnswer
  window: Stretch | null
  choose: (window: Stretch | null) => void
}) => {
  const { zones, clock } = props.app
  const history = () => props.environment.history
  const last = () => history().at(-1)
  const since = () => {
    const step = last()
    return step ? Date.parse(step.at) : null
  }
  const secondsSince = () => Math.max(0, clock.now() - (since() ?? clock.now())) / 1000
  const stuck = () => {
    const [step, start] = [last(), since()]
    return step !== undefined && start !== null && isStuck(step.status, start, clock.now())
  }
  const tone = () => {
    const status = props.environment.status
    return stuck() ? 'warn' : status === 'RUNNING' ? 'live' : status === 'ERROR' ? 'bad' : undefined
  }
  const rows = createMemo(() => environmentRows(history(), props.environment.runs.nodes))
  const runs = () => props.environment.runs

  return (
    <>
      <header class="record-head">
        <div class="record-line">
          <h1 class="record-title">
            <span class="record-noun">Environment</span> <code>{props.environment.id}</code>
          </h1>
          <p class="record-state" role="status" data-tone={tone()} data-stuck={stuck() || undefined}>
            <Show when={stuck()}>
              <Icon name="alert" />
              stuck:{' '}
            </Show>
            {props.environment.status ? statusWords[props.environment.status] : 'no status known'}
          </p>
          <div class="record-nav">
            <A class="button" href={`/runs?q=${encodeURIComponent(`environment:${props.environment.id}`)}`}>
              Its runs
            </A>
          </div>
        </div>
        <dl class="record-facts">
          <RecordFact label="Since">
            <Show when={last()} fallback={<Nothing why="No status was told" />}>
              {(step) => <Moment at={Date.parse(step().at)} zone={zones.zone()} hint={exactMoment(step().atNs)} />}
            </Show>
          </RecordFact>
          <Show when={last() && !isFinal(last()!.status)}>
            <RecordFact label="For" hint="So far">
              {formatDuration(secondsSince())}
            </RecordFact>
          </Show>
          <RecordFact label="First heard of">
            <Moment at={Date.parse(props.environment.createdAt)} zone={zones.zone()} />
          </RecordFact>
          <RecordFact label="Statuses" hint="One letter for each: P S D C R E M, X when it is gone">
            <Show when={props.environment.historyLetters} fallback={<Nothing why="None was told" />}>
              <code class="letters">{props.environment.historyLetters}</code>
            </Show>
          </RecordFact>
          <RecordFact label="Runs">{runs().totalCount}</RecordFact>
        </dl>
        <Show when={stuck()}>
          <p class="record-note">
            {stuckRule} This one has been {statusWords[last()!.status]} for {formatDuration(secondsSince())}.
          </p>
        </Show>
      </header>
      <Panel title="Timeline">
        <Timeline
          label={`Environment ${props.environment.id}`}
          rows={rows()}
          kinds={kinds}
          zone={zones.zone()}
          now={clock.now()}
          window={props.window}
          choose={props.choose}
        />
      </Panel>
      <div class="record-columns">
        <Panel title="History">
          <Show
            when={history().length > 0}
            fallback={<p class="record-note">No status was told yet: only runs have named this environment.</p>}
          >
            <RecordTable
              label="History, as a table"
              head={
                <>
                  <th scope="col">Status</th>
                  <th scope="col">From</th>
                  <th scope="col" class="record-number">
                    Length
                  </th>
                  <th scope="col">Message</th>
                </>
              }
            >
              <For each={history().toReversed()}>
                {(step, index) => (
                  <tr data-status={step.status}>
                    <th scope="row">
                      <span class="letter" data-tone={environmentKinds[step.status].tone} aria-hidden="true">
                        {step.letter}
                      </span>{' '}
                      {statusWords[step.status]}
                    </th>
                    <td>
                      <Moment at={Date.parse(step.at)} zone={zones.zone()} hint={exactMoment(step.atNs)} />
                    </td>
                    <td class="record-number">
                      <Show
                        when={step.durationSeconds !== null}
                        fallback={
                          <Show when={index() === 0 && !isFinal(step.status)} fallback={<Nothing why="It is final" />}>
                            <span title="So far">{formatDuration(secondsSince())}</span>
                          </Show>
                        }
                      >
                        <span title={`${step.durationSeconds} s`}>{statusLength(step.durationSeconds ?? 0)}</span>
                      </Show>
                    </td>
                    <td class="message">{step.message ?? <Nothing why="Nothing was said with it" />}</td>
                  </tr>
                )}
              </For>
            </RecordTable>
          </Show>
        </Panel>
        <Panel
          title="Runs"
          aside={runs().totalCount > runs().nodes.length ? `the first ${runs().nodes.length} of ${runs().totalCount}` : undefined}
        >
          <Show when={runs().nodes.length > 0} fallback={<p class="record-note">No run was taken in it.</p>}>
            <RecordTable
              label="Runs, as a table"
              head={
                <>
                  <th scope="col">Run</th>
                  <th scope="col">State</th>
                  <th scope="col">Definition</th>
                  <th scope="col">Quality</th>
                  <th scope="col">Start</th>
                  <th scope="col" class="record-number">
                    Length
                  </th>
                  <th scope="col">Fill</th>
                </>
              }
            >
              <For each={runs().nodes.toReversed()}>
                {(run) => (
                  <tr data-run={run.number}>
                    <th scope="row">
                      <RunLink number={run.number} />
                    </th>
                    <td>{stateWords[run.state]}</td>
                    <td>{definitionWords[run.definition]}</td>
                    <td>
                      <Quality quality={run.quality} />
                    </td>
                    <td>
                      <Show when={effectiveStart(run)} fallback={<Nothing />}>
                        {(start) => <Moment at={start()} zone={zones.zone()} />}
                      </Show>
                    </td>
                    <td class="record-number">
                      <Show when={runSeconds(run, clock.now) !== null} fallback={<Nothing />}>
                        {formatDuration(runSeconds(run, clock.now) ?? 0)}
                      </Show>
                    </td>
                    <td>
                      <Show when={run.fill} fallback={<Nothing why="in no fill" />}>
                        {(fill) => <FillLink number={fill().number} />}
                      </Show>
                    </td>
                  </tr>
                )}
              </For>
            </RecordTable>
          </Show>
        </Panel>
      </div>
    </>
  )
}
