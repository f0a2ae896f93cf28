import { afterEach, beforeEach } from 'vitest'
import type { HookEvent } from '../../plugins/api/hook.ts'
import { systemActor } from '../../server/domain/actor.ts'
import type { Clock } from '../../server/domain/clock.ts'
import { createDomain, type Domain } from '../../server/domain/domain.ts'
import { announce } from '../../server/events/outbox.ts'
import { createLog } from '../../server/log.ts'
import { aloneSpace } from '../../server/plugins/alone.ts'
import { createHookDelivery, type HookDelivery } from '../../server/plugins/hook.ts'
import type { Listener } from '../../server/plugins/teller.ts'
import { createClock, type TestClock } from '../kit/clock.ts'
import { createDatabase, type TestDatabase } from '../kit/database.ts'
import { until } from '../kit/live.ts'

export type HookServer = { domain: Domain; delivery: HookDelivery } & AsyncDisposable

/** Waits that last until they are let go, so that nothing sleeps: `asked` are those that are under way, in ms. */
export type Waits = { asked: () => number[]; letGo: () => void; wait: (milliseconds: number, signal: AbortSignal) => Promise<void> }

export const createWaits = (): Waits => {
  const waiting = new Map<() => void, number>()
  return {
    asked: () => [...waiting.values()],
    letGo: () => {
      for (const go of waiting.keys()) go()
    },
    wait: (milliseconds, signal) =>
      new Promise((resolve) => {
        const go = () => {
          waiting.delete(go)
          resolve()
        }
        waiting.set(go, milliseconds)
        signal.addEventListener('abort', go, { once: true })
      }),
  }
}

/** One server's part in telling hooks. */
export const startHookServer = async (
  db: TestDatabase, { listeners, clock, waits = createWaits() }: { listeners: readonly Listener[]; clock: Clock; waits?: Waits },
): Promise<HookServer> => {
  await using parts = new AsyncDisposableStack()
  const domain = parts.use(await createDomain(db, { clock }))
  const delivery = parts.use(createHookDelivery({
    db, domain, listeners: () => listeners, log: createLog('silent'), tickMs: 20, wait: waits.wait,
  }))
  const held = parts.move()
  return { domain, delivery, [Symbol.asyncDispose]: () => held.disposeAsync() }
}

/** A plugin as the host writes it down when it is ready. */
export const install = async ({ raw }: TestDatabase, ...ids: string[]): Promise<void> => {
  for (const id of ids)
    await raw`insert into plugin (id, title, version, installed_at, ready_at) values (${id}, ${id}, '1.0.0', now(), now()) on conflict do nothing`
}

/** Announces a fact about a run, as whoever changes one does. */
export const happen = async ({ transact, clock }: Domain, number: number, kind = 'run.started'): Promise<void> => {
  await transact((tx) =>
    announce(tx, [{ kind, entity: 'RUN', key: String(number), change: 'UPDATED' }], { actor: systemActor('test'), at: new Date(clock.now()) }))
}

export type Heard = Listener & { heard: HookEvent[]; keys: () => string[]; faults: string[]; wells: () => number }

/** A listener that writes down what it is told; `hook` may fail or wait. */
export const createListener = (
  id: string, { kinds = ['run.started'], hook = async () => undefined }: { kinds?: string[]; hook?: Listener['runHook'] } = {},
): Heard => {
  const heard: HookEvent[] = []
  const faults: string[] = []
  let wells = 0
  return {
    id,
    hookKinds: kinds,
    heard,
    faults,
    wells: () => wells,
    keys: () => heard.map(({ key }) => key),
    runHook: async (event, limits) => {
      heard.push(event)
      await hook(event, limits)
    },
    noteFault: (_kind, error) => void faults.push((error as Error).message),
    noteWell: () => void wells++,
  }
}

export const cursorOf = async ({ raw }: TestDatabase, plugin: string) =>
  (await raw<{ xid: string; id: string; at: Date; missedFrom: Date | null; missedUntil: Date | null }[]>`
    select told_xid::text as xid, told_id::text as id, told_at as at, missed_from as "missedFrom", missed_until as "missedUntil" from plugin where id = ${plugin}`)[0]!

/** How many calls of hooks wait for their turn. */
export const waitingCalls = async ({ raw }: TestDatabase): Promise<number> =>
  (await raw<{ count: number }[]>`
    select count(*)::int as count from pg_locks where locktype = 'advisory' and classid = ${aloneSpace} and not granted
      and database = (select oid from pg_database where datname = current_database())`)[0]!.count

/** What each test finds anew: servers of its own on a database of its own. */
export const openHooks = () => {
  const world = {} as { db: TestDatabase; clock: TestClock; waits: Waits; servers: HookServer[] }
  beforeEach(async () => {
    Object.assign(world, { db: await createDatabase(), clock: createClock(), waits: createWaits(), servers: [] })
  })
  afterEach(async () => {
    for (const server of world.servers.splice(0)) await server[Symbol.asyncDispose]()
    await world.db[Symbol.asyncDispose]()
  })

  const start = async (...listeners: Heard[]): Promise<HookServer> => {
    const { db, clock, waits, servers } = world
    const server = await startHookServer(db, { listeners, clock, waits })
    servers.push(server)
    return server
  }
  return {
    world,
    start,
    /** A server whose hooks are all being told, so that what happens from now on is. */
    startTelling: async (...listeners: Heard[]): Promise<HookServer> => {
      await install(world.db, ...listeners.map(({ id }) => id))
      const server = await start(...listeners)
      for (const { id } of listeners) await until(async () => (await cursorOf(world.db, id)).xid !== null, `${id} is told`)
      return server
    },
    stop: async (server: HookServer) => {
      world.servers.splice(world.servers.indexOf(server), 1)
      await server[Symbol.asyncDispose]()
    },
  }
}
