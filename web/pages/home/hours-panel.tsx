import { createMemo, createSignal, Show } from 'solid-js'
import type { WebApp } from '../../app.ts'
import { keepLive } from '../../graphql/live-query.ts'
import { createQuery } from '../../graphql/query.ts'
import { Panel } from '../../kit/panel.tsx'
import { Segmented } from '../../kit/segmented.tsx'
import type { Kind, TimelineRow } from '../../kit/timeline/model.ts'
import { Timeline } from '../../kit/timeline/timeline.tsx'
import { fillPath, runPath } from '../../nouns/links.tsx'
import { effectiveEnd, effectiveStart } from '../../nouns/run-times.ts'
import { definitionWords, qualityWords } from '../../nouns/run-words.ts'
import { fillTouched, runTouched } from '../../nouns/touched.ts'
import { lastHoursDocument } from './documents.ts'

const minute = 60_000
const hour = 60 * minute

const kinds: Readonly<Record<string, Kind>> = {
  beams: { word: 'stable beams', tone: 'beam' },
  RUNNING: { word: 'running', tone: 'live' },
  GOOD: { word: 'good', tone: 'good' },
  BAD: { word: 'bad', tone: 'bad' },
  TEST: { word: 'test', tone: 'test' },
  NONE: { word: 'not judged', tone: 'plain' },
}

const spans = [6, 12, 24] as const
type Span = `${(typeof spans)[number]}`

/** Runs over stable beams, as the last hours went. */
export const HoursPanel = (props: { app: WebApp }) => {
  const { api, clock, zones } = props.app
  const [span, setSpan] = createSignal<Span>('12')
  const until = createMemo(() => (Math.floor(clock.now() / minute) + 1) * minute)
  const since = createMemo(() => until() - Number(span()) * hour)
  // Asked once for each quarter of an hour; what changes meanwhile comes by itself.
  const asked = createMemo(() => Math.floor(since() / (15 * minute)) * 15 * minute)
  const query = createQuery(api, lastHoursDocument, () => ({ since: new Date(asked()).toISOString() }))
  keepLive(api, query, () => runTouched())
  keepLive(api, query, () => fillTouched())

  const rows = createMemo((): readonly TimelineRow[] => {
    const data = query.data()
    const seen = (end: number | null) => end === null || end > since()
    return [
      {
        id: 'fills',
        label: 'Stable beams',
        intervals: (data?.fills.nodes ?? []).flatMap(({ id, number, beamType, stableBeamsStart, stableBeamsEnd }) => {
          const end = stableBeamsEnd === null ? null : Date.parse(stableBeamsEnd)
          if (stableBeamsStart === null || !seen(end)) return []
          const start = Date.parse(stableBeamsStart)
          return [
            { id, start, end, kind: 'beams', label: `Fill ${number}`, hint: beamType ?? undefined, href: fillPath(number) },
          ]
        }),
      },
      {
        id: 'runs',
        label: 'Runs',
        intervals: (data?.runs.nodes ?? []).flatMap((run) => {
          const start = effectiveStart(run)
          const end = effectiveEnd(run)
          if (start === null || !seen(end)) return []
          return [
            {
              id: run.id,
              start,
              end,
              kind: run.state === 'RUNNING' ? 'RUNNING' : run.quality,
              label: `Run ${run.number}`,
              hint: `${definitionWords[run.definition]}, ${run.state === 'RUNNING' ? 'running' : qualityWords[run.quality]}`,
              href: runPath(run.number),
            },
          ]
        }),
      },
    ]
  })
  const isEmpty = () => rows().every(({ intervals }) => intervals.length === 0)

  return (
    <Panel
      class="home-hours"
      title={`The last ${span()} hours`}
      fault={query.fault()}
      isLoading={query.isLoading()}
      hasData={query.data() !== undefined}
      retry={query.reload}
      lines={4}
      aside={
        <Segmented
          name="home-hours"
          label="How far back"
          segments={spans.map((hours) => ({ value: `${hours}` as Span, label: `${hours} h` }))}
          value={span()}
          choose={setSpan}
        />
      }
    >
      <Show
        when={!isEmpty()}
        fallback={<p class="home-line">No run and no stable beams in the last {span()} hours.</p>}
      >
        <Timeline
          label={`Runs and stable beams of the last ${span()} hours`}
          rows={rows()}
          kinds={kinds}
          zone={zones.zone()}
          now={clock.now()}
          range={{ start: since(), end: until() }}
        />
      </Show>
    </Panel>
  )
}
