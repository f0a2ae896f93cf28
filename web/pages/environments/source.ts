import type { WebApp } from '../../app.ts'
import type { ListSource } from '../../graphql/list-source.ts'
import { follow } from '../../graphql/live.ts'
import type { Asked } from '../../list/description.ts'
import {
  environmentChangedDocument,
  environmentCountDocument,
  environmentEndsDocument,
  environmentPageDocument,
  environmentsDocument,
  type EnvironmentAsRead,
} from './documents.ts'
import { toRow, type EnvironmentRow } from './row.ts'
import { toListOrder, toRequest } from './request.ts'

const toPage = <Page extends { readonly nodes: readonly EnvironmentAsRead[] }>(page: Page) => ({
  ...page,
  nodes: page.nodes.map(toRow),
})

/** How the list of environments is asked for. Each first page also sets the clock. */
export const createEnvironmentsSource = ({ api, clock }: Pick<WebApp, 'api' | 'clock'>): ListSource<EnvironmentRow, Asked> => {
  const request = (asked: Asked) => toRequest(asked, clock.now())
  return {
    read: async (asked, first) => {
      const { data, fault } = await api.ask(environmentsDocument, { ...request(asked), first, isDear: asked.isDear })
      if (fault) return { data: null, fault }
      clock.set(Date.parse(data.server.now))
      const { environments, server } = data
      return { data: { page: toPage(environments), totalCount: environments.totalCount, eventCursor: server.eventCursor }, fault: null }
    },
    readPage: async (asked, wanted) => {
      const { data, fault } = await api.ask(environmentPageDocument, { ...request(asked), ...wanted, isDear: asked.isDear })
      return fault ? { data: null, fault } : { data: toPage(data.environments), fault: null }
    },
    hop: async (asked, wanted) => {
      const { data, fault } = await api.ask(environmentEndsDocument, { ...request(asked), ...wanted })
      return fault ? { data: null, fault } : { data: data.environments.pageInfo, fault: null }
    },
    count: async (asked) => {
      const { data, fault } = await api.ask(environmentCountDocument, { filter: request(asked).filter })
      return fault ? { data: null, fault } : { data: data.environments.totalCount, fault: null }
    },
    follow: (asked, after, { change, resync, refused }) =>
      follow(api, {
        document: environmentChangedDocument,
        variables: { filter: request(asked).filter, isDear: asked.isDear },
        after,
        cursorOf: ({ environmentChanged }) => environmentChanged.cursor,
        next: ({ environmentChanged: { kind, id, node } }) => {
          if (kind === 'RESYNC' || id === null) resync()
          else change({ id, created: kind === 'CREATED', node: kind === 'DELETED' || !node ? null : toRow(node) })
        },
        refused,
      }),
    orderOf: (asked) => toListOrder(request(asked).orderBy),
    isFiltered: (asked) => request(asked).filter !== null,
  }
}
