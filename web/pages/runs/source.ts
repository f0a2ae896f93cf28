import type { WebApp } from '../../app.ts'
import { follow } from '../../graphql/live.ts'
import type { ListSource } from '../../graphql/list-source.ts'
import type { Asked } from '../../list/description.ts'
import {
  runChangedDocument,
  runCountDocument,
  runEndsDocument,
  runPageDocument,
  runsDocument,
  type RunRow,
} from './documents.ts'
import { toRequest } from './request.ts'
import { toListOrder } from './run-order.ts'

/** How the list of runs is asked for. Each first page also sets the clock. */
export const createRunsSource = ({ api, clock }: Pick<WebApp, 'api' | 'clock'>): ListSource<RunRow, Asked> => ({
  read: async (asked, first) => {
    const { data, fault } = await api.ask(runsDocument, { ...toRequest(asked, clock.now()), first, isDear: asked.isDear })
    if (fault) return { data: null, fault }
    clock.set(Date.parse(data.server.now))
    const { runs, server } = data
    return { data: { page: runs, totalCount: runs.totalCount, eventCursor: server.eventCursor }, fault: null }
  },
  readPage: async (asked, wanted) => {
    const { data, fault } = await api.ask(runPageDocument, { ...toRequest(asked, clock.now()), ...wanted, isDear: asked.isDear })
    return fault ? { data: null, fault } : { data: data.runs, fault: null }
  },
  hop: async (asked, wanted) => {
    const { data, fault } = await api.ask(runEndsDocument, { ...toRequest(asked, clock.now()), ...wanted })
    return fault ? { data: null, fault } : { data: data.runs.pageInfo, fault: null }
  },
  count: async (asked) => {
    const { data, fault } = await api.ask(runCountDocument, { filter: toRequest(asked, clock.now()).filter })
    return fault ? { data: null, fault } : { data: data.runs.totalCount, fault: null }
  },
  follow: (asked, after, { change, resync, refused }) =>
    follow(api, {
      document: runChangedDocument,
      variables: { filter: toRequest(asked, clock.now()).filter, isDear: asked.isDear },
      after,
      cursorOf: ({ runChanged }) => runChanged.cursor,
      next: ({ runChanged: { kind, id, node } }) => {
        if (kind === 'RESYNC' || id === null) resync()
        else change({ id, created: kind === 'CREATED', node: kind === 'DELETED' ? null : node })
      },
      refused,
    }),
  orderOf: (asked) => toListOrder(toRequest(asked, clock.now()).orderBy),
  isFiltered: (asked) => toRequest(asked, clock.now()).filter !== null,
})
