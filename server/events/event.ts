import type { EventChange, Entity } from './outbox.ts'
import type { Position } from './cursor.ts'

/** A fact with its place in the outbox. */
export type StoredEvent = Position & {
  kind: string
  entity: Entity
  key: string
  change: EventChange
  fields: readonly string[]
  data: unknown
  actor: string
  /** RFC 3339, UTC */
  at: string
}

export type EventRow = { xid: string; id: string; kind: string; entity: Entity; key: string; change: EventChange; fields: string; data: string | null; actor: string; at: string }

/** Columns of an event as the reader takes them: arrays and JSON as text. */
export const eventColumns = `xid::text as xid, id, kind, entity, key, change, to_json(fields)::text as fields, data::text as data, actor, at`

export const toEvent = (row: EventRow): StoredEvent => ({
  ...row,
  xid: BigInt(row.xid),
  id: BigInt(row.id),
  fields: JSON.parse(row.fields) as string[],
  data: row.data === null ? null : (JSON.parse(row.data) as unknown),
})
