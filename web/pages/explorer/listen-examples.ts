import type { Example } from './example.ts'

export const listenExamples: readonly Example[] = [
  {
    id: 'watch-runs',
    title: 'Runs as they start and end',
    what: 'DELETED tells what fits the filter no more. After a break, go on with the last cursor as after.',
    kind: 'subscription',
    document: /* GraphQL */ `
subscription WatchRuns($filter: RunFilter, $after: String) {
  runChanged(filter: $filter, after: $after) {
    cursor
    kind
    id
    node {
      number
      state
      quality
      startedAt
      endedAt
    }
  }
}`,
    variables: () => ({ filter: { state: { in: ['RUNNING', 'ENDED'] } } }),
  },
  {
    id: 'watch-events',
    title: 'Every event',
    what: 'For programs that follow everything. RESYNC means: read again, then go on from this cursor.',
    kind: 'subscription',
    document: /* GraphQL */ `
subscription WatchEvents($kinds: [String!], $after: String) {
  events(kinds: $kinds, after: $after) {
    cursor
    kind
    node {
      kind
      key
      actor
      at
      data
    }
  }
}`,
    variables: () => ({}),
  },
]
