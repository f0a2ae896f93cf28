import type { ObjectRef } from '@pothos/core'
import type { Hub } from '../server/events/hub.ts'
import type { Entity } from '../server/events/outbox.ts'
import type { Delivery } from '../server/events/queue.ts'
import type { Builder } from './builder.ts'
import { describeValues, withArticle } from './filter.ts'

export const addChangeKind = (builder: Builder) =>
  builder.enumType('ChangeKind', {
    description: 'What happened to a thing.',
    values: describeValues(['CREATED', 'UPDATED', 'DELETED', 'RESYNC'], {
      CREATED: 'It is new.', UPDATED: 'It changed, or came to fit the filter.',
      DELETED: 'It is gone, or no longer fits the filter.',
      RESYNC: 'You were too slow or away too long: read again, then go on from this cursor.',
    }),
  })

export type ChangeKind = ReturnType<typeof addChangeKind>

/** One message of a subscription. */
export type LiveChange<Row> = { cursor: string; kind: 'CREATED' | 'UPDATED' | 'DELETED' | 'RESYNC'; id: string | null; node: Row | null }

export const liveChangeOf = <Row>(builder: Builder, kind: ChangeKind, name: string, node: ObjectRef<never, Row>) =>
  builder.objectRef<LiveChange<Row>>(`${name}Change`).implement({
    description: `Something happened to ${withArticle(name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase())}.`,
    fields: (t) => ({
      cursor: t.string({ description: 'Resume with `after` from here: nothing is missed.', resolve: (change) => change.cursor }),
      kind: t.field({ type: kind, description: 'What happened.', resolve: (change) => change.kind }),
      id: t.id({ nullable: true, description: 'Whose; null for RESYNC.', resolve: (change) => change.id }),
      node: t.field({
        type: node as never, nullable: true, description: 'As it is now; null when DELETED or RESYNC.',
        resolve: (change) => change.node as never,
      }),
    }),
  })

// Subscribers with the same filter get the same rows: the latest readings are shared among them.
const maxShared = 128

/** Reads rows for a batch of events once, however many subscribers wait for it. */
export const createSharedReads = () => {
  const shared = new Map<string, Promise<Map<unknown, unknown>>>()
  return <Row>(key: string, read: () => Promise<Map<unknown, Row>>): Promise<Map<unknown, Row>> => {
    const known = shared.get(key)
    if (known) return known as Promise<Map<unknown, Row>>
    const reading = read()
    shared.set(key, reading)
    reading.catch(() => shared.delete(key))
    if (shared.size > maxShared) shared.delete(shared.keys().next().value!)
    return reading
  }
}

export type LiveSource<Row> = {
  hub: Hub
  entity: Entity
  after: string | null | undefined
  signal: AbortSignal
  /** The fields that the filter looks at, or null without one. */
  filtered: ReadonlySet<string> | null
  /** The rows of these keys that fit the filter. */
  read: (keys: string[], batch: string) => Promise<(key: string) => Row | undefined>
  idOf: (key: string) => string
}

const batchName = (deliveries: readonly Delivery[]) => {
  const [first, last] = [deliveries[0]!, deliveries.at(-1)!]
  return `${first.xid}.${first.id}-${last.xid}.${last.id}/${deliveries.length}`
}

/**
 * The changes of one kind of thing. What does not fit the filter is left out, unless the event touched a field that
 * the filter looks at: then the thing may have fitted before, and DELETED tells that it doesn't any more.
 */
export async function* liveChanges<Row>({ hub, entity, after, signal, filtered, read, idOf }: LiveSource<Row>): AsyncGenerator<LiveChange<Row>, void, void> {
  // What is wrong with a filter is told now, not with the first event.
  if (filtered) await read([], 'none')
  for await (const deliveries of hub.subscribe({ after: after ?? null, signal, coalesce: true, wants: (event) => event.entity === entity })) {
    const keys = new Set(deliveries.flatMap((one) => (one.change === 'RESYNC' || one.change === 'DELETED' ? [] : [one.key])))
    const rowOf = keys.size > 0 ? await read([...keys], batchName(deliveries)) : () => undefined
    for (const delivery of deliveries) {
      const cursor = hub.cursorOf(delivery)
      if (delivery.change === 'RESYNC') {
        yield { cursor, kind: 'RESYNC', id: null, node: null }
        continue
      }
      const node = delivery.change === 'DELETED' ? undefined : rowOf(delivery.key)
      const id = idOf(delivery.key)
      if (node !== undefined) yield { cursor, kind: delivery.change, id, node }
      else if (delivery.change === 'DELETED' || (delivery.change === 'UPDATED' && delivery.fields.some((field) => filtered?.has(field.split('.')[0]!)))) {
        yield { cursor, kind: 'DELETED', id, node: null }
      }
    }
  }
}
