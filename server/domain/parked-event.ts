import { and, eq, sql } from 'drizzle-orm'
import { parkedEvent, type ParkedEvent } from '../../drizzle/tables/parked-event.ts'
import type { StoredEvent } from '../events/event.ts'
import { announce, type EventChange } from '../events/outbox.ts'
import { systemActor, type Actor } from './actor.ts'
import type { Clock } from './clock.ts'
import { done, fault, refused, type Outcome } from './fault.ts'
import type { Transact } from './transact.ts'

/** An event as it is told to hooks once more. */
export type ToldEvent = {
  id: string
  kind: string
  entity: string
  key: string
  change: EventChange
  fields: readonly string[]
  data: unknown
  actor: string
  /** RFC 3339, UTC */
  at: string
}

/** Tells a plugin's hooks an event. Throws when they fail, or when the plugin cannot be told now. */
export type TellAgain = (plugin: string, event: ToldEvent, signal: AbortSignal) => Promise<void>

export type ParkedEvents = {
  /** Puts an event aside that a plugin's hooks kept failing on. Parking it twice changes nothing. */
  park: (plugin: string, event: StoredEvent, failure: { attempts: number; error: string }) => Promise<void>
  /** Tells it again, now. When that fails it stays parked, with the new error. */
  retry: (id: number, actor: Actor, signal: AbortSignal) => Promise<Outcome<ParkedEvent>>
  /** Gives it up: it is kept, but never told again. */
  drop: (id: number, actor: Actor) => Promise<Outcome<ParkedEvent>>
  /** Whoever runs hooks says how. */
  toldBy: (tell: TellAgain) => Disposable
}

const toTold = ({ eventId, kind, entity, key, change, fields, data, actor, at }: ParkedEvent): ToldEvent =>
  ({ id: String(eventId), kind, entity, key, change, fields, data, actor, at: at.toISOString() })

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error)).slice(0, 4000)

export const createParkedEvents = ({ transact, clock }: { transact: Transact; clock: Clock }): ParkedEvents => {
  let tellAgain: TellAgain | undefined

  const unknown = (id: number) => refused(fault('NOT_FOUND', ['id'], `there is no parked event ${id}`))
  const isSettled = ({ id, state }: ParkedEvent) =>
    refused(fault('CONFLICT', ['id'], `parked event ${id} was ${state === 'DONE' ? 'told after all' : 'dropped'} already`))

  const find = (id: number) =>
    transact(async (tx) => (await tx.select().from(parkedEvent).where(eq(parkedEvent.id, BigInt(id))))[0])

  const settle = (id: number, state: 'DONE' | 'DROPPED', actor: Actor): Promise<Outcome<ParkedEvent>> =>
    transact(async (tx) => {
      const at = new Date(clock.now())
      const [row] = await tx
        .update(parkedEvent)
        .set({ state, settledAt: at, settledBy: actor.name })
        .where(and(eq(parkedEvent.id, BigInt(id)), eq(parkedEvent.state, 'PARKED')))
        .returning()
      if (!row) {
        const [other] = await tx.select().from(parkedEvent).where(eq(parkedEvent.id, BigInt(id)))
        return other ? isSettled(other) : unknown(id)
      }
      await announce(tx, [{
        kind: 'plugin.eventSettled', entity: 'PLUGIN', key: row.plugin, change: 'UPDATED', fields: ['parkedEvents'], data: { parkedEvent: id, state },
      }], { actor, at })
      return done(row)
    })

  return {
    park: (plugin, event, { attempts, error }) =>
      transact(async (tx) => {
        const at = new Date(clock.now())
        const { id, xid, at: happenedAt, ...told } = event
        const [row] = await tx
          .insert(parkedEvent)
          .values({
            plugin, eventXid: String(xid), eventId: id, kind: told.kind, entity: told.entity, key: told.key, change: told.change,
            fields: [...told.fields], data: told.data, actor: told.actor, at: new Date(happenedAt), attempts, error, parkedAt: at,
          })
          .onConflictDoNothing()
          .returning({ id: parkedEvent.id })
        if (!row) return
        await announce(tx, [{
          kind: 'plugin.eventParked', entity: 'PLUGIN', key: plugin, change: 'UPDATED', fields: ['parkedEvents'],
          data: { parkedEvent: Number(row.id), event: String(id), kind: told.kind, error },
        }], { actor: systemActor(plugin), at })
      }),

    retry: async (id, actor, signal) => {
      const row = await find(id)
      if (!row) return unknown(id)
      if (row.state !== 'PARKED') return isSettled(row)
      if (!tellAgain) return refused(fault('CONFLICT', ['id'], 'this server tells no plugins'))
      try {
        await tellAgain(row.plugin, toTold(row), signal)
      } catch (error) {
        const words = wordsOf(error)
        await transact((tx) =>
          tx.update(parkedEvent)
            .set({ attempts: sql`${parkedEvent.attempts} + 1`, error: words })
            .where(and(eq(parkedEvent.id, row.id), eq(parkedEvent.state, 'PARKED'))))
        return refused(fault('PLUGIN_FAILED', ['id'], words))
      }
      return settle(id, 'DONE', actor)
    },

    drop: (id, actor) => settle(id, 'DROPPED', actor),

    toldBy: (tell) => {
      tellAgain = tell
      return {
        [Symbol.dispose]: () => {
          if (tellAgain === tell) tellAgain = undefined
        },
      }
    },
  }
}
