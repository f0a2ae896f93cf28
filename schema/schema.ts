import type { GraphQLSchema } from 'graphql'
import { createBuilder, type Builder } from './builder.ts'
import { addChanges } from './change.ts'
import { addDimensions } from './dimension.ts'
import { addEnvironment } from './environment.ts'
import { addEvent } from './event.ts'
import { addFill } from './fill.ts'
import { addInstrumentMutations } from './instrument-mutations.ts'
import { addInstrument } from './instrument.ts'
import { addJobMutations } from './job-mutations.ts'
import { addJobRun } from './job-run.ts'
import { addJob } from './job.ts'
import { addIntakeFiles } from './intake-file.ts'
import { addNode } from './node.ts'
import { declareNouns } from './nouns.ts'
import { addParkedEvents } from './parked-event.ts'
import { addPlugins } from './plugin.ts'
import { addRunInputs } from './run-inputs.ts'
import { addRunMutations } from './run-mutations.ts'
import { addRun } from './run.ts'
import { addSavedViewMutations } from './saved-view-mutations.ts'
import { addSavedView } from './saved-view.ts'
import { addServer, type ServerFacts } from './server.ts'
import { addShared, type Shared } from './shared.ts'
import { addTokenMutations } from './token-mutations.ts'
import { addToken } from './token.ts'
import { addViewer } from './viewer.ts'
import { addStatistics } from './statistics.ts'
import { addSuggestions } from './suggestion.ts'

/** What somebody adds to the schema of the core. */
export type SchemaAddition = (builder: Builder, shared: Shared) => void

/** The schema of the core, everything that can be asked, and what plugins add to it. */
export const createSchema = (facts: ServerFacts, additions: readonly SchemaAddition[] = []): GraphQLSchema => {
  const builder = createBuilder()
  const shared = addShared(builder, facts.experimentZone)
  const nouns = declareNouns(builder, shared)
  const dimensions = addDimensions(builder, shared)
  const runInputs = addRunInputs(builder, shared)
  const changes = addChanges(builder, shared)
  addRun(builder, shared, dimensions, runInputs, nouns, changes)
  addRunMutations(builder, shared, runInputs, nouns)
  const fills = addFill(builder, shared, dimensions, runInputs, nouns, changes)
  addEnvironment(builder, shared, runInputs, nouns)
  addInstrument(builder, shared, nouns, changes)
  addInstrumentMutations(builder, shared, nouns)
  addStatistics(builder, { dimensions, inputs: runInputs, nouns, fills })
  addSuggestions(builder)
  addEvent(builder, shared)
  const plugins = addPlugins(builder, shared)
  addParkedEvents(builder, shared, plugins)
  addIntakeFiles(builder, shared, plugins)
  addServer(builder, facts)
  const viewer = addViewer(builder)
  addTokenMutations(builder, shared, viewer, addToken(builder, shared, viewer, changes))
  addSavedViewMutations(builder, shared, addSavedView(builder, shared, changes))
  const jobRuns = addJobRun(builder, shared)
  addJobMutations(builder, shared, jobRuns, addJob(builder, shared, jobRuns, plugins))
  addNode(builder, shared.node, shared.nodeTypes)
  for (const add of additions) add(builder, shared)
  return builder.toSchema()
}
