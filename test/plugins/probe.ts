import { expect } from 'vitest'
import { createClient, type Client } from '../kit/client.ts'
import { freePort, startServer } from '../resilience/server.ts'

const query = '{ runs(first: 3) { totalCount nodes { number quality detectors { name } } } server { now } }'

const sorted = (times: readonly number[]) => times.toSorted((a, b) => a - b)

/** Milliseconds that the core takes for a question. */
const measure = async (client: Client): Promise<number> => {
  const startedAt = performance.now()
  await client.get(query)
  return performance.now() - startedAt
}

const p90 = (times: readonly number[]) => sorted(times)[Math.floor(times.length * 0.9)] ?? 0

/** A server without plugins: how fast it answers is how fast this machine is at that moment. */
export type Control = { client: Client } & AsyncDisposable

/** @param data a folder that it may write to */
export const startControl = async (databaseUrl: string, data: string): Promise<Control> => {
  const server = startServer({ databaseUrl, port: await freePort(), env: { LOGLINE_DATA: data, LOGLINE_PLUGINS_OFF: 'brewer,series' } })
  await server.ready()
  return {
    client: createClient(server.url),
    [Symbol.asyncDispose]: async () => {
      server.kill('SIGTERM')
      await server.exited
    },
  }
}

/**
 * Asks the core again and again while something happens, and in turn a server without plugins. Every question must be
 * answered without errors, and nine of ten in five times what that one takes meanwhile, and 100 ms more.
 */
export const whileAsking = async <Result>(client: Client, { client: other }: Control, work: () => Promise<Result>): Promise<Result> => {
  // Compiled when it comes back.
  for (let time = 0; time < 5; time++) await Promise.all([measure(client), measure(other)])
  let over = false
  const asking = (async () => {
    const [times, beside]: [number[], number[]] = [[], []]
    // Nine of ten is said of twenty at least, however soon it is over.
    while (!over || times.length < 20) {
      times.push(await measure(client))
      beside.push(await measure(other))
    }
    return { times, beside }
  })()
  try {
    return await work()
  } finally {
    over = true
    const { times, beside } = await asking
    expect(p90(times), `${times.length} answers, the slowest in ${Math.max(...times).toFixed(0)} ms; without plugins ${p90(beside).toFixed(1)} ms`).toBeLessThan(5 * p90(beside) + 100)
  }
}
