import { daysBefore, type Example } from './example.ts'

export const runExamples: readonly Example[] = [
  {
    id: 'latest-runs',
    title: 'Latest runs',
    what: 'A page of a list. Give endCursor as after for the next one.',
    kind: 'query',
    document: /* GraphQL */ `
query LatestRuns($first: Int!, $after: String) {
  runs(first: $first, after: $after) {
    nodes {
      number
      state
      quality
      startedAt
      durationSeconds
      fill {
        number
      }
      detectors {
        name
        quality
      }
      tags {
        text
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}`,
    variables: () => ({ first: 10 }),
  },
  {
    id: 'bad-runs',
    title: 'Bad physics runs of a week',
    what: 'Filters are typed, and all that is given must hold. The total is counted only when it is asked for.',
    kind: 'query',
    document: /* GraphQL */ `
query BadRuns($filter: RunFilter!) {
  runs(filter: $filter, orderBy: { field: STARTED_AT, direction: DESC }) {
    totalCount
    nodes {
      number
      startedAt
      durationSeconds
      endReasons {
        category
        title
        description
      }
      changes(first: 3) {
        nodes {
          at
          actor
          field
          before
          after
          reason
        }
      }
    }
  }
}`,
    variables: ({ now }) => ({
      filter: {
        definition: { eq: 'PHYSICS' },
        quality: { eq: 'BAD' },
        startedAt: { from: daysBefore(now, 7), to: daysBefore(now, 0) },
      },
    }),
  },
  {
    id: 'one-run',
    title: 'One run',
    what: 'By its number: who started and ended it and why, its neighbours, detectors and counters.',
    kind: 'query',
    document: /* GraphQL */ `
query OneRun($number: Int!) {
  run(number: $number) {
    id
    number
    type {
      name
    }
    definition
    state
    quality
    startedAt
    startedBy
    endedAt
    endedBy
    triggerStartedAt
    triggerEndedAt
    endReasons {
      category
      title
      description
      createdBy
    }
    environment {
      id
      status
    }
    period {
      name
    }
    detectors {
      name
      quality
    }
    counters {
      name
      value
      unit
    }
    previous {
      number
    }
    next {
      number
    }
  }
}`,
    variables: ({ run }) => ({ number: run }),
  },
  {
    id: 'detectors-of-a-run',
    title: 'Runs with two detectors, good in one',
    what: 'Sets have all, any and none; filters are joined by and, or and not.',
    kind: 'query',
    document: /* GraphQL */ `
query RunsWithDetectors($filter: RunFilter!) {
  runs(first: 20, filter: $filter) {
    nodes {
      number
      period {
        name
      }
      durationSeconds
    }
  }
}`,
    variables: ({ detector }) => ({
      filter: {
        detectors: { all: ['ITS', 'TPC'] },
        detectorQuality: { detector, quality: { eq: 'GOOD' } },
        not: { tags: { any: ['test'] } },
      },
    }),
  },
  {
    id: 'counts',
    title: 'Several answers at once',
    what: 'Aliases ask the same field twice: runs by state and quality, in one request.',
    kind: 'query',
    document: /* GraphQL */ `
query Counts {
  running: runs(filter: { state: { eq: RUNNING } }) {
    totalCount
  }
  good: runs(filter: { quality: { eq: GOOD } }) {
    totalCount
  }
  bad: runs(filter: { quality: { eq: BAD } }) {
    totalCount
  }
  unjudged: runs(filter: { quality: { eq: NONE }, state: { eq: ENDED } }) {
    totalCount
  }
}`,
  },
]
