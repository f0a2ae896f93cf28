import type { WebApp } from '../../app.ts'
import { Empty } from '../../kit/states.tsx'
import type { ListDescription } from '../../list/description.ts'
import { ListPage } from '../../list/list-page.tsx'
import { isStable } from '../../nouns/fill-words.ts'
import { fillPath } from '../../nouns/paths.ts'
import { createFillColumns } from './columns.tsx'
import type { FillRow } from './documents.ts'
import { FillPeek } from './fill-peek.tsx'
import { toRequest } from './request.ts'
import { createFillsSource } from './source.ts'
import './fill-table.css'

/** The list of fills, as data. */
const describeFills = (app: WebApp): ListDescription<FillRow> => ({
  name: 'fills',
  noun: { one: 'fill', many: 'fills', title: 'Fills' },
  columns: createFillColumns(app),
  source: createFillsSource(app),
  usualSorting: { word: 'number', descending: true },
  keyOf: ({ number }) => String(number),
  pathOf: (key) => fillPath(Number(key)),
  dress: () => (fill) => ({ fill: String(fill.number), stable: isStable(fill) ? 'on' : undefined }),
  peek: (key) => <FillPeek app={app} number={Number(key())} />,
  pickedBy: 'numbers',
  none: () => (
    <Empty title="No fills yet">
      <p>
        The first one appears here by itself, as soon as somebody tells of it with <code>ingestFills</code>.
      </p>
      <p>
        Fills of the past come in with <code>npx logline import fills</code>.
      </p>
    </Empty>
  ),
  api: { field: 'fills', filter: 'FillFilter', order: 'FillOrder' },
  argumentsOf: (asked) => toRequest(asked, app.clock.now()),
})

/** All fills, live. The address says which, and in which order. */
export const FillsPage = (props: { app: WebApp }) => <ListPage app={props.app} list={describeFills(props.app)} />
