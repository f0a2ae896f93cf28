import { BadQuestion } from '../domain/fault.ts'

/** A place in the outbox: transaction id, then event id. Both grow, and so does their order. */
export type Position = { xid: bigint; id: bigint }

export const isAfter = (a: Position, b: Position): boolean => a.xid > b.xid || (a.xid === b.xid && a.id > b.id)

/** The cursor a client keeps: opaque, and bound to this outbox by its epoch. */
export const toCursor = (epoch: string, { xid, id }: Position): string =>
  Buffer.from(`event:${epoch}:${xid}:${id}`).toString('base64url')

const pattern = /^event:([0-9a-f-]{36}):(\d{1,20}):(\d{1,19})$/

/**
 * @returns the place, or `elsewhere` when the cursor is of an outbox that is no more (the database was restored since)
 * @throws BadQuestion when it is no cursor of events at all
 */
export const fromCursor = (epoch: string, cursor: string): Position | 'elsewhere' => {
  const found = pattern.exec(Buffer.from(cursor, 'base64url').toString('latin1'))
  if (!found || cursor.length > 200) throw new BadQuestion(`"${cursor.slice(0, 80)}" is not a cursor of events`)
  const [xid, id] = [BigInt(found[2]!), BigInt(found[3]!)]
  if (xid >= 2n ** 64n || id >= 2n ** 63n) throw new BadQuestion(`"${cursor.slice(0, 80)}" is not a cursor of events`)
  return found[1] === epoch ? { xid, id } : 'elsewhere'
}
