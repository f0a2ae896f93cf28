import { createMemo, createEffect, For, Show, type JSX } from 'solid-js'
import type { WebApp } from '../../app.ts'
import { keepLive } from '../../graphql/live-query.ts'
import { createQuery } from '../../graphql/query.ts'
import { formatDuration, toIsoDuration } from '../../kit/duration.ts'
import { Icon } from '../../kit/icon.tsx'
import { Moment } from '../../kit/moment.tsx'
import { Nothing } from '../../kit/nothing.tsx'
import { Panel } from '../../kit/panel.tsx'
import { runPath } from '../../nouns/links.tsx'
import { Quality } from '../../nouns/quality.tsx'
import { effectiveEnd, effectiveStart, runSeconds } from '../../nouns/run-times.ts'
import { definitionWords, qualityWords } from '../../nouns/run-words.ts'
import { runTouched } from '../../nouns/touched.ts'
import { A } from '@solidjs/router'
import { sayAgo } from '../../kit/ago.ts'
import { runNowDocument, type NowRun } from './documents.ts'

/** What is running, in figures that are read from across the room. */
export const RunPanel = (props: { app: WebApp }) => {
  const { api, clock } = props.app
  const query = createQuery(api, runNowDocument, () => ({}))
  keepLive(api, query, () => runTouched())
  createEffect(() => {
    const now = query.data()?.server.now
    if (now) clock.set(Date.parse(now))
  })
  const first = () => query.data()?.running.nodes[0]
  const others = () => query.data()?.running.nodes.slice(1) ?? []
  const last = () => query.data()?.last.nodes[0]
  return (
    <Panel
      class="home-run"
      title="Run"
      fault={query.fault()}
      isLoading={query.isLoading()}
      hasData={query.data() !== undefined}
      retry={query.reload}
      lines={5}
      aside={<A href="/runs">All runs</A>}
    >
      <Show when={first()} fallback={<Idle app={props.app} last={last()} />}>
        {(run) => <Running app={props.app} run={run()} />}
      </Show>
      <Show when={others().length > 0}>
        <p class="home-line">
          Also running:{' '}
          <For each={others()}>
            {(run) => (
              <>
                <A href={runPath(run.number)}>{run.number}</A> ({definitionWords[run.definition]}){' '}
              </>
            )}
          </For>
          <Show when={(query.data()?.running.totalCount ?? 0) > 4}>
            and <A href="/runs?q=state:running">{(query.data()?.running.totalCount ?? 4) - 4} more</A>
          </Show>
        </p>
      </Show>
    </Panel>
  )
}

const Fact = (props: { label: string; children: JSX.Element }) => (
  <div class="home-fact">
    <dt>{props.label}</dt>
    <dd>{props.children}</dd>
  </div>
)

const Running = (props: { app: WebApp; run: NowRun }) => {
  const { clock, zones } = props.app
  const start = createMemo(() => effectiveStart(props.run))
  const seconds = createMemo(() => runSeconds(props.run, clock.now) ?? 0)
  return (
    <div class="home-run-now" data-state="RUNNING">
      <p class="home-state">
        <span class="home-state-light" aria-hidden="true" />
        Running
      </p>
      <div class="home-figures">
        <p class="home-figure">
          <A class="home-number" href={runPath(props.run.number)} aria-label={`Run ${props.run.number}`}>
            {props.run.number}
          </A>
          <span class="home-caption">
            {definitionWords[props.run.definition]}
            <Show when={props.run.type && props.run.type.name !== props.run.definition && props.run.type}>
              {(type) => <>, {type().name}</>}
            </Show>
          </span>
        </p>
        <p class="home-figure">
          <time class="home-number home-quiet" datetime={toIsoDuration(seconds())}>
            {formatDuration(seconds())}
          </time>
          <span class="home-caption">
            <Show when={start()} fallback="start not known">
              {(at) => (
                <>
                  since <Moment at={at()} zone={zones.zone()} after={clock.now()} hint="Start of the run" />
                </>
              )}
            </Show>
          </span>
        </p>
      </div>
      <dl class="home-facts">
        <Fact label="Started by">{props.run.startedBy ?? <Nothing />}</Fact>
        <Fact label="Detectors">
          <Detectors run={props.run} />
        </Fact>
      </dl>
    </div>
  )
}

/** Nothing runs: that too must be seen from afar, with what ran last and why it ended. */
const Idle = (props: { app: WebApp; last: NowRun | undefined }) => {
  const { clock, zones } = props.app
  return (
    <div class="home-run-now" data-state="IDLE">
      <p class="home-state">
        <span class="home-state-light" aria-hidden="true" />
        Nothing is running
      </p>
      <Show
        when={props.last}
        fallback={
          <p class="home-line">
            No run yet. The first one appears here by itself, as soon as the control system reports it with{' '}
            <code>startRun</code>.
          </p>
        }
      >
        {(run) => {
          const end = createMemo(() => effectiveEnd(run()) ?? 0)
          return (
            <>
              <div class="home-figures">
                <p class="home-figure">
                  <A class="home-number" href={runPath(run().number)} aria-label={`Run ${run().number}, the last one`}>
                    {run().number}
                  </A>
                  <span class="home-caption">last run, {definitionWords[run().definition]}</span>
                </p>
                <p class="home-figure">
                  <span class="home-number home-quiet">{sayAgo(Math.max(0, (clock.now() - end()) / 1000))}</span>
                  <span class="home-caption">
                    since its end at <Moment at={end()} zone={zones.zone()} after={clock.now()} hint="End of the run" />
                  </span>
                </p>
              </div>
              <dl class="home-facts">
                <Fact label="Quality">
                  <Quality quality={run().quality} />
                </Fact>
                <Fact label="Ended by">{run().endedBy ?? <Nothing />}</Fact>
                <Fact label="Why it ended">
                  <For each={run().endReasons} fallback={<Nothing why="nobody has said" />}>
                    {({ category, title, description }) => (
                      <span class="home-reason">
                        {[category, title].filter(Boolean).join(' / ')}
                        <Show when={description}>: {description}</Show>
                      </span>
                    )}
                  </For>
                </Fact>
                <Fact label="Detectors">
                  <Detectors run={run()} />
                </Fact>
              </dl>
            </>
          )
        }}
      </Show>
    </div>
  )
}

/** All by name; bad ones first, with a sign. */
const Detectors = (props: { run: NowRun }) => {
  const sorted = createMemo(() =>
    props.run.detectors.toSorted((a, b) => Number(b.quality === 'BAD') - Number(a.quality === 'BAD')),
  )
  return (
    <Show when={sorted().length > 0} fallback={<Nothing />}>
      <ul class="home-detectors" aria-label={`${sorted().length} detectors`}>
        <For each={sorted()}>
          {({ name, quality }) => (
            <li data-quality={quality} title={`${name}: ${qualityWords[quality]}`}>
              <Show when={quality === 'BAD'}>
                <Icon name="cross" />
                <span class="visually-hidden">bad: </span>
              </Show>
              {name}
            </li>
          )}
        </For>
      </ul>
    </Show>
  )
}
