import { useLocation, useNavigate } from '@solidjs/router'
import type { TypedDocumentNode } from '@urql/core'
import { createComputed, createMemo } from 'solid-js'
import type { WebApp } from '../../../web/app.ts'
import { keepLive } from '../../../web/graphql/live-query.ts'
import { createQuery } from '../../../web/graphql/query.ts'
import { instrumentTouched } from '../../../web/nouns/touched.ts'
import { inOrder, isFound, standingOf, type Brewer } from './brewer.ts'
import { readBrewersView, writeBrewersView, type BrewersView } from './view.ts'

type Answer<Row> = { server: { now: string; eventCursor: string }; brewers: Row[] | null }

/** Ages are told in minutes. */
const tickMs = 10_000

/** All brewers that are watched, as they are now, the worst first; read again whenever one of them changes. */
export const createBrewers = <Row extends Brewer>(app: WebApp, document: TypedDocumentNode<Answer<Row>, Record<string, never>>) => {
  const query = createQuery(app.api, document, () => ({}))
  keepLive(app.api, query, () => instrumentTouched({ kind: { eq: 'brewer' } }))
  // Before anything is drawn by it: what is stale is so by the server's clock.
  createComputed(() => {
    const at = query.data()?.server.now
    if (at) app.clock.set(Date.parse(at))
  })
  const now = createMemo(() => Math.floor(app.clock.now() / tickMs) * tickMs)
  const seen = createMemo(() => {
    const brewers = query.data()?.brewers
    if (!brewers) return null
    const watched = brewers.filter(({ instrument }) => instrument.archivedAt === null)
    return inOrder(watched.map((brewer) => ({ brewer, standing: standingOf(brewer, now()) })))
  })
  return { query, now, seen }
}

/** What the address says, and how it is changed. */
export const createView = () => {
  const location = useLocation()
  const navigate = useNavigate()
  const view = createMemo(() => readBrewersView(location.search))
  const hrefOf = (wanted: Partial<BrewersView>) => `${location.pathname}${writeBrewersView({ ...view(), ...wanted })}`
  const change = (wanted: Partial<BrewersView>, replace = false) => navigate(hrefOf(wanted), { scroll: false, resolve: false, replace })
  return { view, hrefOf, change }
}

/** What the address lets through. */
export const isShown = ({ conditions, text }: BrewersView) => ({ brewer, standing }: { brewer: Brewer; standing: ReturnType<typeof standingOf> }) =>
  (conditions.length === 0 || conditions.includes(standing.condition)) && isFound(brewer, text)
