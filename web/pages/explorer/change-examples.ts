import { daysBefore, type Example } from './example.ts'

export const changeExamples: readonly Example[] = [
  {
    id: 'start-run',
    title: 'Start a run',
    what: 'What a control system sends. What is wrong comes back in userErrors, with the path in the input.',
    kind: 'mutation',
    right: 'run:write',
    document: /* GraphQL */ `
mutation StartRun($input: StartRunInput!) {
  startRun(input: $input) {
    run {
      number
      state
      definition
    }
    userErrors {
      code
      path
      message
    }
  }
}`,
    variables: ({ run, fill, detector }) => ({
      input: { number: run + 1, type: 'PHYSICS', fillNumber: fill, detectors: [{ name: detector }], startedBy: 'me' },
    }),
  },
  {
    id: 'end-run',
    title: 'End a run',
    what: 'The same end again changes nothing; another end is refused.',
    kind: 'mutation',
    right: 'run:write',
    document: /* GraphQL */ `
mutation EndRun($input: EndRunInput!) {
  endRun(input: $input) {
    run {
      number
      state
      durationSeconds
    }
    userErrors {
      code
      path
      message
    }
  }
}`,
    variables: ({ run }) => ({ input: { number: run, endedBy: 'me' } }),
  },
  {
    id: 'judge-detector',
    title: 'Judge a detector in a run',
    what: 'After the end of the run, and with a reason: it stands in the history of the run.',
    kind: 'mutation',
    right: 'run:write',
    document: /* GraphQL */ `
mutation JudgeDetector($input: SetDetectorQualityInput!) {
  setDetectorQuality(input: $input) {
    run {
      number
      detectors {
        name
        quality
      }
    }
    userErrors {
      code
      path
      message
    }
  }
}`,
    variables: ({ endedRun, detector }) => ({
      input: { number: endedRun, detector, quality: 'BAD', reason: 'High voltage was off for half of the run' },
    }),
  },
  {
    id: 'ingest-runs',
    title: 'Take in runs from elsewhere',
    what: 'Up to 500 at once. The same key with the same items gives the first answer again and does nothing.',
    kind: 'mutation',
    right: 'run:ingest',
    document: /* GraphQL */ `
mutation IngestRuns($input: IngestRunsInput!) {
  ingestRuns(input: $input) {
    results {
      index
      status
      id
      userErrors {
        code
        path
        message
      }
    }
    userErrors {
      code
      message
    }
  }
}`,
    variables: ({ endedRun, now }) => ({
      input: {
        idempotencyKey: `bookkeeping-${endedRun}`,
        items: [
          { number: endedRun, counters: [{ name: 'bytesReadOut', value: '81234567890', unit: 'B' }] },
          { number: endedRun - 1000, type: 'COSMICS', startedAt: daysBefore(now, 40), endedAt: daysBefore(now, 39.9) },
        ],
      },
    }),
  },
]
