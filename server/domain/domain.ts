import type { Database } from '../../drizzle/database.ts'
import { createHub, type Hub } from '../events/hub.ts'
import { createChangeReads, type ChangeReads } from './change-read.ts'
import { createChannelReads, type ChannelReads } from './channel-read.ts'
import type { Clock } from './clock.ts'
import { createDetectors, type Detectors } from './detector.ts'
import { createDimensions, type Dimensions } from './dimension.ts'
import { createEnvironmentReads, type EnvironmentReads } from './environment-read.ts'
import { createEnvironments, type Environments } from './environment.ts'
import { createExports, type Exports } from './export.ts'
import { createFillReads, type FillReads } from './fill-read.ts'
import { createFills, type Fills } from './fill.ts'
import { createIntakeFileReads, type IntakeFileReads } from './intake-file-read.ts'
import { createParkedEventReads, type ParkedEventReads } from './parked-event-read.ts'
import { createParkedEvents, type ParkedEvents } from './parked-event.ts'
import { createInstrumentReads, type InstrumentReads } from './instrument-read.ts'
import { createInstruments, type Instruments } from './instrument.ts'
import { createMeasurementReads, type MeasurementReads } from './measurement-read.ts'
import { createJobBoard } from './job-board.ts'
import { createJobReads, type JobReads } from './job-read.ts'
import { createJobRunReads, type JobRunReads } from './job-run-read.ts'
import { createJobs, type Jobs } from './job.ts'
import { createMeasurements, type Measurements } from './measurement.ts'
import { createRunDetailReads, type RunDetailReads } from './run-details-read.ts'
import { createRunReads, type RunReads } from './run-read.ts'
import { createRuns, type Runs } from './run.ts'
import { createSavedViewReads, type SavedViewReads } from './saved-view-read.ts'
import { createSavedViews, type SavedViews } from './saved-view.ts'
import { createStatistics, type Statistics } from './statistics.ts'
import { createSuggestions, type Suggestions } from './suggestion.ts'
import { createTagVerbs, type Tags } from './tag.ts'
import { createTokenReads, type TokenReads } from './token-read.ts'
import { createTokens, type Tokens } from './token.ts'
import { createTimesOf, type TimesOf } from './times-of.ts'
import { createHookCursors, type HookCursors } from './told.ts'
import { createTransact, type Transact } from './transact.ts'

/** All that the core knows to do: what resolvers, commands and jobs call. */
export type Domain = {
  clock: Clock
  dimensions: Dimensions
  hub: Hub
  transact: Transact
  runs: Runs & { read: RunReads; details: RunDetailReads; changes: ChangeReads }
  fills: Fills & { read: FillReads; changes: ChangeReads }
  environments: Environments & { read: EnvironmentReads }
  instruments: Instruments & { read: InstrumentReads; changes: ChangeReads }
  measurements: Measurements & { read: MeasurementReads; channels: ChannelReads }
  statistics: Statistics
  suggestions: Suggestions
  exports: Exports
  timesOf: TimesOf
  tags: Tags
  detectors: Detectors
  tokens: Tokens & { read: TokenReads; changes: ChangeReads }
  savedViews: SavedViews & { read: SavedViewReads; changes: ChangeReads }
  parkedEvents: ParkedEvents & { read: ParkedEventReads }
  hookCursors: HookCursors
  jobs: Jobs & { read: JobReads; runs: JobRunReads }
  intakeFiles: IntakeFileReads
} & AsyncDisposable

export const createDomain = async (
  db: Database,
  { clock, log = () => undefined }: { clock: Clock; log?: (error: unknown, message: string) => void },
): Promise<Domain> => {
  const dimensions = await createDimensions({ writer: db.aside })
  const hub = await createHub(db, { dimensions, log })
  const transact = createTransact(db.writer, async (entities) => {
    // Nothing announced, nobody to wake: jobs that tick each second come by here.
    if (entities.size === 0) return
    hub.committed()
    // Whoever made a tag may ask by it with the next request, before its event has come round.
    await Promise.all(Array.from(entities, dimensions.reload)).catch((error: unknown) => log(error, 'names could not be read again; their events will'))
  })
  const tokens = createTokens({ db, transact, hub, clock, log })
  const parts = { transact, dimensions, clock }
  const reads = { reader: db.reader, dimensions, clock }
  const jobRuns = createJobRunReads(db)
  return {
    clock,
    dimensions,
    hub,
    transact,
    runs: { ...createRuns(parts), read: createRunReads(reads), details: createRunDetailReads(db), changes: createChangeReads(db, 'RUN') },
    fills: { ...createFills(parts), read: createFillReads(reads), changes: createChangeReads(db, 'FILL') },
    environments: { ...createEnvironments(parts), read: createEnvironmentReads(db) },
    instruments: { ...createInstruments(parts), read: createInstrumentReads(reads), changes: createChangeReads(db, 'INSTRUMENT') },
    measurements: { ...createMeasurements({ ...parts, db }), read: createMeasurementReads(db), channels: createChannelReads(db) },
    statistics: createStatistics(reads),
    suggestions: createSuggestions(reads),
    timesOf: createTimesOf(reads),
    exports: createExports({ snapshot: db.snapshot, dimensions, clock }),
    tags: createTagVerbs(parts),
    detectors: createDetectors(parts),
    tokens: { ...tokens, read: createTokenReads(reads), changes: createChangeReads(db, 'TOKEN') },
    savedViews: { ...createSavedViews(parts), read: createSavedViewReads(db), changes: createChangeReads(db, 'SAVED_VIEW') },
    parkedEvents: { ...createParkedEvents(parts), read: createParkedEventReads(db) },
    hookCursors: createHookCursors(db, hub.epoch),
    jobs: { ...createJobs({ transact, clock, board: createJobBoard() }), read: createJobReads({ reader: db.reader, runs: jobRuns }), runs: jobRuns },
    intakeFiles: createIntakeFileReads(db),
    async [Symbol.asyncDispose]() {
      await tokens[Symbol.asyncDispose]()
      await hub[Symbol.asyncDispose]()
    },
  }
}
