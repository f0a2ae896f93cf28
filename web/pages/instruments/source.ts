import type { WebApp } from '../../app.ts'
import type { ListSource } from '../../graphql/list-source.ts'
import { follow } from '../../graphql/live.ts'
import type { Asked } from '../../list/description.ts'
import {
  instrumentChangedDocument,
  instrumentCountDocument,
  instrumentEndsDocument,
  instrumentPageDocument,
  instrumentsDocument,
  type InstrumentRow,
} from './documents.ts'
import { toListOrder, toRequest } from './request.ts'

/** How the list of instruments is asked for. Each first page also sets the clock. */
export const createInstrumentsSource = ({ api, clock }: Pick<WebApp, 'api' | 'clock'>): ListSource<InstrumentRow, Asked> => {
  const request = (asked: Asked) => toRequest(asked, clock.now())
  return {
    read: async (asked, first) => {
      const { data, fault } = await api.ask(instrumentsDocument, { ...request(asked), first })
      if (fault) return { data: null, fault }
      clock.set(Date.parse(data.server.now))
      const { instruments, server } = data
      return { data: { page: instruments, totalCount: instruments.totalCount, eventCursor: server.eventCursor }, fault: null }
    },
    readPage: async (asked, wanted) => {
      const { data, fault } = await api.ask(instrumentPageDocument, { ...request(asked), ...wanted })
      return fault ? { data: null, fault } : { data: data.instruments, fault: null }
    },
    hop: async (asked, wanted) => {
      const { data, fault } = await api.ask(instrumentEndsDocument, { ...request(asked), ...wanted })
      return fault ? { data: null, fault } : { data: data.instruments.pageInfo, fault: null }
    },
    count: async (asked) => {
      const { data, fault } = await api.ask(instrumentCountDocument, { filter: request(asked).filter })
      return fault ? { data: null, fault } : { data: data.instruments.totalCount, fault: null }
    },
    follow: (asked, after, { change, resync, refused }) =>
      follow(api, {
        document: instrumentChangedDocument,
        variables: { filter: request(asked).filter },
        after,
        cursorOf: ({ instrumentChanged }) => instrumentChanged.cursor,
        next: ({ instrumentChanged: { kind, id, node } }) => {
          if (kind === 'RESYNC' || id === null) resync()
          else change({ id, created: kind === 'CREATED', node: kind === 'DELETED' ? null : node })
        },
        refused,
      }),
    orderOf: (asked) => toListOrder(request(asked).orderBy),
    // Those that were put away are left out: any change may take one out, or in.
    isFiltered: () => true,
  }
}
