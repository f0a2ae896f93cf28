import type { WebApp } from '../../app.ts'
import type { ResultOf } from '../../graphql/graphql.ts'
import { keepLive } from '../../graphql/live-query.ts'
import type { Query } from '../../graphql/query.ts'
import { environmentTouched, fillTouched, runTouched } from '../../nouns/touched.ts'
import type { surroundingsDocument } from './documents.ts'

export type SurroundingsQuery = Query<ResultOf<typeof surroundingsDocument>>

/** Keeps what is around a run right: its fill, the fill's other runs, and the environment. */
export const followSurroundings = (api: WebApp['api'], query: SurroundingsQuery): void => {
  const fill = () => query.data()?.run?.fill?.number
  const environment = () => query.data()?.run?.environment?.id
  keepLive(api, query, () => {
    const number = fill()
    return number === undefined ? null : runTouched({ fillNumber: { eq: number } })
  })
  keepLive(api, query, () => {
    const number = fill()
    return number === undefined ? null : fillTouched({ number: { eq: number } })
  })
  keepLive(api, query, () => {
    const id = environment()
    return id === undefined ? null : environmentTouched({ id: { eq: id } })
  })
}
