import type { Reader } from '../../drizzle/database.ts'
import type { EventChange } from '../events/outbox.ts'
import { createList } from './list.ts'
import { wholeRows } from './row.ts'

export const parkedStates = ['PARKED', 'DONE', 'DROPPED'] as const
export type ParkedState = (typeof parkedStates)[number]

/** A parked event as it was read. `data` is JSON text. */
export type ParkedEventRow = {
  id: number
  plugin: string
  eventId: string
  kind: string
  entity: string
  key: string
  change: EventChange
  data: string | null
  actor: string
  at: string
  attempts: number
  error: string
  parkedAt: string
  state: ParkedState
  settledAt: string | null
  settledBy: string | null
}

const columns: Readonly<Record<keyof ParkedEventRow, string>> = {
  id: 'e.id::int', plugin: 'e.plugin', eventId: 'e.event_id::text', kind: 'e.kind', entity: 'e.entity', key: 'e.key', change: 'e.change',
  data: 'e.data::text', actor: 'e.actor', at: 'e.at', attempts: 'e.attempts', error: 'e.error', parkedAt: 'e.parked_at', state: 'e.state',
  settledAt: 'e.settled_at', settledBy: 'e.settled_by',
}

const plan = wholeRows<ParkedEventRow>(columns)

/** Which parked events; all without a state. */
export type ParkedEventFilter = { state?: ParkedState | null | undefined }

export type ParkedEventReads = ReturnType<typeof createParkedEventReads>

/** What plugins failed on, newest first. */
export const createParkedEventReads = ({ reader }: { reader: Reader }) =>
  createList<ParkedEventRow, keyof ParkedEventRow, ParkedEventFilter, 'ID'>({
    reader,
    name: 'parked events',
    from: 'parked_event e',
    key: { sql: 'e.id', type: 'int', of: (row) => row.id },
    orders: { ID: { column: 'id', sql: 'e.id', type: 'int' } },
    usualOrder: { field: 'ID', descending: true },
    where: (filter, { put }) => (filter?.state == null ? null : `e.state = ${put(filter.state)}::parked_state`),
    plan: () => plan,
  })
