import { useLocation, useNavigate } from '@solidjs/router'
import { createMemo, Show, untrack } from 'solid-js'
import type { WebApp } from '../app.ts'
import type { Revised } from '../graphql/list.ts'
import { recall } from '../kit/preference.ts'
import { chosenColumns, usualColumns } from '../kit/table/column.ts'
import type { Asked, ListDescription } from './description.ts'
import { Listed } from './listed.tsx'
import { createThings, readRangeOf, thingKey } from './range.ts'
import { readView, translateOld, writeView, type ListView } from './view.ts'
import './list.css'

/** A list of things, live: the head, the table, the look beside it. The address says which rows, and how. */
export const ListPage = <Row extends Revised>(props: { app: WebApp; list: ListDescription<Row> }) => {
  const { app, list } = props
  const { zones } = app
  const location = useLocation()
  const navigate = useNavigate()

  const goTo = (search: string, replace: boolean) => navigate(`${location.pathname}${search}`, { replace, scroll: false })
  const search = createMemo(() => writeView(readView(location.search)))
  const view = createMemo(() => readView(search()))
  const change = (part: Partial<ListView>, { replace = false } = {}) => goTo(writeView({ ...view(), ...part }), replace)

  // Once: addresses of before, and the columns that this browser remembers; a saved view has its own, or the usual ones.
  const remembered = () => recall(`columns.${list.name}`)?.split(',').filter(Boolean) ?? null
  const given = translateOld(location.search) ?? search()
  const first = readView(given)
  const opened = writeView(first.columns || first.saved !== null ? first : { ...first, columns: remembered() })
  if (opened !== search() || translateOld(location.search) !== null) goTo(opened, true)

  const width = window.innerWidth / Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
  const columns = createMemo(() => {
    const { columns: keys } = view()
    return keys ? chosenColumns(list.columns, keys) : usualColumns(list.columns, width)
  })

  const things = createThings(app.api)
  const question = createMemo((before: string) => {
    const { q, from, to } = view()
    // Another zone is another question only where times are written.
    const hasTimes = from !== '' || to !== '' || q.includes(':')
    const zone = hasTimes ? zones.zone() : 'UTC'
    const shiftZone = hasTimes ? (zones.experiment() ?? 'UTC') : 'UTC'
    const isDear = columns().some(({ isDear }) => isDear)
    const next: Asked = { q, from, to, zone, shiftZone, things: {}, isDear }
    const { needs } = untrack(() => readRangeOf(next, app.clock.now()))
    // The rows of before stay until it is known when that run or fill was.
    if (!things.need(needs)) return before
    const known = Object.fromEntries(needs.map((thing) => [thingKey(thing), things.known()[thingKey(thing)] ?? null]))
    return JSON.stringify({ ...next, things: known })
  }, '')
  const asked = createMemo(() => (question() === '' ? null : (JSON.parse(question()) as Asked)))
  document.title = `${list.noun.title} · Logline`
  return (
    <Show when={asked() !== null}>
      <Listed app={app} list={list} view={view()} change={change} columns={columns()} asked={asked()!} />
    </Show>
  )
}
