import type { WebApp } from '../../app.ts'
import type { ResultOf } from '../../graphql/graphql.ts'
import { keepLive } from '../../graphql/live-query.ts'
import type { Query } from '../../graphql/query.ts'
import {
  environmentTouchedDocument,
  fillTouchedDocument,
  runTouchedDocument,
  type surroundingsDocument,
} from './documents.ts'

export type SurroundingsQuery = Query<ResultOf<typeof surroundingsDocument>>

/** Keeps what is around a run right: its fill, the fill's other runs, and the environment. */
export const followSurroundings = (api: WebApp['api'], query: SurroundingsQuery): void => {
  const cursorOf = ({ server }: { server: { eventCursor: string } }) => server.eventCursor
  const fill = () => query.data()?.run?.fill?.number
  const environment = () => query.data()?.run?.environment?.id
  keepLive(api, query, cursorOf, () => {
    const number = fill()
    return number === undefined
      ? null
      : {
          document: runTouchedDocument,
          variables: { filter: { fillNumber: { eq: number } } },
          cursorOf: ({ runChanged }) => runChanged.cursor,
        }
  })
  keepLive(api, query, cursorOf, () => {
    const number = fill()
    return number === undefined
      ? null
      : {
          document: fillTouchedDocument,
          variables: { filter: { number: { eq: number } } },
          cursorOf: ({ fillChanged }) => fillChanged.cursor,
        }
  })
  keepLive(api, query, cursorOf, () => {
    const id = environment()
    return id === undefined
      ? null
      : {
          document: environmentTouchedDocument,
          variables: { filter: { id: { eq: id } } },
          cursorOf: ({ environmentChanged }) => environmentChanged.cursor,
        }
  })
}
