import type { WebApp } from '../../app.ts'
import { follow } from '../../graphql/live.ts'
import type { ListSource } from '../../graphql/live-list.ts'
import { moreRunsDocument, runChangedDocument, runCountDocument, runsDocument, type RunRow } from './documents.ts'
import { toListOrder } from './run-order.ts'
import { toFilter, toOrder, type RunsView } from './view.ts'

/** How the list of runs is asked for. Each first page also sets the clock. */
export const createRunsSource = ({ api, clock }: Pick<WebApp, 'api' | 'clock'>): ListSource<RunRow, RunsView> => ({
  read: async (view, first) => {
    const { data, fault } = await api.ask(runsDocument, { filter: toFilter(view), orderBy: toOrder(view), first })
    if (fault) return { data: null, fault }
    clock.set(Date.parse(data.server.now))
    return {
      data: { page: data.runs, totalCount: data.runs.totalCount, eventCursor: data.server.eventCursor },
      fault: null,
    }
  },
  readMore: async (view, first, after) => {
    const { data, fault } = await api.ask(moreRunsDocument, {
      filter: toFilter(view),
      orderBy: toOrder(view),
      first,
      after,
    })
    return fault ? { data: null, fault } : { data: data.runs, fault: null }
  },
  count: async (view) => {
    const { data, fault } = await api.ask(runCountDocument, { filter: toFilter(view) })
    return fault ? { data: null, fault } : { data: data.runs.totalCount, fault: null }
  },
  follow: (view, after, { change, resync, refused }) =>
    follow(api, {
      document: runChangedDocument,
      variables: { filter: toFilter(view) },
      after,
      cursorOf: ({ runChanged }) => runChanged.cursor,
      next: ({ runChanged: { kind, id, node } }) => {
        if (kind === 'RESYNC' || id === null) resync()
        else change({ id, created: kind === 'CREATED', node: kind === 'DELETED' ? null : node })
      },
      refused,
    }),
  orderOf: toListOrder,
  isFiltered: (view) => toFilter(view) !== null,
})
