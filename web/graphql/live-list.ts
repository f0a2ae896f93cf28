import { batch, createEffect, createMemo, createSignal, on, onCleanup, type Accessor } from 'solid-js'
import type { Answer } from './client.ts'
import type { Connection } from './connection.ts'
import type { Fault } from './fault.ts'
import { landingAt, readLanding, rowsFromStart, type Landing } from './landing.ts'
import {
  appendPage,
  applyChange,
  countChange,
  dropAfter,
  dropBefore,
  listPage,
  nothingListed,
  prependPage,
  sideOf,
  type Listed,
  type Revised,
  type RowChange,
} from './list.ts'
import type { ListSource, LiveList } from './list-source.ts'
import { kept, nextStep, pageSize, seek, type Landmark, type PageWanted, type Sight } from './reach.ts'
import { createRecount } from './recount.ts'
import { createRetrying } from './retrying.ts'

/** A stretch that grew longer than this by itself is read anew when the reader is at its top. */
const longest = 1500
/** Changes that come together are shown together (ms). */
const gatherMs = 16
/** What depends on the clock (a run that is lost after 48 h) is read again this often. */
const refreshMs = 10 * 60_000

const nobody: ReadonlySet<string> = new Set()

/**
 * A list of any length, of which the stretch around the reader is here and kept right by a subscription. Rows that
 * come in while the reader is further down are held back, so that nothing moves under the eyes.
 */
export const createLiveList = <Row extends Revised, Asked>({
  asked,
  source,
  connection,
  isAtTop,
  landing: landingOf,
}: {
  asked: Accessor<Asked>
  source: ListSource<Row, Asked>
  connection: Pick<Connection, 'whenWorthRetrying' | 'failed' | 'identity'>
  isAtTop: Accessor<boolean>
  /** Where the reader was when this was asked before; null at the top. */
  landing?: () => Landing | null
}): LiveList<Row> => {
  const [list, setList] = createSignal<Listed<Row>>(nothingListed)
  const [totalCount, setTotalCount] = createSignal<number | null>(null)
  const [isLoading, setLoading] = createSignal(true)
  const [fault, setFault] = createSignal<Fault | null>(null)
  const [held, setHeld] = createSignal(nobody)
  const [landing, setLanding] = createSignal<Landing | null>(landingOf?.() ?? null)
  const arrived = new Set<string>()

  let reading = 0 // grows with each reading: answers to earlier ones are thrown away
  let stop: () => void = () => undefined
  let callOff: () => void = () => undefined
  let gathered: RowChange<Row>[] = []
  let gathering: ReturnType<typeof setTimeout> | undefined
  let meanwhile: RowChange<Row>[] | null = null // of a page that is on its way
  let landmarks: Landmark[] = []
  let sight: Sight = [0, 0]
  const retryAfter = createRetrying(connection)
  const recount = createRecount(() => source.count(asked()), setTotalCount)

  const rows = createMemo(() =>
    held().size === 0 ? list().rows : list().rows.filter(({ id }) => !held().has(id)),
  )
  /** Where rows are on their way to, with nothing to show until then. */
  const ahead = () => (list() === nothingListed ? landing() : null)
  const size = createMemo(() => {
    const { before, end } = list()
    const coming = ahead()
    if (coming) return coming.size
    const here = before + rows().length
    return end === null ? here : Math.max(here + 1, (totalCount() ?? 0) - held().size)
  })

  const fail = (found: Fault, retry: () => void) => {
    setFault(found)
    callOff = retryAfter(found, retry)
  }

  const apply = (changes: readonly RowChange<Row>[]) => {
    const order = source.orderOf(asked())
    const known = new Set(list().rows.map(({ id }) => id))
    const fresh = new Set<string>()
    let next = list()
    let count = totalCount()
    for (const change of changes) {
      const before = next
      next = applyChange(next, change, order)
      // Without a filter a change lets nothing in and nothing out.
      const difference =
        !source.isFiltered(asked()) && !change.created && change.node ? 0 : countChange(before, next, change)
      if (difference === null) recount.start()
      else if (count !== null) count += difference
      if (change.created && change.node && sideOf(next, change.node, order) === 'before') fresh.add(change.id)
    }
    recount.touch()
    meanwhile?.push(...changes)
    const ids = new Set(next.rows.map(({ id }) => id))
    for (const id of ids) if (!known.has(id)) fresh.add(id)
    for (const id of fresh) arrived.add(id)
    batch(() => {
      setList(next)
      setTotalCount(count)
      if (fresh.size > 0 && !isAtTop()) setHeld((before) => new Set([...before, ...fresh]))
      else if (held().size > 0) {
        setHeld((before) => new Set([...before].filter((id) => ids.has(id) || !known.has(id))))
      }
    })
    if (next.rows.length > longest && isAtTop()) void load()
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
    callOff()
    clearTimeout(gathering)
    recount.stop()
    ;[gathered, gathering, meanwhile] = [[], undefined, null]
  }

  const pagesOf = (wanted: Asked) => ({
    readPage: (page: PageWanted) => source.readPage(wanted, page),
    hop: (page: PageWanted) => source.hop(wanted, page),
  })

  /** Whether the rows that are being sought are still those that somebody looks at. */
  const isNear = (index: number) => Math.abs(sight[0] - index) < 2 * pageSize

  const load = async (keepPlace = false) => {
    halt()
    const wanted = asked()
    const order = source.orderOf(wanted)
    const mine = ++reading
    const there = landing()
    const failed = (found: Fault) =>
      batch(() => {
        setLoading(false)
        fail(found, () => void load(keepPlace))
      })
    const { data, fault: found } = await source.read(wanted, there ? (rowsFromStart(there) ?? 1) : pageSize)
    if (mine !== reading) return
    if (found) return failed(found)
    landmarks = []
    const missed: RowChange<Row>[] = (meanwhile = [])
    stop = source.follow(wanted, data.eventCursor, {
      change: gather,
      resync: () => void load(true),
      refused: (refusal) => fail(refusal, () => void load(true)),
    })
    setTotalCount(data.totalCount)
    const show = (next: Listed<Row>) =>
      batch(() => {
        meanwhile = null
        setLoading(false)
        setFault(null)
        setHeld(nobody)
        setLanding(null)
        setList(next)
      })
    if (there && rowsFromStart(there) === null) {
      const landed = await readLanding(pagesOf(wanted), there, { size: data.totalCount, descending: order.descending })
      if (mine !== reading) return
      if (landed?.fault) return failed(landed.fault)
      if (landed?.data) {
        show(listPage(landed.data.page, landed.data, missed, order))
        return void advance()
      }
    }
    const place = Math.max(0, sight[0] - Math.floor(pageSize / 3))
    if (keepPlace && place > 0 && data.page.pageInfo.hasNextPage) {
      const away = await seek(pagesOf(wanted), { index: place, size: data.totalCount }, landmarks, () => true)
      if (mine !== reading) return
      if (away?.data) {
        show(listPage(away.data.page, away.data, missed, order))
        return void advance()
      }
    }
    const beginning = { before: 0, isStart: true, isEnd: !data.page.pageInfo.hasNextPage }
    show(listPage(data.page, beginning, missed, order))
    void advance()
  }

  /** Reads what is missing around the reader, page after page, until nothing is. */
  const advance = async (): Promise<void> => {
    if (meanwhile || isLoading() || fault()) return
    const wanted = asked()
    const order = source.orderOf(wanted)
    const { before, start, end } = list()
    const stretch = { before, count: rows().length, hasStart: start === null, hasEnd: end === null, size: size() }
    const step = nextStep(stretch, sight)
    if (!step) return
    const mine = reading
    const missed: RowChange<Row>[] = (meanwhile = [])
    const grown = async (): Promise<Answer<Listed<Row> | null>> => {
      if (step.kind === 'seek') {
        const found = await seek(pagesOf(wanted), { index: step.index, size: size() }, landmarks, () => isNear(step.index))
        if (!found?.data) return found ?? { data: null, fault: null }
        return { data: listPage(found.data.page, found.data, missed, order), fault: null }
      }
      const forwards = step.kind === 'append'
      const answer = await source.readPage(
        wanted,
        forwards
          ? { first: pageSize, after: end?.cursor ?? null }
          : { last: pageSize, before: start?.cursor ?? null },
      )
      if (answer.fault) return answer
      return { data: (forwards ? appendPage : prependPage)(list(), answer.data, missed, order), fault: null }
    }
    const { data, fault: found } = await grown()
    if (mine !== reading) return
    meanwhile = null
    if (found) {
      return fail(found, () => {
        setFault(null)
        void advance()
      })
    }
    if (data) {
      const far = (at: number) => Math.floor(at) - data.before
      const shorter = dropAfter(data, Math.max(0, far(sight[1] + kept)), order)
      setList(dropBefore(shorter, far(sight[0] - kept), order))
    }
    return advance()
  }

  createEffect(
    on(asked, () => {
      setLoading(true)
      arrived.clear()
      const there = landingOf?.() ?? null
      setLanding(there)
      sight = [there?.index ?? 0, (there?.index ?? 0) + sight[1] - sight[0]]
      void load()
    }),
  )

  createEffect(on(connection.identity, () => void load(true), { defer: true }))

  const refresh = setInterval(() => {
    if (document.visibilityState === 'visible' && isAtTop() && !fault()) void load()
  }, refreshMs)

  onCleanup(() => {
    clearInterval(refresh)
    halt()
    reading += 1
  })

  return {
    rows,
    before: () => ahead()?.index ?? list().before,
    size,
    totalCount,
    isLoading,
    fault,
    look: (now) => {
      sight = now
      void advance()
    },
    landingAt: (index) => {
      const row = rows()[index - list().before]
      if (!row || isLoading()) return null
      // By its place among all rows: those that are held back will not be by then.
      return landingAt(list(), list().before + list().rows.indexOf(row), size() + held().size, source.orderOf(asked()))
    },
    heldCount: () => held().size,
    reveal: () => {
      if (list().rows.length > longest) void load()
      else setHeld(nobody)
    },
    isNew: (id) => arrived.has(id),
    reload: () => void load(true),
  }
}
