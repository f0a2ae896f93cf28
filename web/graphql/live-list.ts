import { batch, createEffect, createMemo, createSignal, on, onCleanup, type Accessor } from 'solid-js'
import { backoff } from './backoff.ts'
import type { Answer } from './client.ts'
import type { Connection } from './connection.ts'
import type { Fault } from './fault.ts'
import {
  appendPage,
  applyChange,
  countChange,
  nothingListed,
  type ListPage,
  type Listed,
  type Order,
  type Revised,
  type RowChange,
} from './list.ts'

/** The beginning of a list, and where the events stood beside it. */
export type Reading<Row> = { page: ListPage<Row>; totalCount: number; eventCursor: string }

/** How one list is asked for. `View` is which rows, in which order. */
export type ListSource<Row, View> = {
  read: (view: View, first: number) => Promise<Answer<Reading<Row>>>
  readMore: (view: View, first: number, after: string) => Promise<Answer<ListPage<Row>>>
  count: (view: View) => Promise<Answer<number>>
  follow: (
    view: View,
    after: string,
    tell: { change: (change: RowChange<Row>) => void; resync: () => void; refused: (fault: Fault) => void },
  ) => () => void
  orderOf: (view: View) => Order<Row>
  isFiltered: (view: View) => boolean
}

export type LiveList<Row> = {
  /** What is to be shown: without rows that are held back. */
  rows: Accessor<readonly Row[]>
  /** Null until it is known. */
  totalCount: Accessor<number | null>
  /** No answer for the present view yet; rows may be those of the view before. */
  isLoading: Accessor<boolean>
  fault: Accessor<Fault | null>
  hasMore: Accessor<boolean>
  isLoadingMore: Accessor<boolean>
  loadMore: () => void
  /** How many rows came in while the reader was elsewhere in the list. */
  heldCount: Accessor<number>
  reveal: () => void
  /** Whether the row came in while the page was open. */
  isNew: (id: string) => boolean
  reload: () => void
}

const pageSize = 50
/** A list that grew longer than this by itself is read anew when the reader is at its top. */
const longest = 600
/** Changes that come together are shown together (ms). */
const gatherMs = 16
const recountMs = 5000
/** After so long (ms) a failure of the server says nothing about the next. */
const forgottenMs = 60_000
/** What depends on the clock (a run that is lost after 48 h) is read again this often. */
const refreshMs = 10 * 60_000

const nobody: ReadonlySet<string> = new Set()

/**
 * A list that is read by pages and kept right by a subscription. Rows that come in while the reader is further down
 * are held back, so that nothing moves under the eyes.
 */
export const createLiveList = <Row extends Revised, View>({
  view,
  source,
  connection,
  isAtTop,
}: {
  view: Accessor<View>
  source: ListSource<Row, View>
  connection: Pick<Connection, 'whenWorthRetrying' | 'failed'>
  isAtTop: Accessor<boolean>
}): LiveList<Row> => {
  const [list, setList] = createSignal<Listed<Row>>(nothingListed)
  const [totalCount, setTotalCount] = createSignal<number | null>(null)
  const [isLoading, setLoading] = createSignal(true)
  const [isLoadingMore, setLoadingMore] = createSignal(false)
  const [fault, setFault] = createSignal<Fault | null>(null)
  const [held, setHeld] = createSignal(nobody)
  const arrived = new Set<string>()

  let reading = 0 // grows with each reading: answers to earlier ones are thrown away
  let stop: () => void = () => undefined
  let gathered: RowChange<Row>[] = []
  let gathering: ReturnType<typeof setTimeout> | undefined
  let meanwhile: RowChange<Row>[] | null = null
  let recounting: ReturnType<typeof setTimeout> | undefined
  let countIsStale = false
  let [failures, failedAt] = [0, 0]

  const fail = (found: Fault) => {
    setFault(found)
    const retry = () => void load(view())
    if (found.isNetwork) {
      stop = connection.whenWorthRetrying(retry)
      connection.failed()
    } else if (found.mayPass) {
      failures = Date.now() - failedAt > forgottenMs ? 0 : failures + 1
      failedAt = Date.now()
      const timer = setTimeout(retry, backoff(failures + 2, Math.random()))
      stop = () => clearTimeout(timer)
    }
  }

  const recount = () => {
    countIsStale = true
    recounting ??= setTimeout(async () => {
      const asked = reading
      countIsStale = false
      const { data } = await source.count(view())
      recounting = undefined
      if (asked !== reading) return
      if (data !== null) setTotalCount(data)
      if (countIsStale) recount()
    }, recountMs)
  }

  const apply = (changes: readonly RowChange<Row>[]) => {
    const order = source.orderOf(view())
    const known = new Set(list().rows.map(({ id }) => id))
    let next = list()
    let count = totalCount()
    for (const change of changes) {
      const before = next
      next = applyChange(next, change, order)
      // Without a filter a change lets nothing in and nothing out.
      const difference =
        !source.isFiltered(view()) && !change.created && change.node ? 0 : countChange(before, next, change)
      if (difference === null) recount()
      else if (count !== null) count += difference
    }
    if (recounting !== undefined) countIsStale = true
    meanwhile?.push(...changes)
    const fresh = next.rows.filter(({ id }) => !known.has(id)).map(({ id }) => id)
    for (const id of fresh) arrived.add(id)
    batch(() => {
      setList(next)
      setTotalCount(count)
      if (fresh.length > 0 && !isAtTop()) setHeld((before) => new Set([...before, ...fresh]))
      else if (held().size > 0)
        setHeld((before) => new Set(next.rows.filter(({ id }) => before.has(id)).map(({ id }) => id)))
    })
    if (next.rows.length > longest && isAtTop()) load(view(), pageSize)
  }

  const gather = (change: RowChange<Row>) => {
    gathered.push(change)
    gathering ??= setTimeout(() => {
      const changes = gathered
      ;[gathered, gathering] = [[], undefined]
      apply(changes)
    }, gatherMs)
  }

  const halt = () => {
    stop()
    clearTimeout(gathering)
    clearTimeout(recounting)
    ;[gathered, gathering, recounting, meanwhile] = [[], undefined, undefined, null]
  }

  const load = async (wanted: View, first = pageSize) => {
    halt()
    const mine = ++reading
    const { data, fault: found } = await source.read(wanted, first)
    if (mine !== reading) return
    batch(() => {
      setLoading(false)
      setLoadingMore(false)
      if (found) return fail(found)
      setFault(null)
      setHeld(nobody)
      setList(appendPage(nothingListed, data.page, [], source.orderOf(wanted)))
      setTotalCount(data.totalCount)
      stop = source.follow(wanted, data.eventCursor, { change: gather, resync: reload, refused: fail })
    })
  }

  const reload = () => void load(view(), Math.min(longest, Math.max(pageSize, list().rows.length)))

  const loadMore = async () => {
    const { cursor } = list()
    if (cursor === null || isLoadingMore() || isLoading()) return
    const mine = reading
    setLoadingMore(true)
    meanwhile = []
    const { data, fault: found } = await source.readMore(view(), pageSize, cursor)
    if (mine !== reading) return
    batch(() => {
      setLoadingMore(false)
      if (data) setList(appendPage(list(), data, meanwhile ?? [], source.orderOf(view())))
      setFault(found)
    })
    meanwhile = null
  }

  createEffect(
    on(view, (wanted) => {
      setLoading(true)
      arrived.clear()
      void load(wanted)
    }),
  )

  const refresh = setInterval(() => {
    if (document.visibilityState === 'visible' && isAtTop() && !fault()) reload()
  }, refreshMs)

  onCleanup(() => {
    clearInterval(refresh)
    halt()
    reading += 1
  })

  return {
    rows: createMemo(() => (held().size === 0 ? list().rows : list().rows.filter(({ id }) => !held().has(id)))),
    totalCount,
    isLoading,
    fault,
    hasMore: () => list().cursor !== null,
    isLoadingMore,
    loadMore: () => void loadMore(),
    heldCount: () => held().size,
    reveal: () => {
      if (list().rows.length > longest) void load(view())
      else setHeld(nobody)
    },
    isNew: (id) => arrived.has(id),
    reload,
  }
}
