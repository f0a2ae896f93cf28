import { For } from 'solid-js'
import type { WebApp } from '../../app.ts'
import { formatDuration } from '../../kit/duration.ts'
import { Moment } from '../../kit/moment.tsx'
import { Nothing } from '../../kit/nothing.tsx'
import { Timeline } from '../../kit/timeline/timeline.tsx'
import type { Kind, TimelineRow } from '../../kit/timeline/model.ts'
import { InstrumentStatus } from '../../nouns/instrument-status.tsx'
import { instrumentKinds, instrumentStatuses } from '../../nouns/instrument-words.ts'
import { Quality } from '../../nouns/quality.tsx'
import { qualityWords, valuesOf } from '../../nouns/run-words.ts'
import { Tag } from '../../nouns/tag.tsx'
import { ChartSection } from './chart-section.tsx'
import type { KitPart } from './part.tsx'

// In the hour that the clocks of Zurich show twice.
const repeated = Date.parse('2026-10-25T00:30:00Z')
const hour = 3_600_000

const kinds: Readonly<Record<string, Kind>> = {
  beam: { word: 'stable beams', tone: 'beam' },
  good: { word: 'good', tone: 'good' },
  bad: { word: 'bad', tone: 'bad' },
  test: { word: 'test', tone: 'test' },
}

const at = (from: number, to: number | null) => ({
  start: repeated + from * hour,
  end: to === null ? null : repeated + to * hour,
})

const rows: readonly TimelineRow[] = [
  { id: 'beam', label: 'Beam', intervals: [{ id: 'b', ...at(-2, 5), kind: 'beam', label: 'stable beams' }] },
  {
    id: 'runs',
    label: 'Runs',
    intervals: [
      { id: '1', ...at(-1.8, 0.4), kind: 'good', label: '526080' },
      { id: '2', ...at(0.6, 1.1), kind: 'bad', label: '526081' },
      { id: '3', ...at(1.2, 1.5), kind: 'test', label: '526082' },
      { id: '4', ...at(1.7, 4.8), kind: 'good', label: '526083' },
    ],
  },
]

const swatches = [
  'ground', 'surface', 'raised', 'hover', 'line', 'line-strong', 'ink', 'ink-strong', 'ink-soft', 'ink-faint',
  'accent', 'accent-ground', 'live', 'live-ground', 'good', 'bad', 'bad-ground', 'test', 'warn', 'warn-ground', 'beam',
] as const

const Swatches = () => (
  <ul class="kit-swatches">
    <For each={swatches}>
      {(name) => (
        <li class="kit-swatch">
          <span
            class="kit-swatch-color"
            ref={(element) => element.style.setProperty('background-color', `var(--${name})`)}
          />
          --{name}
        </li>
      )}
    </For>
  </ul>
)

export const dataParts = (app: WebApp): readonly KitPart[] => [
  {
    name: 'Colours',
    file: 'web/kit/tokens.css',
    what: 'Each is a light and a dark one. A colour is never the only sign: a word or a drawing stands beside it.',
    draw: () => <Swatches />,
  },
  {
    name: 'Moments and durations',
    file: 'web/kit/moment.tsx, duration.ts, nothing.tsx',
    what: 'By the wall clock of a zone, which stands on hover. The hour that comes twice in autumn says which it is.',
    draw: () => (
      <>
        <div class="kit-row">
          <Moment at={repeated - 5 * hour} zone="Europe/Zurich" />
          <Moment at={repeated} zone="Europe/Zurich" />
          <Moment at={repeated + hour} zone="Europe/Zurich" />
          <Moment at={repeated} zone="UTC" />
        </div>
        <div class="kit-row">
          <span>
            <Moment at={repeated} zone="Europe/Zurich" after={repeated - 5 * hour} /> (the day after)
          </span>
          <span>{formatDuration(4931)}</span>
          <Nothing why="not known" />
        </div>
      </>
    ),
  },
  {
    name: 'Quality and tags',
    file: 'web/nouns/quality.tsx, tag.tsx',
    what: 'What people think of data, and their words on it.',
    draw: () => (
      <div class="kit-row">
        <For each={valuesOf(qualityWords)}>{(quality) => <Quality quality={quality} />}</For>
        <Tag text="to review" color={null} hint={null} />
        <Tag text="low field" color="#b35900" hint="Field below 0.5 T" />
      </div>
    ),
  },
  {
    name: 'Status of an instrument',
    file: 'web/nouns/instrument-status.tsx, instrument-words.ts',
    what: 'A colour, a shape and a word; the same in a timeline. What most needs a look stands first.',
    draw: (side) => (
      <>
        <div class="kit-row">
          <For each={instrumentStatuses}>{(status) => <InstrumentStatus status={status} />}</For>
        </div>
        <Timeline
          label={`Statuses (${side})`}
          rows={[
            {
              id: 'status',
              label: 'Status',
              intervals: instrumentStatuses.map((status, index) => ({
                id: status, ...at(index * 0.5, (index + 1) * 0.5), kind: status, label: instrumentKinds[status].word,
              })),
            },
          ]}
          kinds={instrumentKinds}
          zone="UTC"
          now={app.clock.now()}
        />
      </>
    ),
  },
  {
    name: 'Timeline',
    file: 'web/kit/timeline/timeline.tsx',
    what: 'Rows of intervals on the wall clock of a zone. Drag or + − 0 to zoom, arrows from one to the next; a table beside it.',
    draw: (side) => (
      <Timeline label={`Runs of a fill (${side})`} rows={rows} kinds={kinds} zone="Europe/Zurich" now={app.clock.now()} />
    ),
  },
  {
    name: 'Charts',
    file: 'web/kit/chart/time-chart.tsx, bar-chart.tsx, sparkline.tsx',
    what: 'Values over time, counts, and a line of values in a line of text; each with a table, PNG, SVG and CSV. Follows the theme of the page.',
    once: true,
    draw: () => <ChartSection app={app} />,
  },
]
