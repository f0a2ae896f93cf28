import { randomUUID } from 'node:crypto'
import type { Core } from '../core.ts'
import { systemActor } from '../domain/actor.ts'
import { createDetectors } from '../domain/detector.ts'
import type { Dimensions } from '../domain/dimension.ts'
import type { EnvironmentInput } from '../domain/environment-write.ts'
import { createEnvironments } from '../domain/environment.ts'
import type { Outcome } from '../domain/fault.ts'
import type { FillInput } from '../domain/fill-write.ts'
import { createFills } from '../domain/fill.ts'
import { maxItems, type IngestRequest, type IngestResult } from '../domain/ingest.ts'
import type { RunInput } from '../domain/run-input.ts'
import { readIds } from '../domain/run-read.ts'
import { createRuns } from '../domain/run.ts'
import type { Transact } from '../domain/transact.ts'
import { wantedFields } from '../domain/wanted.ts'
import type { Actor } from '../domain/actor.ts'
import { CommandFault, wordsOfFaults } from './fault.ts'

export const importActor = systemActor('logline import')

/** What a run's row says of it before the import touches it. */
export type Standing = { fillNumber: number | null; detectors: readonly string[] }

/** Where an import puts things: the domain's verbs, with the history and the events that go with them. */
export type Intake = {
  fills: (items: readonly FillInput[]) => Promise<IngestResult[]>
  runs: (items: readonly RunInput[]) => Promise<IngestResult[]>
  environments: (items: readonly EnvironmentInput[]) => Promise<IngestResult[]>
  isDetector: (name: string) => boolean
  /** Makes a detector; refused when it cannot be a detector's name. */
  createDetector: (name: string) => Promise<Outcome<string>>
  /** Runs as they are; those that aren't there are missing. */
  standing: (numbers: readonly number[]) => Promise<Map<number, Standing>>
}

type Ingest<Item> = (request: IngestRequest<Item>, actor: Actor) => Promise<Outcome<IngestResult[]>>

/**
 * At most 500 items through one of the domain's ingests. The key is a fresh one: what an import brings has natural
 * keys, which make it repeatable; a key made from the file would let an import pass for done after others changed the
 * data.
 */
export const bring = async <Item>(ingest: Ingest<Item>, items: readonly Item[]): Promise<IngestResult[]> => {
  if (items.length === 0) return []
  const { value, faults } = await ingest({ idempotencyKey: `import ${randomUUID()}`, items }, importActor)
  if (!value) throw new CommandFault(wordsOfFaults(faults))
  return value
}

/** The verbs that an import needs, on whichever transactions it is to use. */
export const verbsOn = (parts: { transact: Transact; dimensions: Dimensions; clock: Core['domain']['clock'] }) => ({
  runs: createRuns(parts),
  fills: createFills(parts),
  environments: createEnvironments(parts),
  detectors: createDetectors(parts),
})

const standingFields = wantedFields('fill', 'detectors')

export const readStanding = async ({ runs, dimensions }: Core['domain'], numbers: readonly number[]) => {
  const rows = await runs.read.byKeys(numbers, standingFields)
  return new Map(
    Array.from(rows.values(), ({ number, fillNumber, detectors }): [number, Standing] => [
      number,
      { fillNumber, detectors: readIds(detectors).flatMap((id) => dimensions.detectors.byId(id)?.name ?? []) },
    ]),
  )
}

/** Writes what it gets. */
export const createIntake = ({ domain }: Pick<Core, 'domain'>): Intake => {
  const { runs, fills, environments, detectors, dimensions } = domain
  return {
    fills: (items) => bring(fills.ingest, items),
    runs: (items) => bring(runs.ingest, items),
    environments: (items) => bring(environments.ingest, items),
    isDetector: (name) => dimensions.detectors.byName(name) !== undefined,
    createDetector: async (name) => {
      const outcome = await detectors.create({ name }, importActor)
      await dimensions.detectors.reload()
      return outcome
    },
    standing: (numbers) => readStanding(domain, numbers),
  }
}

/** In pieces that one ingest takes. */
export const inBatches = <Item>(items: readonly Item[]): Item[][] =>
  Array.from({ length: Math.ceil(items.length / maxItems) }, (_, index) =>
    items.slice(index * maxItems, (index + 1) * maxItems),
  )
