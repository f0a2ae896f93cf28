import { createSignal, Show } from 'solid-js'
import type { WebApp } from '../../app.ts'
import { Action } from '../../kit/action.tsx'
import { sayAgo } from '../../kit/ago.ts'
import { CopyMenu } from '../../kit/copy-menu.tsx'
import { Moment } from '../../kit/moment.tsx'
import { Nothing } from '../../kit/nothing.tsx'
import { RecordFact } from '../../kit/record.tsx'
import { InstrumentStatus } from '../../nouns/instrument-status.tsx'
import { standingAt } from '../../nouns/instrument-words.ts'
import { instrumentPath } from '../../nouns/paths.ts'
import { archive, ArchiveDialog } from './archive-dialog.tsx'
import { instrumentDocument, statusesAtMost, type InstrumentAnswer } from './documents.ts'
import { EditDialog } from './edit-dialog.tsx'
import { ReportDialog } from './report-dialog.tsx'

const right = 'instrument:write'

/** 47.3769° N, 8.5417° E */
const placeWords = (latitude: number, longitude: number): string =>
  `${Math.abs(latitude)}° ${latitude < 0 ? 'S' : 'N'}, ${Math.abs(longitude)}° ${longitude < 0 ? 'W' : 'E'}`

/** What it is, how it is, since when and why; and what may be done about it. */
export const InstrumentHead = (props: { app: WebApp; instrument: InstrumentAnswer; reload: () => Promise<void> }) => {
  const { zones, clock, viewer } = props.app
  const [open, setOpen] = createSignal<'edit' | 'report' | 'archive' | null>(null)
  const close = () => setOpen(null)
  const whyNot = () => viewer.whyNot(right)
  const isArchived = () => props.instrument.archivedAt !== null
  const takeBack = async () => {
    if (await archive(props.app, props.instrument.name, false)) await props.reload()
  }
  const standing = () => standingAt(props.instrument, clock.now())
  const lastDataAt = () => (props.instrument.lastDataAt === null ? null : Date.parse(props.instrument.lastDataAt))
  const ago = (moment: number) => sayAgo(Math.max(0, clock.now() - moment) / 1000)
  return (
    <header class="record-head">
      <div class="record-line">
        <h1 class="record-title">
          <span class="record-noun">Instrument</span> {props.instrument.name}
        </h1>
        <p class="record-state instrument-now" role="status">
          <InstrumentStatus status={standing().status} />
          <Show when={isArchived()}>, put away</Show>
        </p>
        <div class="record-nav">
          <Action whyNot={whyNot() ?? (isArchived() ? 'It is put away: take it back first.' : undefined)} act={() => setOpen('report')}>
            Report status …
          </Action>
          <Action whyNot={whyNot()} act={() => setOpen('edit')}>
            Edit …
          </Action>
          <Show
            when={isArchived()}
            fallback={
              <Action whyNot={whyNot()} act={() => setOpen('archive')}>
                Put away …
              </Action>
            }
          >
            <Action whyNot={whyNot()} act={() => void takeBack()}>
              Take back
            </Action>
          </Show>
          <CopyMenu
            toasts={props.app.toasts}
            path={instrumentPath(props.instrument.name)}
            document={instrumentDocument}
            variables={{ name: props.instrument.name, statuses: statusesAtMost }}
          />
        </div>
      </div>
      <dl class="record-facts">
        <RecordFact label="Since">
          <Moment at={standing().since} zone={zones.zone()} hint="Since when it has this status" />, {ago(standing().since)}
        </RecordFact>
        <RecordFact label="Why">{standing().reason ?? <Nothing why="No reason was given" />}</RecordFact>
        <RecordFact label="Last data" hint="The time of the newest record, by its own clock; stale after 24 hours, lost after 48">
          <Show when={lastDataAt()} fallback={<Nothing why="No data have come yet" />}>
            {(at) => (
              <>
                <Moment at={at()} zone={zones.zone()} />, <span class="instrument-age">{ago(at())} ago</span>
              </>
            )}
          </Show>
        </RecordFact>
        <Show when={standing().status !== props.instrument.reportedStatus}>
          <RecordFact label="Last reported" hint="What it reported before it fell silent">
            <InstrumentStatus status={props.instrument.reportedStatus} />
          </RecordFact>
        </Show>
        <RecordFact label="Kind">{props.instrument.kind}</RecordFact>
        <RecordFact label="Place">
          <Show when={props.instrument.place} fallback={<Nothing why="Nobody has said where it is" />}>
            {props.instrument.place}
          </Show>
        </RecordFact>
        <Show when={props.instrument.latitude !== null && props.instrument.longitude !== null}>
          <RecordFact label="On the map">{placeWords(props.instrument.latitude ?? 0, props.instrument.longitude ?? 0)}</RecordFact>
        </Show>
        <Show when={props.instrument.archivedAt}>
          {(at) => (
            <RecordFact label="Put away" hint="No longer watched; its data are kept">
              <Moment at={Date.parse(at())} zone={zones.zone()} />
            </RecordFact>
          )}
        </Show>
      </dl>
      <Show when={props.instrument.description}>
        <p class="instrument-description">{props.instrument.description}</p>
      </Show>
      <EditDialog app={props.app} instrument={props.instrument} isOpen={open() === 'edit'} close={close} reload={props.reload} />
      <ReportDialog app={props.app} instrument={props.instrument} isOpen={open() === 'report'} close={close} reload={props.reload} />
      <ArchiveDialog app={props.app} name={props.instrument.name} isOpen={open() === 'archive'} close={close} reload={props.reload} />
    </header>
  )
}
