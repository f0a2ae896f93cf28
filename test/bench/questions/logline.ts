import type { Asking } from './questions.ts'

const row = `number type { name } definition quality startedAt endedAt triggerStartedAt triggerEndedAt durationSeconds
  fill { number beamType } environment { id status } detectors { name quality } tags { text }`

export const loglineDocuments = {
  list: `query List($after: String) { runs(first: 50, after: $after) { nodes { ${row} } pageInfo { endCursor } } }`,
  filtered: `query Filtered($from: DateTime!, $to: DateTime!) {
    runs(first: 50, filter: {
      detectors: { all: ["ITS", "TPC"] }, quality: { eq: GOOD }, startedAt: { from: $from, to: $to } }) {
      totalCount nodes { ${row} } } }`,
  run: `query Run($number: Int!) { run(number: $number) {
    number type { name } definition quality startedAt endedAt triggerStartedAt triggerEndedAt durationSeconds
    fill { number beamType fillingScheme energyGeV collidingBunches deliveredLuminosity
      stableBeamsStart stableBeamsEnd stableBeamsSeconds }
    environment { id status history { status message at } } period { name }
    detectors { name quality } tags { text color }
    endReasons { category title description createdBy createdAt } counters { name value unit }
    conditions { dcs dataDistribution epn trigger processingMode workflowParameters pdpBeamType beamMode }
    startedBy endedBy previous { number } next { number }
    changes(first: 20) { nodes { field before after reason actor at } } } }`,
  fill: `query Fill($number: Int!) { fill(number: $number) {
    number beamType fillingScheme energyGeV stableBeamsStart stableBeamsEnd stableBeamsSeconds
    statistics { coveredSeconds efficiency beforeFirstRunSeconds afterLastRunSeconds betweenRunsSeconds meanRunSeconds
      runCount overTwoMinutes underTwoMinutes
      perDetector { detector { name } runCount coveredSeconds efficiency goodCoveredSeconds goodEfficiency } } } }`,
}

export const askLogline: Asking = {
  body: (question, variables) => JSON.stringify({ query: loglineDocuments[question], variables }),
  firstPage: { after: null },
  nextPage: (answer) => ({
    after: (answer as { data: { runs: { pageInfo: { endCursor: string } } } }).data.runs.pageInfo.endCursor,
  }),
  data: (answer) => {
    const { data } = answer as { data: Record<string, Record<string, unknown>> }
    if (data['runs']) delete data['runs']['pageInfo']
    return data
  },
}
