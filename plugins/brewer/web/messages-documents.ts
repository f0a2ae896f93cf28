import { documentOf } from '../../../web/graphql/document-of.ts'
import type { BrewerEventState, BrewerLevel, BrewerLimitSource } from './brewer-words.ts'
import type { ErrorType } from './status-documents.ts'

export type Message = {
  id: string
  level: BrewerLevel
  code: number
  title: string
  at: string
  line: number
  message: string
  count: number
  isGuess: boolean
  quantity: string | null
  value: number | null
  target: number | null
  limit: number | null
  source: BrewerLimitSource | null
  state: BrewerEventState
  clearedAt: string | null
  file: { path: string; name: string } | null
}

type PageInfo = { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null }
export type Connection<Node> = { totalCount: number; pageInfo: PageInfo; nodes: Node[] }

export type MessageFilter = {
  level?: { in: readonly BrewerLevel[] }
  code?: { in: readonly number[] }
  state?: { in: readonly BrewerEventState[] }
  message?: { contains: string }
  file?: { eq: string }
}

/** Forwards with first and after, backwards with last and before. */
export type Page = { first?: number; after?: string; last?: number; before?: string }

type Answer = {
  server: { eventCursor: string }
  instrument: { id: string; brewer: { events: Connection<Message> | null } | null } | null
  brewerErrorTypes: ErrorType[] | null
}

export const messagesDocument = documentOf<Answer, { id: string; filter: MessageFilter } & Page>(`
  query BrewerMessages($id: ID!, $filter: BrewerEventFilter, $first: Int, $after: String, $last: Int, $before: String) {
    server { eventCursor }
    instrument(id: $id) {
      id
      brewer {
        events(filter: $filter, first: $first, after: $after, last: $last, before: $before) {
          totalCount
          pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
          nodes { id level code title at line message count isGuess quantity value target limit source state clearedAt file { path name } }
        }
      }
    }
    brewerErrorTypes { code title level isUsed }
  }
`)

/** A record as it stands in its file. Its line is its id: what is shown stays where it is when more come. */
export type Line = { id: number; offset: string; fields: string[] }

export type ContextFile = {
  id: string
  path: string
  name: string
  date: string | null
  records: number
  context: Line[] | null
}

type ContextAnswer = { brewerFiles: { nodes: ContextFile[] } | null }

/** The records around one, by the path of its file. */
export const contextDocument = documentOf<ContextAnswer, { path: string; line: number; before: number; after: number }>(`
  query BrewerContext($path: String!, $line: Int!, $before: Int!, $after: Int!) {
    brewerFiles(filter: { path: { eq: $path } }, first: 1) {
      nodes { id path name date records context(line: $line, before: $before, after: $after) { id: line offset fields } }
    }
  }
`)
