import type postgres from 'postgres'
import type { Transaction } from '../../drizzle/database.ts'
import { insertRows } from '../../drizzle/bulk.ts'
import { event } from '../../drizzle/tables/event.ts'
import type { Actor } from '../domain/actor.ts'

/** What an event is about: one row of a table, by its natural key. */
export const entities = ['RUN', 'FILL', 'ENVIRONMENT', 'DETECTOR', 'RUN_TYPE', 'PERIOD', 'TAG', 'TOKEN', 'INSTRUMENT', 'JOB', 'PLUGIN', 'SAVED_VIEW', 'INTAKE_FILE'] as const

/** A plugin's own things are called `<plugin id>.<noun>`: brewer.file */
export type Entity = (typeof entities)[number] | `${string}.${string}`

export type EventChange = 'CREATED' | 'UPDATED' | 'DELETED'

/** A fact, before it has a place in the outbox. `kind` is `<noun>.<past participle>`: run.started, fill.updated. */
export type Announcement = {
  kind: string
  entity: Entity
  key: string
  change: EventChange
  /** API names of the fields that changed. */
  fields?: readonly string[]
  data?: unknown
}

const announced = new WeakMap<Transaction, Set<Entity>>()

/** What a transaction has announced facts about. */
export const announcedIn = (tx: Transaction): ReadonlySet<Entity> => announced.get(tx) ?? new Set()

/** Writes facts into the outbox, in the transaction that makes them true. */
export const announce = async (
  tx: Transaction,
  announcements: readonly Announcement[],
  { actor, at }: { actor: Actor; at: Date },
): Promise<void> => {
  const about = announced.get(tx) ?? new Set()
  announced.set(tx, about)
  for (const { entity } of announcements) about.add(entity)
  await insertRows(
    tx,
    event,
    announcements.map(({ kind, entity, key, change, fields = [], data = null }) => ({
      kind, entity, key, change, fields, data, actor: actor.name, at,
    })),
  )
}

/**
 * The end of a statement that has written rows: its facts about them, so that both are one transaction. For what comes
 * by the thousand and has no other reason for a transaction.
 * @param facts selects the columns kind, key, change, fields and data
 */
export const announceWritten = (
  raw: postgres.Sql, facts: postgres.Fragment, { entity, actor, at }: { entity: Entity; actor: string; at: Date },
): postgres.Fragment => raw`
  insert into event (kind, entity, key, change, fields, data, actor, at)
  select kind, ${entity}, key, change, fields, data, ${actor}, ${at} from (${facts}) as facts`
