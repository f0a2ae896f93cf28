import { createMemo, Show } from 'solid-js'
import type { WebApp } from '../../app.ts'
import { formatDuration, toIsoDuration } from '../../kit/duration.ts'
import { Moment } from '../../kit/moment.tsx'
import { Nothing } from '../../kit/nothing.tsx'
import { Panel } from '../../kit/panel.tsx'
import { FillLink, RunLink } from '../../nouns/links.tsx'
import { effectiveEnd, effectiveStart } from '../../nouns/run-times.ts'
import type { FillFacts, RunFacts } from './documents.ts'
import { Pairs, type Pair } from './pairs.tsx'
import { sharedSeconds, type Span } from './share.ts'
import type { SurroundingsQuery } from './surroundings.ts'

/** The beams that the run was taken with, and how much of them. */
export const FillPanel = (props: { app: WebApp; run: RunFacts; surroundings: SurroundingsQuery }) => {
  const fill = () => props.surroundings.data()?.run?.fill
  return (
    <Panel
      title="Fill"
      aside={<Show when={props.run.fill}>{(known) => <FillLink number={known().number} />}</Show>}
      fault={props.surroundings.fault()}
      isLoading={props.surroundings.isLoading()}
      hasData={props.surroundings.data() !== undefined}
      retry={() => void props.surroundings.reload()}
    >
      <Show when={fill()} fallback={<p class="sheet-none">The run was taken in no fill.</p>}>
        {(known) => <Known app={props.app} run={props.run} fill={known()} />}
      </Show>
    </Panel>
  )
}

const beams = ({ stableBeamsStart, stableBeamsEnd }: FillFacts): Span | null =>
  stableBeamsStart === null
    ? null
    : { start: Date.parse(stableBeamsStart), end: stableBeamsEnd === null ? null : Date.parse(stableBeamsEnd) }

const Known = (props: { app: WebApp; run: RunFacts; fill: FillFacts }) => {
  const { clock, zones } = props.app
  const stable = createMemo(() => beams(props.fill))
  const share = createMemo(() => {
    const span = stable()
    const start = effectiveStart(props.run)
    if (!span || start === null || props.run.state === 'LOST') return null
    const seconds = sharedSeconds({ start, end: effectiveEnd(props.run) }, span, clock.now())
    const whole = ((span.end ?? clock.now()) - span.start) / 1000
    return { seconds, part: whole > 0 ? seconds / whole : 0 }
  })
  const ordered = createMemo(() => props.fill.runs.nodes.toSorted((a, b) => a.number - b.number))
  const place = () => ordered().findIndex(({ number }) => number === props.run.number)
  const neighbour = (step: number) => (place() < 0 ? undefined : ordered()[place() + step])

  const pairs = (): Pair[] => [
    { label: 'Beams', value: () => props.fill.beamType ?? <Nothing /> },
    {
      label: 'Stable beams',
      value: () => (
        <Show when={stable()} fallback={<span class="nothing">never declared</span>}>
          {(span) => (
            <>
              <Moment at={span().start} zone={zones.zone()} hint="Stable beams declared" /> –{' '}
              <Show when={span().end} fallback="going on">
                {(end) => <Moment at={end()} zone={zones.zone()} after={span().start} hint="End of stable beams" />}
              </Show>
            </>
          )}
        </Show>
      ),
    },
    {
      label: 'This run within them',
      value: () => (
        <Show when={share()} fallback={<Nothing />}>
          {(known) => (
            <>
              <time datetime={toIsoDuration(known().seconds)}>{formatDuration(known().seconds)}</time>, <strong>{(known().part * 100).toFixed(1)}{'\u00a0%'}</strong>
            </>
          )}
        </Show>
      ),
    },
    {
      label: 'Runs of the fill',
      value: () => (
        <>
          {props.fill.runs.totalCount}
          <Show when={neighbour(-1)}>
            {(run) => (
              <span class="sheet-neighbour">
                before <RunLink number={run().number} />
              </span>
            )}
          </Show>
          <Show when={neighbour(1)}>
            {(run) => (
              <span class="sheet-neighbour">
                after <RunLink number={run().number} />
              </span>
            )}
          </Show>
        </>
      ),
    },
  ]
  return <Pairs pairs={pairs()} />
}
