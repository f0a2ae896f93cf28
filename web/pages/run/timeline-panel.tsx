import { useSearchParams } from '@solidjs/router'
import { createMemo, Show } from 'solid-js'
import type { WebApp } from '../../app.ts'
import { Panel } from '../../kit/panel.tsx'
import type { Stretch } from '../../kit/timeline/model.ts'
import { Timeline } from '../../kit/timeline/timeline.tsx'
import { effectiveEnd, effectiveStart } from '../../nouns/run-times.ts'
import type { RunFacts } from './documents.ts'
import type { SurroundingsQuery } from './surroundings.ts'
import { aroundKinds, rangeAround, rowsAround } from './timeline-rows.ts'

/** What is seen of the timeline stands in the address: `?seen=2024-05-01T10:00:00.000Z..2024-05-01T11:00:00.000Z`. */
const readSeen = (text: string | undefined): Stretch | null => {
  const [start = NaN, end = NaN] = (text ?? '').split('..').map((part) => Date.parse(part))
  return start < end ? { start, end } : null
}

const writeSeen = ({ start, end }: Stretch): string => `${new Date(start).toISOString()}..${new Date(end).toISOString()}`

/** The run by both clocks, among the beams, the other runs of the fill, and the life of the environment. */
export const TimelinePanel = (props: { app: WebApp; run: RunFacts; surroundings: SurroundingsQuery }) => {
  const { clock, zones } = props.app
  const [parameters, setParameters] = useSearchParams<{ seen?: string }>()
  const rows = createMemo(() => rowsAround(props.run, props.surroundings.data()?.run ?? null))
  const range = createMemo(() => rangeAround(rows(), clock.now()))
  const mark = createMemo(() => {
    const start = effectiveStart(props.run)
    const end = effectiveEnd(props.run) ?? (props.run.state === 'RUNNING' ? clock.now() : null)
    return start === null || end === null || end <= start ? [] : [{ start, end, label: `Run ${props.run.number}` }]
  })
  const seen = createMemo(() => readSeen(parameters.seen))
  return (
    <Panel
      title="Timeline"
      class="sheet-wide"
      fault={props.surroundings.fault()}
      isLoading={props.surroundings.isLoading()}
      hasData={props.surroundings.data() !== undefined}
      retry={() => void props.surroundings.reload()}
      lines={6}
    >
      <Show when={range()} fallback={<p class="sheet-none">No times of this run are known.</p>}>
        {(whole) => (
          <Timeline
            label={`Around run ${props.run.number}`}
            rows={rows()}
            kinds={aroundKinds}
            zone={zones.zone()}
            now={clock.now()}
            range={whole()}
            window={seen()}
            choose={(wanted) =>
              setParameters({ seen: wanted ? writeSeen(wanted) : null }, { replace: true, scroll: false })
            }
            marks={mark()}
          />
        )}
      </Show>
    </Panel>
  )
}
