import type { Database } from '../../drizzle/database.ts'
import type { Dimensions } from '../domain/dimension.ts'
import { createParameters, numberArray, textArray } from '../domain/parameters.ts'
import { fromCursor, isAfter, toCursor, type Position } from './cursor.ts'
import { eventColumns, toEvent, type EventRow, type StoredEvent } from './event.ts'
import type { Entity } from './outbox.ts'
import { createQueue, resyncAt, type Delivery, type Queue } from './queue.ts'

const channel = 'logline_event'
/** LISTEN may lose a wake-up (a dropped connection): then the events come with the next look. */
const pollMs = 1000
/** Looks again this soon while an event waits for an older transaction to end. */
const unsettledMs = 15
const pageSize = 500

export type Subscription = {
  /** Go on from this cursor; without one, from now. */
  after?: string | null
  wants: (event: StoredEvent) => boolean
  /** Ends it at once, also while it waits. */
  signal?: AbortSignal
  /** Melt what waits for a slow subscriber into the latest state of each row. */
  coalesce: boolean
}

export type EventPage = {
  after?: Position | null | undefined
  before?: Position | null | undefined
  kinds?: readonly string[] | null | undefined
  limit: number
  backwards?: boolean
}

export type Hub = {
  epoch: string
  position: () => Position
  /** Where the outbox stands, as a cursor: what was read after asking is no older than this. */
  cursor: () => string
  cursorOf: (position: Position) => string
  /** Batches of deliveries, in order, without a gap. Ends when the consumer returns or the hub closes. */
  subscribe: (subscription: Subscription) => AsyncGenerator<Delivery[], void, void>
  /** Calls back after events about each kind of thing, made here or by another server: for what is kept in memory. */
  whenTold: (tell: (entity: Entity) => void) => Disposable
  /** After a commit: look now, and tell the other servers. */
  committed: () => void
  /** Settled events between two places, oldest first unless backwards. */
  page: (request: EventPage) => Promise<StoredEvent[]>
  byIds: (ids: readonly bigint[]) => Promise<StoredEvent[]>
  count: (kinds: readonly string[] | null) => Promise<number>
  subscribers: () => number
  /** Seconds that the newest event waited to be told; null when there was none yet. */
  lagSeconds: () => number | null
} & AsyncDisposable

/**
 * Reads the outbox once per server and hands its events to all subscribers. The order is (transaction id, event id),
 * bounded by the oldest transaction that still runs: an event that commits late is never jumped over.
 */
export const createHub = async (
  { reader, raw }: Pick<Database, 'reader' | 'raw'>,
  { dimensions, log = () => undefined }: { dimensions: Dimensions; log?: (error: unknown, message: string) => void },
): Promise<Hub> => {
  const epoch = await openOutbox({ raw })
  const queues = new Set<{ queue: Queue; wants: Subscription['wants'] }>()
  const listeners = new Set<(entity: Entity) => void>()
  let position = await lastSettled({ reader })
  let lag: number | null = null
  let closed = false

  const page: Hub['page'] = ({ after, before, kinds, limit, backwards = false }) => readEvents({ reader }, { after, before, kinds, limit, backwards })

  const deliver = async (events: readonly StoredEvent[]) => {
    // Names first, so that whoever is told of a new tag finds it in memory.
    for (const entity of new Set(events.map((event) => event.entity))) {
      await dimensions.reload(entity)
      for (const tell of listeners) tell(entity)
    }
    for (const event of events) {
      for (const { queue, wants } of queues) if (wants(event)) queue.push(event)
    }
    const last = events.at(-1)
    if (!last) return
    position = { xid: last.xid, id: last.id }
    lag = Math.max(0, Date.now() - Date.parse(last.at)) / 1000
  }

  let looking: Promise<void> | undefined
  let again = false
  let soon: NodeJS.Timeout | undefined
  const look = (): void => {
    again = true
    if (closed) return
    looking ??= Promise.resolve().then(async () => {
      try {
        while (again && !closed) {
          again = false
          const events = await page({ after: position, limit: pageSize })
          await deliver(events)
          if (events.length === pageSize) again = true
          else if (await hasUnsettled({ reader }, position)) soon ??= setTimeout(() => { soon = undefined; look() }, unsettledMs)
        }
      } catch (error) {
        log(error, 'events could not be read; the next look will try again')
      } finally {
        // At once, not a few promises later: a look in between would wait for the next poll.
        looking = undefined
      }
    })
  }

  const poll = setInterval(look, pollMs)
  poll.unref()
  const listener = await raw.listen(channel, look, look)

  let telling: Promise<unknown> | undefined
  let tellAgain = false
  const tell = (): void => {
    tellAgain = true
    telling ??= Promise.resolve().then(async () => {
      try {
        while (tellAgain) {
          tellAgain = false
          await raw`select pg_notify(${channel}, '')`
        }
      } catch (error) {
        log(error, 'the other servers were not woken; they poll')
      } finally {
        telling = undefined
      }
    })
  }

  async function* subscribe({ after, wants, coalesce, signal }: Subscription): AsyncGenerator<Delivery[], void, void> {
    const entry = { queue: createQueue({ coalesce }), wants }
    let seen = position
    const end = () => entry.queue.close()
    signal?.addEventListener('abort', end, { once: true })
    if (signal?.aborted) end()
    try {
      if (after != null) {
        const start = fromCursor(epoch, after)
        if (start === 'elsewhere' || (await isLost({ reader }, start))) {
          queues.add(entry)
          seen = position
          yield [resyncAt(position)]
        } else {
          // Catch up from the table at the subscriber's own pace, and join the live stream only near its head.
          seen = start
          for (;;) {
            const events = await page({ after: seen, limit: pageSize })
            const last = events.at(-1)
            if (last) seen = last
            const wanted = events.filter(wants)
            if (wanted.length > 0) yield wanted
            if (events.length < pageSize) break
          }
          queues.add(entry)
          const head = position
          while (isAfter(head, seen)) {
            const events = (await page({ after: seen, limit: pageSize })).filter((event) => !isAfter(event, head))
            const wanted = events.filter(wants)
            seen = events.at(-1) ?? head
            if (wanted.length > 0) yield wanted
          }
        }
      } else {
        queues.add(entry)
        seen = position
      }
      for (;;) {
        const deliveries = await entry.queue.take()
        if (deliveries.length === 0) return
        const fresh = deliveries.filter((delivery) => isAfter(delivery, seen))
        if (fresh.length > 0) yield fresh
      }
    } finally {
      signal?.removeEventListener('abort', end)
      queues.delete(entry)
      entry.queue.close()
    }
  }

  return {
    epoch,
    position: () => position,
    cursor: () => toCursor(epoch, position),
    cursorOf: (place) => toCursor(epoch, place),
    subscribe,
    whenTold: (tell) => {
      listeners.add(tell)
      return { [Symbol.dispose]: () => void listeners.delete(tell) }
    },
    committed: () => {
      look()
      tell()
    },
    page,
    byIds: async (ids) =>
      (await reader.rows<EventRow>(`select ${eventColumns} from event where id = any($1::bigint[])`, [numberArray(ids)])).map(toEvent),
    count: async (kinds) => {
      const [row] = await reader.values(
        `select count(*)::int from event where ${settled}${kinds ? ' and kind = any($1::text[])' : ''}`, kinds ? [textArray(kinds)] : [],
      )
      return Number(row?.[0])
    },
    subscribers: () => queues.size,
    lagSeconds: () => lag,
    async [Symbol.asyncDispose]() {
      closed = true
      clearInterval(poll)
      clearTimeout(soon)
      for (const { queue } of queues) queue.close()
      await Promise.allSettled([looking, telling, listener.unlisten()])
    },
  }
}

const settled = 'xid < pg_snapshot_xmin(pg_current_snapshot())'

const readEvents = async ({ reader }: Pick<Database, 'reader'>, { after, before, kinds, limit, backwards }: EventPage): Promise<StoredEvent[]> => {
  const { values, put } = createParameters()
  const place = ({ xid, id }: Position) => `(${put(xid.toString())}::xid8, ${put(id.toString())}::bigint)`
  const conditions = [settled]
  if (after) conditions.push(`(xid, id) > ${place(after)}`)
  if (before) conditions.push(`(xid, id) < ${place(before)}`)
  if (kinds) conditions.push(`kind = any(${put(textArray(kinds))}::text[])`)
  const direction = backwards ? 'desc' : 'asc'
  // event.xid, not xid: a bare name would mean the text that is selected, which sorts 1000 before 999.
  const rows = await reader.rows<EventRow>(
    `select ${eventColumns} from event where ${conditions.join(' and ')} order by event.xid ${direction}, event.id ${direction} limit ${put(limit)}::int`,
    values,
  )
  return rows.map(toEvent)
}

/** The newest event that no running transaction can still get in front of. */
const lastSettled = async ({ reader }: Pick<Database, 'reader'>): Promise<Position> => {
  const [row] = await reader.rows<{ xid: string; id: string }>(
    `select xid::text as xid, id from event where xid < pg_snapshot_xmin(pg_current_snapshot()) order by event.xid desc, event.id desc limit 1`,
  )
  if (row) return { xid: BigInt(row.xid), id: BigInt(row.id) }
  const [pruned] = await reader.rows<{ xid: string; id: string }>(`select pruned_xid::text as xid, pruned_id as id from installation`)
  return { xid: BigInt(pruned?.xid ?? 0), id: BigInt(pruned?.id ?? 0) }
}

const hasUnsettled = async ({ reader }: Pick<Database, 'reader'>, { xid, id }: Position): Promise<boolean> => {
  const [row] = await reader.rows<{ waiting: boolean }>(
    `select exists(select from event where (xid, id) > ($1::xid8, $2::bigint)) as waiting`,
    [xid.toString(), id.toString()],
  )
  return row?.waiting ?? false
}

/** Whether the events after this place are not all there: some were taken away, or the database was set back since. */
const isLost = async ({ reader }: Pick<Database, 'reader'>, { xid, id }: Position): Promise<boolean> => {
  const [row] = await reader.rows<{ lost: boolean }>(
    `select (pruned_xid, pruned_id) > ($1::xid8, $2::bigint) or $1::xid8 >= pg_snapshot_xmax(pg_current_snapshot()) as lost from installation`,
    [xid.toString(), id.toString()],
  )
  return row?.lost ?? true
}

/**
 * The epoch of this outbox. A database that was restored into another server has events from "the future" of its new
 * transaction counter: they are moved to the past in their old order, under a new epoch, and old cursors read again.
 */
const openOutbox = async ({ raw }: Pick<Database, 'raw'>): Promise<string> =>
  (await raw.begin(async (tx) => {
    const [row] = await tx<{ epoch: string; restored: boolean }[]>`
      select epoch, coalesce((select max(xid) from event) >= pg_snapshot_xmax(pg_current_snapshot()), false) as restored
      from installation for update`
    if (!row) throw new Error('the database has no installation row: was it migrated?')
    if (!row.restored) return row.epoch
    // The new order is that of the ids. What hooks were not told lies after these places, and perhaps a little that they were.
    await tx`update plugin set told_xid = '1', told_id = coalesce(
      (select min(id) - 1 from event where (event.xid, event.id) > (plugin.told_xid, plugin.told_id)), (select max(id) from event), 0)
      where told_xid is not null`
    await tx`update event set xid = '1'`
    const [renewed] = await tx<{ epoch: string }[]>`update installation set epoch = gen_random_uuid(), pruned_xid = '0', pruned_id = 0 returning epoch`
    return renewed!.epoch
  })) as string
