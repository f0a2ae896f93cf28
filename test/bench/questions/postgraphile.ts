import type { Asking } from './questions.ts'

// Aliases give the fields the names that Logline has for them: the answers can then be compared.
const row = `number type: runTypeByTypeId { name } definition quality
  startedAt endedAt triggerStartedAt triggerEndedAt durationSeconds
  fill: fillByFillNumber { number beamType } environment: environmentByEnvironmentId { id: rowId status }
  detectors: runDetectorsByRunNumberList { quality detector: detectorByDetectorId { name } }
  tags: runTagsByRunNumberList { tag: tagByTagId { text } }`

const documents = {
  list: `query List($after: Cursor) {
    runs: allRuns(first: 50, after: $after, orderBy: NUMBER_DESC) { nodes { ${row} } pageInfo { endCursor } } }`,
  filtered: `query Filtered($from: Datetime!, $to: Datetime!) {
    runs: benchFilteredRuns(first: 50, orderBy: NUMBER_DESC,
      taking: ["ITS", "TPC"], verdict: GOOD, since: $from, until: $to) { totalCount nodes { ${row} } } }`,
  run: `query Run($number: Int!) { run: runByNumber(number: $number) {
    number type: runTypeByTypeId { name } definition quality
    startedAt endedAt triggerStartedAt triggerEndedAt durationSeconds
    fill: fillByFillNumber { number beamType fillingScheme energyGeV: energyGev collidingBunches deliveredLuminosity
      stableBeamsStart stableBeamsEnd stableBeamsSeconds }
    environment: environmentByEnvironmentId { id: rowId status
      history: environmentHistoriesByEnvironmentIdList(orderBy: AT_NS_ASC) { status message atNs } }
    period: periodByPeriodId { name }
    detectors: runDetectorsByRunNumberList { quality detector: detectorByDetectorId { name } }
    tags: runTagsByRunNumberList { tag: tagByTagId { text color } }
    endReasons: runEndReasonsByRunNumberList(orderBy: ROW_ID_ASC) { category title description createdBy createdAt }
    counters: runCountersByRunNumberList(orderBy: NAME_ASC) { name value unit }
    dcs dataDistribution epn trigger processingMode workflowParameters pdpBeamType beamMode
    startedBy endedBy previous { number } next { number }
    changes: changesList(first: 20) { field before after reason actor at } } }`,
  fill: `query Fill($number: Int!) { fill: fillByNumber(number: $number) {
    number beamType fillingScheme energyGeV: energyGev stableBeamsStart stableBeamsEnd stableBeamsSeconds
    statistics { coveredSeconds efficiency beforeFirstRunSeconds afterLastRunSeconds betweenRunsSeconds meanRunSeconds
      runCount overTwoMinutes underTwoMinutes }
    perDetector: perDetectorList { name runCount coveredSeconds efficiency goodCoveredSeconds goodEfficiency } } }`,
}

type Loose = Record<string, unknown>

const conditions = [
  'dcs',
  'dataDistribution',
  'epn',
  'trigger',
  'processingMode',
  'workflowParameters',
  'pdpBeamType',
  'beamMode',
]

const without = (object: Loose, ...names: string[]): Loose =>
  Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)))

/** PostGraphile's shape of a run as Logline's. */
const toRun = (run: Loose): Loose => {
  const { environment, changes } = run
  const history = (environment as { history?: { atNs: string }[] } | null)?.history
  return {
    ...without(run, ...conditions),
    detectors: (run['detectors'] as { quality: string; detector: Loose }[]).map(({ quality, detector }) => ({
      ...detector,
      quality,
    })),
    tags: (run['tags'] as { tag: Loose }[]).map(({ tag }) => tag),
    ...(history && {
      environment: {
        ...(environment as Loose),
        history: history.map(({ atNs, ...step }) => ({
          ...step,
          at: new Date(Number(BigInt(atNs) / 1_000_000n)).toISOString(),
        })),
      },
    }),
    ...('dcs' in run ? { conditions: Object.fromEntries(conditions.map((name) => [name, run[name]])) } : {}),
    ...(changes ? { changes: { nodes: changes } } : {}),
  }
}

const toFill = (fill: Loose): Loose => ({
  ...without(fill, 'perDetector'),
  statistics: fill['statistics'] && {
    ...(fill['statistics'] as Loose),
    perDetector: (fill['perDetector'] as Loose[]).map((one) => ({
      ...without(one, 'name'),
      detector: { name: one['name'] },
    })),
  },
})

export const askPostgraphile: Asking = {
  body: (question, variables) => JSON.stringify({ query: documents[question], variables }),
  firstPage: { after: null },
  nextPage: (answer) => ({
    after: (answer as { data: { runs: { pageInfo: { endCursor: string } } } }).data.runs.pageInfo.endCursor,
  }),
  data: (answer) => {
    const { runs, run, fill } = (answer as { data: { runs?: Loose; run?: Loose | null; fill?: Loose | null } }).data
    if (runs) return { runs: { ...without(runs, 'pageInfo'), nodes: (runs['nodes'] as Loose[]).map(toRun) } }
    return run ? { run: toRun(run) } : { fill: fill ? toFill(fill) : null }
  },
}
