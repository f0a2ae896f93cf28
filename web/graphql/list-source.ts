import type { Accessor } from 'solid-js'
import type { Answer } from './client.ts'
import type { Fault } from './fault.ts'
import type { Landing } from './landing.ts'
import type { ListPage, Order, RowChange } from './list.ts'
import type { Ends, PageWanted, Sight } from './reach.ts'

/** The beginning of a list, and where the events stood beside it. */
export type Reading<Row> = { page: ListPage<Row>; totalCount: number; eventCursor: string }

/** How one list is asked for. `Asked` is which rows, in which order, as the server takes it. */
export type ListSource<Row, Asked> = {
  read: (asked: Asked, first: number) => Promise<Answer<Reading<Row>>>
  readPage: (asked: Asked, wanted: PageWanted) => Promise<Answer<ListPage<Row>>>
  /** Where a page begins and ends, without the page. */
  hop: (asked: Asked, wanted: PageWanted) => Promise<Answer<Ends>>
  count: (asked: Asked) => Promise<Answer<number>>
  follow: (
    asked: Asked,
    after: string,
    tell: { change: (change: RowChange<Row>) => void; resync: () => void; refused: (fault: Fault) => void },
  ) => () => void
  orderOf: (asked: Asked) => Order<Row>
  isFiltered: (asked: Asked) => boolean
}

export type LiveList<Row> = {
  /** The stretch of the list that is here: without rows that are held back. */
  rows: Accessor<readonly Row[]>
  /** How many rows of the list stand before them. */
  before: Accessor<number>
  /** How long the list is, without rows that are held back. */
  size: Accessor<number>
  /** How many rows fit in all. Null until it is known. */
  totalCount: Accessor<number | null>
  /** No answer for the present view yet; rows may be those of the view before. */
  isLoading: Accessor<boolean>
  fault: Accessor<Fault | null>
  /** Says which rows are on the screen: what is missing there, and around it, is read. */
  look: (sight: Sight) => void
  /** Where the row of this number is found again by whoever comes back; null when it is not here. */
  landingAt: (index: number) => Landing | null
  /** How many rows came in while the reader was elsewhere in the list. */
  heldCount: Accessor<number>
  reveal: () => void
  /** Whether the row came in while the page was open. */
  isNew: (id: string) => boolean
  reload: () => void
}
