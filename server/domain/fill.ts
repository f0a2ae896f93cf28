import type { Actor } from './actor.ts'
import type { Clock } from './clock.ts'
import type { Dimensions } from './dimension.ts'
import { writeFills, type FillInput } from './fill-write.ts'
import { ingest, type IngestRequest } from './ingest.ts'
import type { Transact } from './transact.ts'

export type Fills = ReturnType<typeof createFills>

/** The verbs of a fill. */
export const createFills = ({ transact, dimensions, clock }: { transact: Transact; dimensions: Dimensions; clock: Clock }) => ({
  ingest: (request: IngestRequest<FillInput>, actor: Actor) => {
    const now = clock.now()
    return ingest(transact, 'ingestFills', request, { actor, now }, async (tx, items) => {
      const results = await writeFills(tx, dimensions, items, { actor, now, atomic: request.atomic ?? false })
      return results.map(({ number, status, faults }, index) => ({
        index, status, faults, key: status === 'FAILED' ? null : String(number),
      }))
    })
  },
})
