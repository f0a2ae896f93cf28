import { daysBefore, type Example } from './example.ts'

/** Fills, environments, events, and who is who. */
export const otherExamples: readonly Example[] = [
  {
    id: 'fill-statistics',
    title: 'How well a fill was used',
    what: 'Efficiency, dead time and coverage by detector. Other sets of runs: PHYSICS, ALL.',
    kind: 'query',
    document: /* GraphQL */ `
query FillStatistics($number: Int!, $runs: FillRunSet) {
  fill(number: $number) {
    number
    beamType
    fillingScheme
    stableBeamsStart
    stableBeamsEnd
    stableBeamsSeconds
    statistics(runs: $runs) {
      efficiency
      coveredSeconds
      beforeFirstRunSeconds
      betweenRunsSeconds
      afterLastRunSeconds
      runCount
      perQuality {
        quality
        count
      }
      perDetector {
        detector {
          name
        }
        efficiency
        goodEfficiency
      }
      intervals {
        start
        end
      }
    }
  }
}`,
    variables: ({ fill }) => ({ number: fill, runs: 'GOOD_PHYSICS' }),
  },
  {
    id: 'long-fills',
    title: 'Fills by time covered',
    what: 'A list in another order, with the runs of each fill. A fragment says once what is wanted of them.',
    kind: 'query',
    document: /* GraphQL */ `
query LongFills($leastSeconds: Float!) {
  fills(
    first: 10
    filter: { hasStableBeams: true, stableBeamsSeconds: { gte: $leastSeconds } }
    orderBy: { field: COVERED, direction: DESC }
  ) {
    nodes {
      number
      stableBeamsSeconds
      coveredSeconds
      runs(filter: { definition: { eq: PHYSICS } }) {
        nodes {
          ...RunInShort
        }
      }
    }
  }
}

fragment RunInShort on Run {
  number
  quality
  durationSeconds
}`,
    variables: () => ({ leastSeconds: 3600 }),
  },
  {
    id: 'statistics-of-a-day',
    title: 'A day in figures',
    what: 'Over any window of time: efficiency, runs by quality, why they ended, which fills took part.',
    kind: 'query',
    document: /* GraphQL */ `
query StatisticsOfADay($from: DateTime!, $to: DateTime!) {
  statistics(from: $from, to: $to) {
    stableBeamsSeconds
    coveredSeconds
    efficiency
    runCount
    runSeconds
    bytesReadOut
    perQuality {
      quality
      count
    }
    endReasons {
      category
      title
      count
    }
    fills(first: 10) {
      fill {
        number
      }
      efficiency
    }
  }
}`,
    variables: ({ now }) => ({ from: daysBefore(now, 1), to: daysBefore(now, 0) }),
  },
  {
    id: 'failed-environments',
    title: 'Environments that ran into an error',
    what: 'R-E is RUNNING directly followed by ERROR. The history says what went before, and with which words.',
    kind: 'query',
    document: /* GraphQL */ `
query FailedEnvironments($filter: EnvironmentFilter!) {
  environments(first: 10, filter: $filter) {
    nodes {
      id
      status
      history {
        status
        at
        durationSeconds
        message
      }
      runs {
        nodes {
          number
        }
      }
    }
  }
}`,
    variables: ({ now }) => ({ filter: { history: 'R-E', updatedAt: { from: daysBefore(now, 30) } } }),
  },
  {
    id: 'event-log',
    title: 'What happened lately',
    what: 'Every change is an event with a cursor: read on from there, or subscribe with it as after.',
    kind: 'query',
    document: /* GraphQL */ `
query EventLog($last: Int!, $kinds: [String!]) {
  events(last: $last, kinds: $kinds) {
    nodes {
      cursor
      at
      kind
      key
      actor
      fields
    }
  }
}`,
    variables: () => ({ last: 20, kinds: ['run.started', 'run.ended', 'run.qualityChanged'] }),
  },
  {
    id: 'who-am-i',
    title: 'Who answers, and who asks',
    what: "Versions, the server's clock, and what you may do.",
    kind: 'query',
    document: /* GraphQL */ `
query WhoAmI {
  server {
    version
    now
    experimentZone
    eventCursor
  }
  viewer {
    name
    role
    rights
  }
}`,
  },
]
