import { graphql, type ResultOf, type VariablesOf } from '../graphql/graphql.ts'

// What tells that something changed, and no more: whoever shows it asks again (keepLive).

const runTouchedDocument = graphql(`
  subscription RunTouched($filter: RunFilter, $after: String!) {
    runChanged(filter: $filter, after: $after) {
      cursor
    }
  }
`)

const fillTouchedDocument = graphql(`
  subscription FillTouched($filter: FillFilter, $after: String!) {
    fillChanged(filter: $filter, after: $after) {
      cursor
    }
  }
`)

const environmentTouchedDocument = graphql(`
  subscription EnvironmentTouched($filter: EnvironmentFilter, $after: String!) {
    environmentChanged(filter: $filter, after: $after) {
      cursor
    }
  }
`)

const instrumentTouchedDocument = graphql(`
  subscription InstrumentTouched($filter: InstrumentFilter, $after: String!) {
    instrumentChanged(filter: $filter, after: $after) {
      cursor
    }
  }
`)

const pluginTouchedDocument = graphql(`
  subscription PluginTouched($after: String!) {
    pluginChanged(after: $after) {
      cursor
    }
  }
`)

const intakeFileTouchedDocument = graphql(`
  subscription IntakeFileTouched($filter: IntakeFileFilter, $after: String!) {
    intakeFileChanged(filter: $filter, after: $after) {
      cursor
    }
  }
`)

const jobTouchedDocument = graphql(`
  subscription JobTouched($after: String!) {
    jobChanged(after: $after) {
      cursor
      node {
        name
        state
      }
    }
  }
`)

/** @param filter which runs; null for any */
export const runTouched = (filter: VariablesOf<typeof runTouchedDocument>['filter'] = null) => ({
  document: runTouchedDocument,
  variables: { filter },
  cursorOf: ({ runChanged }: ResultOf<typeof runTouchedDocument>) => runChanged.cursor,
})

/** @param filter which fills; null for any */
export const fillTouched = (filter: VariablesOf<typeof fillTouchedDocument>['filter'] = null) => ({
  document: fillTouchedDocument,
  variables: { filter },
  cursorOf: ({ fillChanged }: ResultOf<typeof fillTouchedDocument>) => fillChanged.cursor,
})

/** @param filter which environments; null for any */
export const environmentTouched = (filter: VariablesOf<typeof environmentTouchedDocument>['filter'] = null) => ({
  document: environmentTouchedDocument,
  variables: { filter },
  cursorOf: ({ environmentChanged }: ResultOf<typeof environmentTouchedDocument>) => environmentChanged.cursor,
})

/** The state of some plugin changed, or an event was parked or settled. */
export const pluginTouched = () => ({
  document: pluginTouchedDocument,
  variables: {},
  cursorOf: ({ pluginChanged }: ResultOf<typeof pluginTouchedDocument>) => pluginChanged.cursor,
})

/**
 * A run of some job began or ended, or a job was paused or resumed.
 * @param matters which of them are worth another look; all unless told
 */
export const jobTouched = (matters: (change: ResultOf<typeof jobTouchedDocument>['jobChanged']) => boolean = () => true) => ({
  document: jobTouchedDocument,
  variables: {},
  cursorOf: ({ jobChanged }: ResultOf<typeof jobTouchedDocument>) => jobChanged.cursor,
  matters: ({ jobChanged }: ResultOf<typeof jobTouchedDocument>) => matters(jobChanged),
})

/** @param filter which instruments; null for any. Tells of data, too. */
export const instrumentTouched = (filter: VariablesOf<typeof instrumentTouchedDocument>['filter'] = null) => ({
  document: instrumentTouchedDocument,
  variables: { filter },
  cursorOf: ({ instrumentChanged }: ResultOf<typeof instrumentTouchedDocument>) => instrumentChanged.cursor,
})

/** Files come by the thousand when a folder is looked through for the first time: their lists need not keep that pace. */
const filesPaceMs = 1000

/** Plugins took in files, failed to, or found them gone. @param filter which files; null for any */
export const intakeFileTouched = (filter: VariablesOf<typeof intakeFileTouchedDocument>['filter'] = null) => ({
  document: intakeFileTouchedDocument,
  variables: { filter },
  cursorOf: ({ intakeFileChanged }: ResultOf<typeof intakeFileTouchedDocument>) => intakeFileChanged.cursor,
  paceMs: filesPaceMs,
})
