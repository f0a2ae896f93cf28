import { Show } from 'solid-js'
import type { WebApp } from '../../app.ts'
import { sayAgo } from '../../kit/ago.ts'
import { Moment } from '../../kit/moment.tsx'
import { Nothing } from '../../kit/nothing.tsx'
import type { Column } from '../../kit/table/column.ts'
import { shortZone } from '../../kit/time.ts'
import { InstrumentStatus } from '../../nouns/instrument-status.tsx'
import { standingAt } from '../../nouns/instrument-words.ts'
import { InstrumentLink } from '../../nouns/links.tsx'
import type { InstrumentRow } from './documents.ts'

/** All that a list can show of an instrument. */
export const createInstrumentColumns = ({ zones, clock }: Pick<WebApp, 'zones' | 'clock'>): readonly Column<InstrumentRow>[] => {
  const aside = () => shortZone(zones.zone())
  const ago = (at: number) => sayAgo(Math.max(0, clock.now() - at) / 1000)
  const reason = (instrument: InstrumentRow) => standingAt(instrument, clock.now()).reason
  return [
    {
      key: 'name', title: 'Instrument', order: 'name', ascendsFirst: true, width: 'minmax(9rem, 0.7fr)', usual: true, fixed: true, line: 1, asks: 'name',
      cell: (instrument) => <InstrumentLink name={instrument().name} />,
    },
    {
      key: 'status', title: 'Status', width: '8rem', usual: true, line: 1, asks: 'status',
      cell: (instrument) => (
        <Show when={instrument().archivedAt === null} fallback={<Nothing why="It is archived: nobody watches it" />}>
          <InstrumentStatus status={standingAt(instrument(), clock.now()).status} />
        </Show>
      ),
    },
    {
      key: 'since', title: 'For', hint: 'How long it has been in its status', width: '7rem', align: 'end', usual: true, line: 1, asks: 'statusSince', exports: 'statusSince',
      cell: (instrument) => <>{ago(standingAt(instrument(), clock.now()).since)}</>,
    },
    {
      key: 'reason', title: 'Why', hint: 'What was said with the last report', width: 'minmax(8rem, 1.2fr)', usual: true, line: 3, asks: 'statusReason', exports: 'statusReason',
      cell: (instrument) => <Show when={reason(instrument())} fallback={<Nothing why="No reason was given" />}>{reason(instrument())}</Show>,
      text: (instrument) => reason(instrument) ?? undefined,
    },
    {
      key: 'kind', title: 'Kind', order: 'kind', ascendsFirst: true, width: 'minmax(6rem, 0.4fr)', usual: true, line: 2, asks: 'kind',
      cell: (instrument) => <>{instrument().kind}</>,
    },
    {
      key: 'place', title: 'Place', order: 'place', ascendsFirst: true, width: 'minmax(6rem, 0.6fr)', usual: true, line: 2, asks: 'place',
      cell: (instrument) => <Show when={instrument().place} fallback={<Nothing why="Nobody has said where it is" />}>{instrument().place}</Show>,
      text: (instrument) => instrument.place ?? undefined,
    },
    {
      key: 'data', title: 'Last data', aside, hint: 'The time of the newest record, by its own clock', order: 'data', width: '11rem', usual: true, line: 4, label: 'Last data',
      asks: 'lastDataAt', exports: 'lastDataAt',
      cell: (instrument) => (
        <Show when={instrument().lastDataAt} fallback={<Nothing why="No data have come yet" />}>
          {(at) => <Moment at={Date.parse(at())} zone={zones.zone()} />}
        </Show>
      ),
    },
    {
      key: 'age', title: 'Age', hint: 'How long ago its last data were: stale after 24 hours, lost after 48', width: '7.5rem', align: 'end', usual: true, line: 4,
      asks: 'lastDataAt', exports: null,
      cell: (instrument) => (
        <Show when={instrument().lastDataAt} fallback={<Nothing why="No data have come yet" />}>
          {(at) => <>{ago(Date.parse(at()))}</>}
        </Show>
      ),
    },
    {
      key: 'updated', title: 'Changed', aside, hint: 'When somebody last changed what is known of it', order: 'updated', width: '11rem', usual: false, asks: 'updatedAt', exports: 'updatedAt',
      cell: (instrument) => <Moment at={Date.parse(instrument().updatedAt)} zone={zones.zone()} />,
    },
  ]
}
