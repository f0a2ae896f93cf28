import type { Transaction } from '../../drizzle/database.ts'
import { insertRows } from '../../drizzle/bulk.ts'
import { change } from '../../drizzle/tables/change.ts'
import type { Entity } from '../events/outbox.ts'
import type { Actor } from './actor.ts'

/** One field that an edit changed, before and after as JSON. */
export type FieldChange = { field: string; before: unknown; after: unknown; reason?: string | null }

/** Writes the field-level history of an edit: who, when, what, from, to, why. */
export const recordChanges = async (
  tx: Transaction,
  entity: Entity,
  changes: readonly (FieldChange & { key: string })[],
  { actor, at, reason }: { actor: Actor; at: Date; reason: string | null },
): Promise<void> => {
  await insertRows(
    tx,
    change,
    changes.map(({ key, field, before, after, reason: own }) => ({
      entity, key, field, before: before ?? null, after: after ?? null, reason: own ?? reason, actor: actor.name, at,
    })),
  )
}
