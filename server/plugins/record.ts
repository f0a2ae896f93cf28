import type { Reader } from '../../drizzle/database.ts'
import { plugin } from '../../drizzle/tables/plugin.ts'
import { systemActor } from '../domain/actor.ts'
import type { Domain } from '../domain/domain.ts'
import { announce } from '../events/outbox.ts'

/** What each plugin that was ever ready added to the schema then, by id. */
export const readStoredSdl = async (reader: Reader): Promise<ReadonlyMap<string, string>> =>
  new Map((await reader.rows<{ id: string; sdl: string }>('select id, sdl from plugin')).map(({ id, sdl }) => [id, sdl]))

type Ready = { id: string; title: string; version: string; sdl: string }

/** Writes down that a plugin is ready, and what it adds to the schema. */
export const recordReady = ({ transact, clock }: Pick<Domain, 'transact' | 'clock'>, { id, ...facts }: Ready): Promise<void> =>
  transact(async (tx) => {
    const at = new Date(clock.now())
    await tx.insert(plugin).values({ id, ...facts, installedAt: at, readyAt: at }).onConflictDoUpdate({ target: plugin.id, set: { ...facts, readyAt: at } })
  })

/** Tells those who listen that a plugin is in another state. */
export const announceChanged = ({ transact, clock }: Pick<Domain, 'transact' | 'clock'>, id: string): Promise<void> =>
  transact((tx) =>
    announce(tx, [{ kind: 'plugin.changed', entity: 'PLUGIN', key: id, change: 'UPDATED', fields: ['state', 'step', 'error'] }], {
      actor: systemActor('logline'), at: new Date(clock.now()),
    }),
  )
