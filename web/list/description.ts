import type { Accessor, JSX } from 'solid-js'
import type { Revised } from '../graphql/list.ts'
import type { ListSource } from '../graphql/list-source.ts'
import type { Column } from '../kit/table/column.ts'
import type { Things } from './range.ts'
import type { ListView, Sorting } from './view.ts'

/** Which rows, in which order: what of a view the server must know. Words like `now-12h` count when it is asked. */
export type Asked = Pick<ListView, 'q' | 'from' | 'to'> & {
  readonly zone: string
  /** In which shifts change. */
  readonly shiftZone: string
  /** When the runs and fills were that the range names. */
  readonly things: Things
  /** Whether a column is shown that is dear to read. */
  readonly isDear: boolean
}

/** One list page, as data: all that the machinery has to know of its noun. */
export type ListDescription<Row extends Revised> = {
  /** The name of the list in the filter language, in exports, and in what this browser remembers. */
  readonly name: 'runs' | 'fills' | 'environments' | 'instruments'
  readonly noun: { readonly one: string; readonly many: string; readonly title: string }
  readonly columns: readonly Column<Row>[]
  readonly source: ListSource<Row, Asked>
  /** Without a `sort:` in the filter. */
  readonly usualSorting: Sorting
  /** The name that people give a row: 526080. */
  readonly keyOf: (row: Row) => string
  readonly pathOf: (key: string) => string
  /** Attributes `data-…` by which rows are dressed, by all that are here. */
  readonly dress?: (rows: Accessor<readonly Row[]>) => (row: Row) => Readonly<Record<string, string | undefined>>
  /** The essentials of one row, by its key, for the look beside the list. */
  readonly peek: (key: Accessor<string>) => JSX.Element
  /** Between the head and the rows: a count for each status, say. It edits the view as the filter box does. */
  readonly legend?: (given: { readonly asked: Accessor<Asked>; readonly q: Accessor<string>; readonly choose: (q: string) => void }) => JSX.Element
  /** Beside export and copy: what else can be done here. */
  readonly tools?: () => JSX.Element
  /** What can be done with the rows that were picked out. */
  readonly actions?: (selected: Accessor<readonly string[]>) => JSX.Element
  /** By which parameter exports pick out rows. */
  readonly pickedBy: 'numbers' | 'ids'
  /** Nothing at all yet: what to do. */
  readonly none: () => JSX.Element
  /** In the API: the field of the query, and the types of its arguments. */
  readonly api: { readonly field: string; readonly filter: string; readonly order: string }
  /** The arguments of that field, for those who copy the query. */
  readonly argumentsOf: (asked: Asked) => { readonly filter: unknown; readonly orderBy: unknown }
}
