import type { Api } from '../../graphql/client.ts'
import { keepLive } from '../../graphql/live-query.ts'
import type { Query } from '../../graphql/query.ts'
import { anyEnvironmentDocument, anyFillDocument, anyRunDocument } from './documents.ts'

type Dated = { server: { eventCursor: string } }

const cursorIn = ({ server }: Dated) => server.eventCursor
const always = {}

/** Asks again when any run changes. */
export const followRuns = <Data extends Dated>(api: Api, query: Query<Data>): void =>
  keepLive(api, query, cursorIn, () => ({
    document: anyRunDocument,
    variables: always,
    cursorOf: ({ runChanged }) => runChanged.cursor,
  }))

/** Asks again when any fill changes. */
export const followFills = <Data extends Dated>(api: Api, query: Query<Data>): void =>
  keepLive(api, query, cursorIn, () => ({
    document: anyFillDocument,
    variables: always,
    cursorOf: ({ fillChanged }) => fillChanged.cursor,
  }))

/** Asks again when any environment changes. */
export const followEnvironments = <Data extends Dated>(api: Api, query: Query<Data>): void =>
  keepLive(api, query, cursorIn, () => ({
    document: anyEnvironmentDocument,
    variables: always,
    cursorOf: ({ environmentChanged }) => environmentChanged.cursor,
  }))
