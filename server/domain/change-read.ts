import type { Reader } from '../../drizzle/database.ts'
import type { Entity } from '../events/outbox.ts'
import { createList } from './list.ts'
import { wholeRows } from './row.ts'

/** One field that an edit changed, as it was read. Values are JSON text. */
export type ChangeRow = {
  id: number
  key: string
  field: string
  before: string | null
  after: string | null
  reason: string | null
  actor: string
  at: string
}

const columns = {
  id: 'c.id::int', key: 'c.key', field: 'c.field', before: 'c.before::text', after: 'c.after::text', reason: 'c.reason', actor: 'c.actor', at: 'c.at',
} as const

const plan = wholeRows<ChangeRow>(columns)

export type ChangeReads = ReturnType<typeof createChangeReads>

/** The history of edits of one kind of thing. */
export const createChangeReads = ({ reader }: { reader: Reader }, entity: Entity) =>
  createList<ChangeRow, keyof ChangeRow, Record<never, never>, 'AT'>({
    reader,
    name: `changes of ${entity.toLowerCase()}s`,
    from: 'change c',
    key: { sql: 'c.id', type: 'int', of: (row) => row.id },
    orders: { AT: { column: 'id', sql: 'c.id', type: 'int' } },
    usualOrder: { field: 'AT', descending: true },
    where: (_filter, { put }) => `c.entity = ${put(entity)}::text`,
    plan: () => plan,
  })

