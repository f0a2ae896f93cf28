import type { Accessor, JSX } from 'solid-js'

/** A column of a table, as data. */
export type Column<Row> = {
  /** In the address and in exports. */
  readonly key: string
  readonly title: string
  /** What it is, for the hover text of its head and for those who choose columns. */
  readonly hint?: string
  /** Beside the title: the zone of times. */
  readonly aside?: () => string
  /** The word by which the list is ordered by this column (`sort:started`); without one it can't be. */
  readonly order?: string
  /** Which way a first click on the head orders; the greatest first unless it says so. */
  readonly ascendsFirst?: boolean
  /** A track of the grid: `6rem`, `minmax(8rem, 1fr)`. */
  readonly width: string
  readonly align?: 'end'
  /** Shown until the reader chooses. */
  readonly usual: boolean
  /** Usual on pages at least this wide (rem) only. */
  readonly from?: number
  /** Stands first, and can't be left out. */
  readonly fixed?: boolean
  /** On which line of a card it stands, on a narrow page; 4 unless it says so. */
  readonly line?: 1 | 2 | 3 | 4
  /** Before the value in a card, where the value doesn't say what it is. */
  readonly label?: string
  /** Costs the server so much that it is read only while it is shown. */
  readonly isDear?: boolean
  readonly cell: (row: Accessor<Row>) => JSX.Element
  /** The hover text of a cell. */
  readonly text?: (row: Row) => string | undefined
  /** What to ask the API for (`fill { number }`), for those who copy the query. */
  readonly asks: string
  /** What it is called in exports; its key unless it says so, and null where exports don't have it. */
  readonly exports?: string | null
}

/** The columns that are shown until the reader chooses. @param width of the page, in rem */
export const usualColumns = <Row>(columns: readonly Column<Row>[], width: number): readonly Column<Row>[] =>
  columns.filter(({ usual, from = 0 }) => usual && width >= from)

/** Those that were chosen, in the order they were chosen in; fixed ones always, and first. */
export const chosenColumns = <Row>(columns: readonly Column<Row>[], keys: readonly string[]): readonly Column<Row>[] => [
  ...columns.filter(({ fixed }) => fixed),
  ...keys.flatMap((key) => columns.filter((column) => column.key === key && !column.fixed)),
]

/** As lines of a card. */
export const toLines = <Row>(columns: readonly Column<Row>[]): readonly (readonly Column<Row>[])[] =>
  [1, 2, 3, 4]
    .map((line) => columns.filter((column) => (column.line ?? 4) === line))
    .filter((cells) => cells.length > 0)

/** The width below which columns scroll sideways, as CSS. */
export const leastWidth = (columns: readonly { readonly width: string }[]): string =>
  `calc(${['2.25rem', ...columns.map(({ width }) => /^minmax\(([^,]+),/.exec(width)?.[1] ?? width)].join(' + ')})`
