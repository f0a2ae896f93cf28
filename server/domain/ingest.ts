import { createHash } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import type { Transaction } from '../../drizzle/database.ts'
import { idempotencyKey } from '../../drizzle/tables/idempotency-key.ts'
import type { Actor } from './actor.ts'
import { done, fault, refused, type Fault, type Outcome } from './fault.ts'
import { isStorable } from './text.ts'
import type { Transact } from './transact.ts'

/** How many items one call may bring. */
export const maxItems = 500

/** What became of one item of an ingest; `key` is the natural key of what it wrote. */
export type IngestResult = {
  index: number
  status: 'CREATED' | 'UPDATED' | 'UNCHANGED' | 'FAILED'
  key: string | null
  faults: readonly Fault[]
  /** Of an item that has many points: what became of them. */
  points?: { created: number; updated: number; unchanged: number }
}

export type IngestRequest<Item> = { idempotencyKey: string; items: readonly Item[]; atomic?: boolean | null | undefined }

/** JSON with sorted keys: the same input hashes alike however the client ordered it. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'bigint'
      ? part.toString()
      : part && typeof part === 'object' && !Array.isArray(part)
        ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
        : part,
  )

const equal = (a: Uint8Array, b: Uint8Array) => Buffer.compare(a, b) === 0

/**
 * Takes in up to 500 items under a key. The key, a hash of the input and the answer are stored in the same transaction
 * as the items: who asks again gets the first answer, and nothing is done twice. Other input under the same key is
 * refused. Calls with the same key wait for each other.
 */
export const ingest = async <Item>(
  transact: Transact,
  operation: string,
  { idempotencyKey: key, items, atomic }: IngestRequest<Item>,
  { actor, now }: { actor: Actor; now: number },
  write: (tx: Transaction, items: readonly Item[]) => Promise<IngestResult[]>,
): Promise<Outcome<IngestResult[]>> => {
  if (key.length < 1 || key.length > 200 || !isStorable(key)) {
    return refused(fault('INVALID_INPUT', ['idempotencyKey'], 'An idempotency key has 1 to 200 characters'))
  }
  if (items.length > maxItems) {
    return refused(fault('TOO_MANY_ITEMS', ['items'], `${items.length} items: at most ${maxItems} in one call`))
  }
  const inputHash = createHash('sha256').update(canonical({ operation, items, atomic: atomic ?? false })).digest()
  return transact(async (tx) => {
    const claimed = await tx
      .insert(idempotencyKey)
      .values({ owner: actor.id, key, operation, inputHash, answer: [], createdAt: new Date(now) })
      .onConflictDoNothing()
      .returning({ key: idempotencyKey.key })
    const mine = and(eq(idempotencyKey.owner, actor.id), eq(idempotencyKey.key, key))
    if (claimed.length === 0) {
      const [first] = await tx.select().from(idempotencyKey).where(mine)
      if (!first) throw new Error('an idempotency key vanished while it was read')
      if (first.operation === operation && equal(first.inputHash, inputHash)) return done(first.answer as IngestResult[])
      return refused(fault('IDEMPOTENCY_KEY_REUSED', ['idempotencyKey'], `The key ${key} was used for another input`))
    }
    const results = await write(tx, items)
    await tx.update(idempotencyKey).set({ answer: results }).where(mine)
    return done(results)
  })
}
