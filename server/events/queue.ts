import type { Position } from './cursor.ts'
import type { StoredEvent } from './event.ts'

/** What a subscriber gets: an event, or the word that some were left out and all must be read again. */
export type Delivery = StoredEvent | Resync
export type Resync = Position & { kind: 'RESYNC'; change: 'RESYNC' }

export const resyncAt = ({ xid, id }: Position): Resync => ({ kind: 'RESYNC', change: 'RESYNC', xid, id })

export type Queue = {
  push: (event: StoredEvent) => void
  /** Everything that waits, at least one; none when the queue was closed. */
  take: () => Promise<Delivery[]>
  close: () => void
}

/** From here on a subscriber is slow: what waits twice for the same row is told once. */
const slowFrom = 256
/** More than this is not kept for anybody. */
const capacity = 1024

const melt = (waiting: readonly Delivery[]): Delivery[] => {
  const latest = new Map<string, Delivery>()
  for (const delivery of waiting) {
    if (delivery.change === 'RESYNC') {
      latest.set('', delivery)
      continue
    }
    const key = `${delivery.entity} ${delivery.key}`
    const earlier = latest.get(key)
    latest.delete(key) // the later place in the order is the one that counts
    if (!earlier || earlier.change === 'RESYNC') latest.set(key, delivery)
    else {
      const change = earlier.change === 'CREATED' && delivery.change === 'UPDATED' ? 'CREATED' : delivery.change
      latest.set(key, { ...delivery, change, fields: [...new Set([...earlier.fields, ...delivery.fields])] })
    }
  }
  return [...latest.values()]
}

/**
 * The bounded queue of one subscriber. A slow one costs no memory: first the events of one row melt together, then
 * everything is dropped for a single RESYNC.
 * @param coalesce false for those who want each fact rather than the latest state
 */
export const createQueue = ({ coalesce }: { coalesce: boolean }): Queue => {
  let waiting: Delivery[] = []
  let meltAt = slowFrom
  let closed = false
  let wake: (() => void) | undefined
  const rouse = () => {
    wake?.()
    wake = undefined
  }
  return {
    push: (event) => {
      if (closed) return
      waiting.push(event)
      if (coalesce && waiting.length >= meltAt) {
        waiting = melt(waiting)
        meltAt = Math.min(capacity, Math.max(slowFrom, 2 * waiting.length))
      }
      if (waiting.length >= capacity) waiting = [resyncAt(event)]
      rouse()
    },
    take: async () => {
      while (waiting.length === 0 && !closed) await new Promise<void>((resolve) => (wake = resolve))
      const taken = waiting
      waiting = []
      meltAt = slowFrom
      return taken
    },
    close: () => {
      closed = true
      waiting = []
      rouse()
    },
  }
}
