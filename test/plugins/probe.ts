import { expect } from 'vitest'
import type { Client } from '../kit/client.ts'

const query = '{ runs(first: 3) { totalCount nodes { number quality detectors { name } } } server { now } }'

const sorted = (times: readonly number[]) => times.toSorted((a, b) => a - b)

/** Milliseconds that the core takes for the same questions, one after the other. */
const measure = async (client: Client, count: number): Promise<number[]> => {
  const times: number[] = []
  for (let asked = 0; asked < count; asked++) {
    const startedAt = performance.now()
    await client.get(query)
    times.push(performance.now() - startedAt)
  }
  return times
}

const p90 = (times: readonly number[]) => sorted(times)[Math.floor(times.length * 0.9)] ?? 0

/**
 * Asks the core again and again while something happens. Every question must be answered without errors, and nine of
 * ten in five times what they took before, and 100 ms that a busy machine may add.
 */
export const whileAsking = async <Result>(client: Client, work: () => Promise<Result>): Promise<Result> => {
  await measure(client, 5)
  const before = p90(await measure(client, 20))
  let over = false
  const asking = (async () => {
    const times: number[] = []
    // Nine of ten is said of ten at least, however soon it is over.
    while (!over || times.length < 10) times.push(...(await measure(client, 1)))
    return times
  })()
  try {
    return await work()
  } finally {
    over = true
    const times = await asking
    expect(times.length).toBeGreaterThan(0)
    expect(p90(times), `before ${before.toFixed(1)} ms, then ${times.length} answers, the slowest in ${Math.max(...times).toFixed(0)} ms`).toBeLessThan(5 * before + 100)
  }
}
