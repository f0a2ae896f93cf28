import { createMemo, For, Show, type JSX } from 'solid-js'
import type { WebApp } from '../../app.ts'
import { sayAgo } from '../../kit/ago.ts'
import { Moment } from '../../kit/moment.tsx'
import { Nothing } from '../../kit/nothing.tsx'
import { Panel } from '../../kit/panel.tsx'
import { RecordTable } from '../../kit/record.tsx'
import type { Stretch, TimelineInterval } from '../../kit/timeline/model.ts'
import { Timeline } from '../../kit/timeline/timeline.tsx'
import { InstrumentStatus } from '../../nouns/instrument-status.tsx'
import { instrumentKinds, instrumentWords } from '../../nouns/instrument-words.ts'
import { statusesAtMost, type InstrumentAnswer, type StatusEntry } from './documents.ts'

/** More lines are not read: the band has all of them. */
const linesAtMost = 50

const toInterval = ({ id, status, reason, at, until, actor }: StatusEntry): TimelineInterval => ({
  id,
  start: Date.parse(at),
  end: until === null ? null : Date.parse(until),
  kind: status,
  label: instrumentWords[status],
  hint: [reason, `by ${actor}`].filter(Boolean).join('\n'),
})

/** The statuses that it took: a band over the time of the charts, and a list. */
export const StatusPanel = (props: {
  app: WebApp
  instrument: InstrumentAnswer
  range: Stretch
  zoom: Stretch | null
  choose: (zoom: Stretch | null) => void
  /** Chooses the time of the band, where no charts above it do. */
  tools?: JSX.Element
}) => {
  const { clock, zones } = props.app
  const entries = () => props.instrument.statusHistory.nodes
  const rows = createMemo(() => {
    const { start, end } = props.range
    const seen = entries().map(toInterval).filter((one) => one.start < end && (one.end ?? Infinity) > start)
    return [{ id: 'status', label: 'Status', hint: 'none was told for this time', intervals: seen }]
  })
  const count = () => props.instrument.statusHistory.totalCount
  const length = ({ at, until }: StatusEntry) =>
    sayAgo(Math.max(0, (until === null ? clock.now() : Date.parse(until)) - Date.parse(at)) / 1000)
  return (
    <Panel
      title="Status"
      aside={
        <div class="instrument-tools">
          <Show when={count() > linesAtMost}>
            the last {linesAtMost} of {count()}
          </Show>
          {props.tools}
        </div>
      }
    >
      <Timeline
        label={`Status of ${props.instrument.name}`}
        rows={rows()}
        kinds={instrumentKinds}
        zone={zones.zone()}
        now={clock.now()}
        range={props.range}
        window={props.zoom}
        choose={props.choose}
      />
      <Show when={count() > statusesAtMost}>
        <p class="record-note">
          The band has the last {statusesAtMost} of {count()} statuses.
        </p>
      </Show>
      <Show when={entries().length > 0} fallback={<p class="record-note">No status has been told yet.</p>}>
        <div class="instrument-statuses">
          <RecordTable
            label="Statuses, as a table"
            head={
              <>
                <th scope="col">Status</th>
                <th scope="col">From</th>
                <th scope="col" class="record-number">
                  Length
                </th>
                <th scope="col">Why</th>
                <th scope="col">Who</th>
              </>
            }
          >
            <For each={entries().slice(0, linesAtMost)}>
              {(entry) => (
                <tr data-status={entry.status}>
                  <th scope="row">
                    <InstrumentStatus status={entry.status} />
                  </th>
                  <td>
                    <Moment at={Date.parse(entry.at)} zone={zones.zone()} />
                  </td>
                  <td class="record-number" title={entry.until === null ? 'So far' : undefined}>
                    {length(entry)}
                  </td>
                  <td class="instrument-why">{entry.reason ?? <Nothing why="No reason was given" />}</td>
                  <td>{entry.actor}</td>
                </tr>
              )}
            </For>
          </RecordTable>
        </div>
      </Show>
    </Panel>
  )
}
