import type { Actor } from './actor.ts'
import type { Clock } from './clock.ts'
import { writeEnvironments, type EnvironmentInput } from './environment-write.ts'
import { ingest, type IngestRequest } from './ingest.ts'
import type { Transact } from './transact.ts'

export type Environments = ReturnType<typeof createEnvironments>

/** The verbs of an environment. */
export const createEnvironments = ({ transact, clock }: { transact: Transact; clock: Clock }) => ({
  ingest: (request: IngestRequest<EnvironmentInput>, actor: Actor) => {
    const now = clock.now()
    return ingest(transact, 'ingestEnvironments', request, { actor, now }, async (tx, items) => {
      const results = await writeEnvironments(tx, items, { actor, now, atomic: request.atomic ?? false })
      return results.map(({ id, status, faults }, index) => ({ index, status, faults, key: status === 'FAILED' ? null : id }))
    })
  },
})
