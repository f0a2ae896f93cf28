import type { Database } from '../../drizzle/database.ts'
import type { Actor } from './actor.ts'
import type { Clock } from './clock.ts'
import { ingest, type IngestRequest } from './ingest.ts'
import type { MeasurementInput } from './measurement-input.ts'
import { createPartitions } from './measurement-partition.ts'
import { writeMeasurements } from './measurement-write.ts'
import type { Transact } from './transact.ts'

export type Measurements = ReturnType<typeof createMeasurements>

/** The verbs of measurements. */
export const createMeasurements = ({ transact, clock, db }: { transact: Transact; clock: Clock; db: { aside: Pick<Database['aside'], 'transaction'> } }) => {
  const makePartitions = createPartitions(db)
  return {
    /** Takes in up to 500 items, each a point or a series; the same again changes nothing, another value corrects. */
    ingest: (request: IngestRequest<MeasurementInput>, actor: Actor) => {
      const now = clock.now()
      return ingest(transact, 'ingestMeasurements', request, { actor, now }, (tx, items) =>
        writeMeasurements(tx, items, { actor, now, atomic: request.atomic ?? false, makePartitions }))
    },
  }
}
