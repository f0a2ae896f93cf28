import type { WebApp } from '../../app.ts'
import { Empty } from '../../kit/states.tsx'
import type { ListDescription } from '../../list/description.ts'
import { ListPage } from '../../list/list-page.tsx'
import { standingAt } from '../../nouns/instrument-words.ts'
import { instrumentPath } from '../../nouns/paths.ts'
import { createInstrumentColumns } from './columns.tsx'
import type { InstrumentRow } from './documents.ts'
import { InstrumentPeek } from './instrument-peek.tsx'
import { NewInstrument } from './new-dialog.tsx'
import { toRequest } from './request.ts'
import { createInstrumentsSource } from './source.ts'
import { StatusLegend } from './status-legend.tsx'
import './instrument-table.css'

/** The list of instruments, as data. */
const describeInstruments = (app: WebApp): ListDescription<InstrumentRow> => ({
  name: 'instruments',
  noun: { one: 'instrument', many: 'instruments', title: 'Instruments' },
  columns: createInstrumentColumns(app),
  source: createInstrumentsSource(app),
  usualSorting: { word: 'name', descending: false },
  keyOf: ({ name }) => name,
  pathOf: instrumentPath,
  dress: () => (instrument) => ({
    instrument: instrument.name,
    status: standingAt(instrument, app.clock.now()).status,
    archived: instrument.archivedAt === null ? undefined : '',
  }),
  peek: (key) => <InstrumentPeek app={app} name={key()} />,
  legend: ({ asked, q, choose }) => <StatusLegend app={app} asked={asked()} q={q()} choose={choose} />,
  tools: () => <NewInstrument app={app} />,
  pickedBy: 'ids',
  none: () => (
    <Empty title="No instruments yet">
      <p>
        An instrument appears here by itself, as soon as somebody makes it: here, or with <code>createInstrument</code>. Its
        measurements come in with <code>ingestMeasurements</code>.
      </p>
    </Empty>
  ),
  api: { field: 'instruments', filter: 'InstrumentFilter', order: 'InstrumentOrder' },
  argumentsOf: (asked) => toRequest(asked, app.clock.now()),
})

/** All instruments, live. The address says which, and in which order. */
export const InstrumentsPage = (props: { app: WebApp }) => <ListPage app={props.app} list={describeInstruments(props.app)} />
