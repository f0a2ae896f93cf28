import { describe, expect, it } from 'vitest'
import { systemActor } from '../../server/domain/actor.ts'
import { announce } from '../../server/events/outbox.ts'
import { pruneEvents } from '../../server/events/retention.ts'
import { until } from '../kit/live.ts'
import { createListener, cursorOf, happen, openHooks } from './hook-workshop.ts'

const admin = systemActor('admin')
const never = new AbortController().signal

const { world, start, startTelling, stop } = openHooks()

describe('events after a commit', () => {
  it('are told in order, those that were asked for, each with its whole story', async () => {
    const brewer = createListener('brewer', { kinds: ['run.started', 'run.ended'] })
    const { domain } = await startTelling(brewer)
    for (const number of [1, 2, 3]) {
      await happen(domain, number)
      await happen(domain, number, 'run.updated')
      await happen(domain, number, 'run.ended')
    }
    await until(() => brewer.heard.length === 6)
    expect(brewer.heard.map(({ kind, key }) => `${kind} ${key}`)).toEqual([1, 2, 3].flatMap((number) => [`run.started ${number}`, `run.ended ${number}`]))
    expect(brewer.heard[0]).toEqual({
      id: expect.stringMatching(/^\d+$/), kind: 'run.started', entity: 'RUN', key: '1', change: 'UPDATED', fields: [], data: null, actor: 'test',
      at: '2024-05-01T12:00:00.000Z',
    })
    expect(new Set(brewer.heard.map(({ id }) => id)).size).toBe(6)
  })

  it('that were rolled back are never told', async () => {
    const brewer = createListener('brewer')
    const { domain } = await startTelling(brewer)
    await domain.transact(async (tx) => {
      await announce(tx, [{ kind: 'run.started', entity: 'RUN', key: '1', change: 'UPDATED' }], { actor: admin, at: new Date(world.clock.now()) })
      throw new Error('no')
    }).catch(() => undefined)
    await happen(domain, 2)
    await until(() => brewer.heard.length > 0)
    expect(brewer.keys()).toEqual(['2'])
  })

  it('are not told when they happened before the plugin was new', async () => {
    const brewer = createListener('brewer')
    const server = await start()
    await happen(server.domain, 1)
    await until(async () => (await server.domain.hub.count(null)) === 1)
    await stop(server)
    const { domain } = await startTelling(brewer)
    await happen(domain, 2)
    await until(() => brewer.heard.length > 0)
    expect(brewer.keys()).toEqual(['2'])
  })

  it('go on where they stood after the server was away', async () => {
    const brewer = createListener('brewer')
    const first = await startTelling(brewer)
    await happen(first.domain, 1)
    await until(() => brewer.heard.length === 1)
    await stop(first)
    const away = await start()
    for (const number of [2, 3]) await happen(away.domain, number)
    await stop(away)
    await start(brewer)
    await until(() => brewer.heard.length === 3)
    expect(brewer.keys()).toEqual(['1', '2', '3'])
  })

  it('go on where they stood after the database was restored into a server whose transactions begin anew', async () => {
    const brewer = createListener('brewer')
    const first = await startTelling(brewer)
    await happen(first.domain, 1)
    await until(() => brewer.heard.length === 1)
    await stop(first)
    const away = await start()
    await happen(away.domain, 2)
    await stop(away)
    // As after a dump: ids and order are the same, transaction ids lie in the future.
    await world.db.raw`update event set xid = ((xid::text)::bigint + 1000000)::text::xid8`
    await world.db.raw`update plugin set told_xid = ((told_xid::text)::bigint + 1000000)::text::xid8`
    const restored = await start(brewer)
    await happen(restored.domain, 3)
    await until(() => brewer.heard.length === 3)
    expect(brewer.keys()).toEqual(['1', '2', '3'])
  })

  it('of another kind move the cursor on too, so that retention never overtakes it', async () => {
    const brewer = createListener('brewer')
    const { domain } = await startTelling(brewer)
    const before = await cursorOf(world.db, 'brewer')
    world.clock.forward(10_000)
    await happen(domain, 1, 'run.updated')
    await until(async () => BigInt((await cursorOf(world.db, 'brewer')).xid) > BigInt(before.xid))
    expect(brewer.heard).toEqual([])
  })
})

describe('a hook that fails', () => {
  it('is told again after 1, 5 and 25 s, then the event is parked, told of, and the next ones flow', async () => {
    const brewer = createListener('brewer', { hook: async ({ key }) => { if (key === '2') throw new Error('no such lamp') } })
    const { domain } = await startTelling(brewer)
    for (const number of [1, 2, 3]) await happen(domain, number)
    const paused: number[] = []
    for (const _ of [1, 5, 25]) {
      await until(() => world.waits.asked().length === 1)
      paused.push(...world.waits.asked())
      world.waits.letGo()
    }
    await until(() => brewer.keys().includes('3'))
    expect(paused).toEqual([1000, 5000, 25_000])
    expect(brewer.keys()).toEqual(['1', '2', '2', '2', '2', '3'])
    expect(brewer.faults).toEqual(Array.from({ length: 4 }, () => 'no such lamp'))
    const { rows } = await domain.parkedEvents.read.page({ page: {}, wanted: new Map() })
    expect(rows).toMatchObject([{ plugin: 'brewer', kind: 'run.started', key: '2', attempts: 4, error: 'no such lamp', state: 'PARKED' }])
    // Told once no transaction before it runs on any more, in whichever database of the server.
    await until(async () => (await domain.hub.count(['plugin.eventParked'])) === 1)
    const standing = (await domain.hookCursors.standings([{ id: 'brewer', kinds: brewer.hookKinds }], world.clock.now())).get('brewer')
    expect(standing).toMatchObject({ parkedCount: 1, missedFrom: null })
  })

  it('holds up no other plugin, and shows how long its events wait', async () => {
    const [brewer, pump] = [createListener('brewer', { hook: async () => { throw new Error('broken') } }), createListener('pump')]
    const { domain } = await startTelling(brewer, pump)
    for (const number of [1, 2, 3]) await happen(domain, number)
    await until(() => pump.heard.length === 3 && world.waits.asked().length === 1)
    expect(brewer.keys()).toEqual(['1'])
    world.clock.forward(90_000)
    const asked = [brewer, pump].map(({ id, hookKinds }) => ({ id, kinds: hookKinds }))
    const lagOf = async (id: string) => (await domain.hookCursors.standings(asked, world.clock.now())).get(id)!.lagSeconds
    // It has heard the last one; that it is done with it is written down a moment later.
    await until(async () => (await lagOf('pump')) === 0)
    expect(await lagOf('brewer')).toBe(90)
  })

  it('is told once more when somebody asks: DONE after mending, with the new error before', async () => {
    let lamp: string | null = 'no such lamp'
    const brewer = createListener('brewer', { hook: async () => { if (lamp) throw new Error(lamp) } })
    const { domain } = await startTelling(brewer)
    await happen(domain, 7)
    for (const _ of [1, 5, 25]) {
      await until(() => world.waits.asked().length === 1)
      world.waits.letGo()
    }
    const parked = async () => (await domain.parkedEvents.read.page({ page: {}, wanted: new Map() })).rows[0]
    await until(async () => (await parked()) !== undefined)
    const { id } = (await parked())!
    lamp = 'the lamp is dark'
    expect(await domain.parkedEvents.retry(id, admin, never)).toMatchObject({ value: null, faults: [{ code: 'PLUGIN_FAILED', message: 'the lamp is dark' }] })
    expect(await parked()).toMatchObject({ state: 'PARKED', attempts: 5, error: 'the lamp is dark', settledAt: null })
    lamp = null
    expect(await domain.parkedEvents.retry(id, admin, never)).toMatchObject({ value: { state: 'DONE', settledBy: 'admin' } })
    expect(brewer.heard.at(-1)).toEqual(brewer.heard[0])
    expect(await domain.parkedEvents.retry(id, admin, never)).toMatchObject({ faults: [{ code: 'CONFLICT' }] })
    expect(await domain.parkedEvents.drop(id, admin)).toMatchObject({ faults: [{ code: 'CONFLICT' }] })
    expect(await domain.parkedEvents.drop(id + 1, admin)).toMatchObject({ faults: [{ code: 'NOT_FOUND' }] })
  })

  it('on what is said of its own plugin would never end: such events are told to others only', async () => {
    const kinds = ['plugin.eventParked', 'run.started']
    const brewer = createListener('brewer', { kinds, hook: async ({ key }) => { if (key === '1') throw new Error('broken') } })
    const watch = createListener('watch', { kinds: ['plugin.eventParked'] })
    const { domain } = await startTelling(brewer, watch)
    await happen(domain, 1)
    for (const _ of [1, 5, 25]) {
      await until(() => world.waits.asked().length === 1)
      world.waits.letGo()
    }
    await until(() => watch.heard.length === 1)
    await happen(domain, 2)
    await until(() => brewer.keys().includes('2'))
    expect(brewer.keys()).toEqual(['1', '1', '1', '1', '2'])
    expect(watch.heard[0]).toMatchObject({ key: 'brewer', data: { kind: 'run.started', error: 'broken' } })
  })
})

describe('events that retention took away before they were told', () => {
  it('are said to be missed, with their span, and the next ones are told', async () => {
    const brewer = createListener('brewer')
    const first = await startTelling(brewer)
    await happen(first.domain, 1)
    await until(() => brewer.heard.length === 1)
    await stop(first)
    const away = await start()
    world.clock.forward(86_400_000)
    await happen(away.domain, 2)
    world.clock.forward(40 * 86_400_000)
    await happen(away.domain, 3)
    expect(await pruneEvents(world.db, world.clock.now() - 30 * 86_400_000)).toBe(2)
    await stop(away)
    await start(brewer)
    await until(() => brewer.heard.length === 2)
    expect(brewer.keys()).toEqual(['1', '3'])
    const { missedFrom, missedUntil } = await cursorOf(world.db, 'brewer')
    expect([missedFrom, missedUntil]).toEqual([new Date('2024-05-01T12:00:00.000Z'), new Date('2024-06-11T12:00:00.000Z')])
    expect(brewer.faults).toEqual([expect.stringContaining('from 2024-05-01T12:00:00.000Z until 2024-06-11T12:00:00.000Z were not told')])
  })
})

describe('several servers on one database', () => {
  it('tell nothing once they are stopped, also in the moment in which they ask for their locks', async () => {
    const brewer = createListener('brewer')
    const stopped = await start(brewer)
    await stop(stopped)
    expect(stopped.delivery.telling()).toEqual([])
  })

  it('tell each event once, from one of them at a time', async () => {
    let [now, most] = [0, 0]
    const hook = async () => {
      most = Math.max(most, ++now)
      await new Promise((resolve) => setImmediate(resolve))
      now--
    }
    const listeners = [1, 2, 3].map(() => createListener('brewer', { hook }))
    const first = await startTelling(listeners[0]!)
    await start(listeners[1]!)
    await start(listeners[2]!)
    for (let number = 1; number <= 30; number++) {
      await happen(world.servers[number % 3]!.domain, number)
      // The one that tells goes away, and another takes over.
      if (number === 15) {
        await stop(first)
        listeners.push(createListener('brewer', { hook }))
        await start(listeners.at(-1)!)
      }
    }
    const keys = () => listeners.flatMap(({ heard }) => heard).toSorted((a, b) => Number(a.id) - Number(b.id)).map(({ key }) => key)
    await until(() => new Set(keys()).size === 30)
    expect(keys()).toEqual(Array.from({ length: 30 }, (_, index) => String(index + 1)))
    expect(most).toBe(1)
    expect(world.servers.flatMap(({ delivery }) => delivery.telling())).toEqual(['brewer'])
  })

  it('follow one whose connection is cut, and that one stops', async () => {
    const listeners = [createListener('brewer'), createListener('brewer')]
    await startTelling(listeners[0]!)
    await start(listeners[1]!)
    await happen(world.servers[0]!.domain, 1)
    await until(() => listeners[0]!.heard.length === 1)
    for (let cut = 0; cut < 3; cut++) {
      await world.db.raw`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'logline locks' and datname = current_database()`
      await happen(world.servers[0]!.domain, cut + 2)
      await until(() => new Set(listeners.flatMap((one) => one.keys())).size === cut + 2)
    }
    await until(() => world.servers.flatMap(({ delivery }) => delivery.telling()).length === 1)
  })
})
