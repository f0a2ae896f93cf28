import { sql } from 'drizzle-orm'
import type { Transaction } from '../../drizzle/database.ts'
import type { Core } from '../core.ts'
import { createDimensions } from '../domain/dimension.ts'
import type { IngestRequest, IngestResult } from '../domain/ingest.ts'
import { textArray } from '../domain/parameters.ts'
import type { RunInput } from '../domain/run-input.ts'
import { createTransact } from '../domain/transact.ts'
import type { Actor } from '../domain/actor.ts'
import type { Outcome } from '../domain/fault.ts'
import { bring, importActor, inBatches, readStanding, verbsOn, type Intake } from './intake.ts'
import { rolledBack } from './rolled-back.ts'

type Verbs = ReturnType<typeof verbsOn>

/** Tables of names whose ids are few (16 bits), and are not given back when a transaction is. */
const named = ['detector', 'run_type', 'period'] as const
type Named = (typeof named)[number]

const pretend = async (tx: Transaction, table: Named, names: ReadonlySet<string>) => {
  if (names.size === 0) return
  await tx.execute(sql`
    insert into ${sql.identifier(table)} (id, name) overriding system value
    select -row_number() over (), name from unnest(${textArray(names)}::text[]) as name
    where not exists (select from ${sql.identifier(table)} as there where there.name = name.name)`)
}

/** The n-th items of each key together: one ingest takes a key once. */
const inLayers = <Item>(lists: readonly (readonly Item[])[]): Item[][] =>
  Array.from({ length: Math.max(0, ...lists.map(({ length }) => length)) }, (_, layer) =>
    lists.flatMap((list) => list.slice(layer, layer + 1)),
  )

/**
 * Finds out what an import would do, by doing it: the same verbs, in transactions that are rolled back. Each batch has
 * its own, because a long one would hold up the events and the writers of a running server; what earlier batches would
 * have written about the same things is written again before it, so that the answers are those of the import itself.
 */
export const createRehearsal = ({ domain, db }: Pick<Core, 'domain' | 'db'>): Intake => {
  const { clock, dimensions } = domain
  const names: Record<Named, Set<string>> = { detector: new Set(), run_type: new Set(), period: new Set() }
  const places = new Map<number, number>()

  const rehearse = <Result>(work: (verbs: Verbs) => Promise<Result>): Promise<Result> =>
    rolledBack(createTransact(db.writer, () => undefined), async (tx) => {
      for (const table of named) await pretend(tx, table, names[table])
      return work(verbsOn({ clock, dimensions: await createDimensions({ writer: tx }), transact: tx.transaction.bind(tx) }))
    })

  const remembering = <Item>(
    keyOf: (item: Item) => number | string,
    ingestOf: (verbs: Verbs) => (request: IngestRequest<Item>, actor: Actor) => Promise<Outcome<IngestResult[]>>,
    done: (item: Item) => void = () => undefined,
  ) => {
    const earlier = new Map<number | string, Item[]>()
    return async (items: readonly Item[]): Promise<IngestResult[]> => {
      const keys = new Set(items.map(keyOf))
      const before = inLayers(Array.from(keys, (key) => earlier.get(key) ?? []))
      const results = await rehearse(async (verbs) => {
        for (const layer of before.flatMap(inBatches)) await bring(ingestOf(verbs), layer)
        return bring(ingestOf(verbs), items)
      })
      for (const { index, status } of results) {
        const item = items[index]
        if (item === undefined || status === 'FAILED' || status === 'UNCHANGED') continue
        const list = earlier.get(keyOf(item))
        if (list) list.push(item)
        else earlier.set(keyOf(item), [item])
        done(item)
      }
      return results
    }
  }

  const recall = ({ number, fillNumber, type, period }: RunInput) => {
    if (fillNumber != null) places.set(number, fillNumber)
    if (type != null) names.run_type.add(type)
    if (period != null) names.period.add(period)
  }

  return {
    fills: remembering(
      ({ number }) => number,
      ({ fills }) => fills.ingest,
    ),
    runs: remembering(
      ({ number }) => number,
      ({ runs }) => runs.ingest,
      recall,
    ),
    environments: remembering(
      ({ id }) => id,
      ({ environments }) => environments.ingest,
    ),
    isDetector: (name) => names.detector.has(name) || dimensions.detectors.byName(name) !== undefined,
    createDetector: async (name) => {
      const outcome = await rehearse(({ detectors }) => detectors.create({ name }, importActor))
      if (outcome.value !== null) names.detector.add(name)
      return outcome
    },
    standing: async (numbers) => {
      const standing = await readStanding(domain, numbers)
      for (const number of numbers) {
        const fillNumber = places.get(number)
        if (fillNumber !== undefined)
          standing.set(number, { detectors: standing.get(number)?.detectors ?? [], fillNumber })
      }
      return standing
    },
  }
}
