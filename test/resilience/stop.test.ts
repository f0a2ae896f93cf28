import { createClient as createSocket } from 'graphql-ws'
import { afterAll, describe, expect, it } from 'vitest'
import WebSocket from 'ws'
import { createClient } from '../kit/client.ts'
import { until } from '../kit/live.ts'
import { createDataFolder, freePort, isRunning, startServer } from './server.ts'

const folder = createDataFolder()
afterAll(() => folder.remove())

describe('a server that is asked to stop', () => {
  it('refuses a second one on its data meanwhile, then ends cleanly with its PostgreSQL, and has everything when it starts again', async () => {
    const first = startServer({ data: folder.data, port: await freePort() })
    await first.ready()
    const client = createClient(first.url)
    expect((await client.get('mutation { startRun(input: { number: 1 }) { run { number } userErrors { code } } }')).startRun.run).toEqual({ number: 1 })
    const postmaster = folder.postmaster()!
    expect(isRunning(postmaster)).toBe(true)

    const second = startServer({ data: folder.data, port: await freePort() })
    await expect(second.ready()).rejects.toThrow('ended before it was ready')
    expect((await second.exited).code).toBe(1)
    expect(second.output()).toMatch(/^logline: /m)
    expect(second.output()).toContain(first.url)
    expect(second.output()).not.toMatch(/ at .*\.ts:\d+/)
    expect((await client.get('{ run(number: 1) { number } }')).run).toEqual({ number: 1 })

    const socket = createSocket({ url: `${first.url.replace('http', 'ws')}/graphql`, webSocketImpl: WebSocket, retryAttempts: 0 })
    const closed = Promise.withResolvers<number>()
    socket.on('closed', (event) => closed.resolve((event as { code: number }).code))
    let told = 0
    socket.subscribe({ query: 'subscription { runChanged { kind } }' }, { next: () => told++, error: () => undefined, complete: () => undefined })
    await until(async () => ((await client.get(`mutation { updateRun(input: { number: 1, startedBy: "${Math.random()}" }) { userErrors { code } } }`)), told > 0))

    const start = Date.now()
    first.kill('SIGTERM')
    expect(await first.exited).toEqual({ code: 0, signal: null })
    expect(Date.now() - start).toBeLessThan(10_000)
    expect(await closed.promise).toBe(1001)
    expect(folder.postmaster()).toBe(null)
    // Whoever adopted the ended process may take a moment to bury it.
    await until(() => !isRunning(postmaster))

    const third = startServer({ data: folder.data, port: await freePort() })
    await third.ready()
    expect((await createClient(third.url).get('{ run(number: 1) { number state } }')).run).toEqual({ number: 1, state: 'RUNNING' })
    const again = folder.postmaster()!
    third.kill('SIGINT')
    expect(await third.exited).toEqual({ code: 0, signal: null })
    await until(() => !isRunning(again))
  }, 300_000)
})
