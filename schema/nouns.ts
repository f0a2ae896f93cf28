import type { EnvironmentRow } from '../server/domain/environment-read.ts'
import type { FillRow } from '../server/domain/fill-read.ts'
import type { InstrumentRow } from '../server/domain/instrument-read.ts'
import type { Sibling } from '../server/domain/row.ts'
import type { RunRow } from '../server/domain/run-read.ts'
import type { Builder } from './builder.ts'
import { connectionOf } from './connection.ts'
import type { Shared } from './shared.ts'

/** The nouns that name each other, declared before any of them is described. */
export const declareNouns = (builder: Builder, { pageInfo }: Shared) => {
  const run = builder.objectRef<Sibling<RunRow>>('Run')
  const fill = builder.objectRef<Sibling<FillRow>>('Fill')
  const environment = builder.objectRef<Sibling<EnvironmentRow>>('Environment')
  const instrument = builder.objectRef<Sibling<InstrumentRow>>('Instrument')
  return {
    run, fill, environment, instrument,
    runConnection: connectionOf<Sibling<RunRow>>(builder, pageInfo, 'Run', run as never),
    fillConnection: connectionOf<Sibling<FillRow>>(builder, pageInfo, 'Fill', fill as never),
    environmentConnection: connectionOf<Sibling<EnvironmentRow>>(builder, pageInfo, 'Environment', environment as never),
    instrumentConnection: connectionOf<Sibling<InstrumentRow>>(builder, pageInfo, 'Instrument', instrument as never),
  }
}

export type NounRefs = ReturnType<typeof declareNouns>
