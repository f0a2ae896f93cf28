import { documentOf } from '../../../web/graphql/document-of.ts'
import type { BrewerLevel } from './brewer-words.ts'
import type { Connection, Page } from './messages-documents.ts'

export type BrewerFile = {
  id: string
  name: string
  path: string
  kind: string | null
  date: string | null
  level: BrewerLevel | null
  maskA: number
  maskB: number
  maskC: number
  maskD: number
  counts: { code: number; title: string; count: number }[]
  records: number
  bytes: string
  firstAt: string | null
  lastAt: string | null
  readAt: string
  faults: { line: number; message: string }[]
}

type Answer = {
  server: { eventCursor: string }
  instrument: { id: string; brewer: { files: Connection<BrewerFile> | null } | null } | null
}

/** The files of a Brewer, those of the newest days first. */
export const filesDocument = documentOf<Answer, { id: string } & Page>(`
  query BrewerFiles($id: ID!, $first: Int, $after: String, $last: Int, $before: String) {
    server { eventCursor }
    instrument(id: $id) {
      id
      brewer {
        files(first: $first, after: $after, last: $last, before: $before) {
          totalCount
          pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
          nodes {
            id name path kind date level maskA maskB maskC maskD counts { code title count }
            records bytes firstAt lastAt readAt faults { line message }
          }
        }
      }
    }
  }
`)
