import type { WebApp } from '../../app.ts'
import type { ListSource } from '../../graphql/list-source.ts'
import { follow } from '../../graphql/live.ts'
import type { Asked } from '../../list/description.ts'
import { fillChangedDocument, fillCountDocument, fillEndsDocument, fillPageDocument, fillsDocument, type FillRow } from './documents.ts'
import { toListOrder, toRequest } from './request.ts'

/** How the list of fills is asked for. Each first page also sets the clock. */
export const createFillsSource = ({ api, clock }: Pick<WebApp, 'api' | 'clock'>): ListSource<FillRow, Asked> => {
  const request = (asked: Asked) => toRequest(asked, clock.now())
  return {
    read: async (asked, first) => {
      const { data, fault } = await api.ask(fillsDocument, { ...request(asked), first, isDear: asked.isDear })
      if (fault) return { data: null, fault }
      clock.set(Date.parse(data.server.now))
      const { fills, server } = data
      return { data: { page: fills, totalCount: fills.totalCount, eventCursor: server.eventCursor }, fault: null }
    },
    readPage: async (asked, wanted) => {
      const { data, fault } = await api.ask(fillPageDocument, { ...request(asked), ...wanted, isDear: asked.isDear })
      return fault ? { data: null, fault } : { data: data.fills, fault: null }
    },
    hop: async (asked, wanted) => {
      const { data, fault } = await api.ask(fillEndsDocument, { ...request(asked), ...wanted })
      return fault ? { data: null, fault } : { data: data.fills.pageInfo, fault: null }
    },
    count: async (asked) => {
      const { data, fault } = await api.ask(fillCountDocument, { filter: request(asked).filter })
      return fault ? { data: null, fault } : { data: data.fills.totalCount, fault: null }
    },
    follow: (asked, after, { change, resync, refused }) =>
      follow(api, {
        document: fillChangedDocument,
        variables: { filter: request(asked).filter, isDear: asked.isDear },
        after,
        cursorOf: ({ fillChanged }) => fillChanged.cursor,
        next: ({ fillChanged: { kind, id, node } }) => {
          if (kind === 'RESYNC' || id === null) resync()
          else change({ id, created: kind === 'CREATED', node: kind === 'DELETED' ? null : node })
        },
        refused,
      }),
    orderOf: (asked) => toListOrder(request(asked).orderBy),
    isFiltered: (asked) => request(asked).filter !== null,
  }
}
