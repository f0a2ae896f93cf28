import { connect, type Database } from '../../drizzle/database.ts'
import type { Host, PluginLog } from '../../plugins/api/host.ts'
import type { Clock } from '../domain/clock.ts'
import { systemActor } from '../domain/actor.ts'
import type { Domain } from '../domain/domain.ts'
import { createIntake } from '../domain/intake.ts'
import { createTransact } from '../domain/transact.ts'
import { announce } from '../events/outbox.ts'

/** Few connections of a plugin's own, which end when they are not used: its statements never wait for the core's, nor these for them. */
export const connectPlugin = (url: string, id: string): Database => connect(url, { readers: 2, writers: 2, name: `logline:${id}`, idleSeconds: 20 })

/** All that a plugin is given, the same in the server and in the plugin's own process. */
export const createGiven = (
  { id, config, db, domain, clock, log, signal }: {
    id: string; config: unknown; db: Database; domain: Domain; clock: Clock; log: PluginLog; signal: AbortSignal
  },
): Host<unknown> => {
  const actor = systemActor(id)
  const { runs, fills, environments, instruments, measurements, statistics, dimensions, hub } = domain
  const transact = createTransact(db.writer, async (entities) => {
    hub.committed()
    await Promise.all(Array.from(entities, dimensions.reload))
  })
  return {
    id, config, log, clock, actor, signal,
    db: { reader: db.reader, writer: db.writer, transact },
    intake: createIntake({ plugin: id, db, clock, actor, wake: hub.committed }),
    domain: { runs, fills, environments, instruments, measurements, statistics, dimensions, hub },
    announce: async (tx, facts) => {
      const foreign = facts.find(({ kind }) => !kind.startsWith(`${id}.`))
      if (foreign) throw new Error(`a fact of kind "${foreign.kind}": those of this plugin begin with "${id}."`)
      const at = new Date(clock.now())
      await announce(tx, facts.map(({ type, ...fact }) => ({ ...fact, entity: `${id}.${type}` as const })), { actor, at })
    },
  }
}
