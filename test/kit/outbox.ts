import type { Database } from '../../drizzle/database.ts'

export type Place = { xid: string; id: string }

/** The outbox itself from a place on, in its order. */
export const outbox = async ({ raw }: Pick<Database, 'raw'>, after: Place = { xid: '0', id: '0' }) =>
  raw<{ xid: string; id: string; kind: string; key: string }[]>`
    select xid::text, id::text, kind, key from event where (xid, id) > (${after.xid}::text::xid8, ${after.id}::text::bigint) order by event.xid, event.id`

/** What a cursor of events says to those who made it. */
export const placeOf = (cursor: string): Place => {
  const [, , xid, id] = Buffer.from(cursor, 'base64url').toString().split(':')
  return { xid: xid!, id: id! }
}
