import { useBeforeLeave, useLocation } from '@solidjs/router'
import { createEffect, createMemo, on, onCleanup, type Accessor } from 'solid-js'
import type { Revised } from '../graphql/list.ts'
import type { LiveList } from '../graphql/list-source.ts'
import type { TableHandle } from '../kit/table/table.tsx'
import type { Asked, ListDescription } from './description.ts'
import { linkOf } from './list-keys.ts'
import { placeName, readPlace, type Place } from './place-words.ts'
import type { ListView } from './view.ts'
import { rememberWay } from './way-back.ts'

/** So long (ms) after the last movement the place is written down: browsers refuse who writes all the time. */
const restMs = 150
/** Nearer to the top than this (px) new rows may push the others down. */
export const topPx = 8

/** The place to come back to, when the browser's history or a link back leads to one. */
export const createComingBack = (asked: Accessor<Asked>): Accessor<Place | null> => {
  const location = useLocation()
  let before = ''
  return createMemo(
    on(asked, (now) => {
      const name = placeName(now)
      // The same rows read anew, in another zone or with another column: where the reader is by now.
      const place = readPlace(name === before ? history.state : location.state)
      before = name
      return place?.of === name ? place : null
    }),
  )
}

/**
 * Keeps the place of the reader in the history of the browser, and brings whoever comes back to it: the same rows at the
 * same height, with the focus on the one that was opened. Other rows than before are shown from the top.
 */
export const keepPlace = <Row extends Revised>({
  list,
  asked,
  view,
  rows,
  handle,
  back,
  current,
  setCurrent,
}: {
  list: Pick<ListDescription<Row>, 'name' | 'keyOf' | 'pathOf'>
  asked: Accessor<Asked>
  view: Accessor<ListView>
  rows: LiveList<Row>
  handle: Accessor<TableHandle | undefined>
  back: Accessor<Place | null>
  current: Accessor<string | null>
  setCurrent: (key: string) => void
}): void => {
  let coming: Place | null = null
  let opened: string | null = null
  /** Where the rows to come were put, before they were there. */
  let awaited: { table: TableHandle; top: number } | null = null

  const placeNow = (): Place | null => {
    const table = handle()
    const row = table && rows.rows()[table.first() - rows.before()]
    if (!table || !row || rows.isLoading()) return null
    const index = table.first()
    const landing = window.scrollY <= topPx ? null : rows.landingAt(index)
    return { of: placeName(asked()), landing, key: list.keyOf(row), top: table.topOf(index), opened }
  }
  // The address has changed before the page has: nothing is written to the entry of another page.
  const isHere = () => location.pathname === `/${list.name}`
  const save = (place: Place | null) => {
    const state = history.state as { readonly place?: unknown } | null
    if (place && isHere() && JSON.stringify(state?.place) !== JSON.stringify(place)) history.replaceState({ ...state, place }, '')
  }

  let resting: ReturnType<typeof setTimeout> | undefined
  const rest = () => {
    clearTimeout(resting)
    resting = setTimeout(() => {
      if (opened !== current()) opened = null
      save(placeNow())
    }, restMs)
  }
  addEventListener('scroll', rest, { passive: true })
  onCleanup(() => {
    clearTimeout(resting)
    removeEventListener('scroll', rest)
  })
  // Rows come after the reader, and a page that only names its view anew writes over the entry.
  createEffect(on([view, rows.rows, rows.isLoading], rest))

  useBeforeLeave(({ to }) => {
    if (typeof to !== 'string' || !isHere()) return
    const [path = ''] = to.split(/[?#]/)
    if (path === location.pathname) return
    const row = rows.rows().find((one) => list.pathOf(list.keyOf(one)) === path)
    opened = row ? list.keyOf(row) : null
    if (opened !== null) setCurrent(opened)
    const place = placeNow()
    save(place)
    if (place) rememberWay(list.name, { address: `${location.pathname}${location.search}`, place })
  })

  createEffect(
    on(back, (place) => {
      coming = place
      awaited = null
      if (!place?.landing) window.scrollTo({ top: 0, behavior: 'instant' })
    }),
  )

  // Lines stand where rows will: the page is there before they are.
  createEffect(() => {
    const table = handle()
    if (!table || !coming?.landing || !rows.isLoading()) return
    const { landing, top } = coming
    queueMicrotask(() => {
      table.put(landing.index, top)
      awaited = { table, top: table.topOf(landing.index) }
    })
  })

  const arrive = (place: Place) => {
    const table = handle()
    if (place.landing && table) {
      const { index } = place.landing
      const at = rows.rows().findIndex((row) => list.keyOf(row) === place.key)
      // Who has scrolled on meanwhile is not pulled back.
      const moved = awaited?.table === table ? table.topOf(index) - awaited.top : 0
      table.put(at === -1 ? index : at + rows.before(), place.top + moved)
    }
    if (place.opened === null) return
    opened = place.opened
    setCurrent(opened)
    requestAnimationFrame(() => {
      const held = document.activeElement
      if (opened !== null && (!held || held === document.body || held.matches('main, h1'))) linkOf(opened)?.focus({ preventScroll: true })
    })
  }
  createEffect(
    on([rows.isLoading, rows.fault], ([isLoading, fault]) => {
      if (isLoading || fault || !coming) return
      const place = coming
      coming = null
      // The table has drawn by then, and nobody has seen it yet.
      queueMicrotask(() => arrive(place))
    }),
  )
}
