import { describe, expect, it } from 'vitest'
import { systemActor } from '../../server/domain/actor.ts'
import { until } from '../kit/live.ts'
import { createListener, happen, openHooks, waitingCalls } from './hook-workshop.ts'

const admin = systemActor('admin')
const never = new AbortController().signal

const { world, start, startTelling, stop } = openHooks()

describe('several servers on one database', () => {
  /** Two servers, the first of which tells; an event of run 1 is parked. Each call of a hook lasts until it is let go. */
  const startWithParked = async () => {
    const calls: { server: number; key: string; letGo: () => void; signal: AbortSignal }[] = []
    let [now, most, isHeld] = [0, 0, false]
    const listeners = [0, 1].map((server) => createListener('brewer', {
      hook: async ({ key }, { signal }) => {
        most = Math.max(most, ++now)
        try {
          if (isHeld) await new Promise<void>((resolve, reject) => {
            calls.push({ server, key, letGo: resolve, signal })
            signal.addEventListener('abort', () => reject(signal.reason as Error))
          })
        } finally {
          now--
        }
      },
    }))
    await startTelling(listeners[0]!)
    await start(listeners[1]!)
    const [first, second] = world.servers.map(({ domain }) => domain)
    await happen(first!, 1)
    await until(() => listeners[0]!.heard.length === 1)
    const [event] = await first!.hub.page({ limit: 1 })
    await first!.parkedEvents.park('brewer', event!, { attempts: 4, error: 'no' })
    const [parked] = await world.db.raw<{ id: number }[]>`select id::int from parked_event`
    isHeld = true
    return { listeners, calls, first: first!, most: () => most, retry: () => second!.parkedEvents.retry(parked!.id, admin, never) }
  }

  it('call the hooks of a plugin one at a time, also when what was parked is retried on one that does not tell', async () => {
    const { listeners, calls, first, most, retry } = await startWithParked()
    await happen(first, 2)
    await until(() => calls.length === 1)
    const retried = retry()
    await until(async () => (await waitingCalls(world.db)) === 1, 'the retry waits')
    expect(listeners[1]!.heard).toEqual([])
    calls[0]!.letGo()
    await until(() => calls.length === 2)
    expect(calls[1]).toMatchObject({ server: 1, key: '1' })
    await happen(first, 3)
    await until(async () => (await waitingCalls(world.db)) === 1, 'the next event waits')
    expect(listeners[0]!.keys()).toEqual(['1', '2'])
    calls[1]!.letGo()
    expect((await retried).value).toMatchObject({ state: 'DONE' })
    await until(() => calls.length === 3)
    expect(calls[2]).toMatchObject({ server: 0, key: '3' })
    calls[2]!.letGo()
    expect([most(), listeners[0]!.faults]).toEqual([1, []])
  })

  it('call no hook any more when they stop while they wait for their turn', async () => {
    const { listeners, calls, first, retry } = await startWithParked()
    await happen(first, 2)
    await until(() => calls.length === 1)
    const retried = retry()
    await until(async () => (await waitingCalls(world.db)) === 1, 'the retry waits')
    await stop(world.servers[1]!)
    expect((await retried).faults).toMatchObject([{ code: 'PLUGIN_FAILED', message: 'the server stops' }])
    expect(listeners[1]!.heard).toEqual([])
    await until(async () => (await waitingCalls(world.db)) === 0, 'nobody waits any more')
    calls[0]!.letGo()
  })

  it('abort a call whose turn was lost with its connection, and tell its event again, which is no fault of the hook', async () => {
    const { listeners, calls, first } = await startWithParked()
    await happen(first, 2)
    await until(() => calls.length === 1)
    await world.db.raw`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'logline hook' and datname = current_database()`
    await until(() => calls.length === 2)
    expect(calls.map(({ key, signal }) => `${key} ${signal.aborted}`)).toEqual(['2 true', '2 false'])
    calls[1]!.letGo()
    await happen(first, 3)
    await until(() => calls.length === 3)
    calls[2]!.letGo()
    expect(listeners.flatMap(({ faults }) => faults)).toEqual([])
  })
})
