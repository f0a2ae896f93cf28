import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createTeller } from './teller.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }))
afterEach(() => void vi.useRealTimers())

const claim = { run: 1, scheduledFor: 0, attempt: 1, trigger: 'SCHEDULE', tookOver: false } as const

const listen = () => {
  let told = 0
  const teller = createTeller({ transact: async () => void told++ as never, now: () => 0, failed: () => undefined })
  return { teller, told: () => told }
}

it('a run that goes on is told', async () => {
  const { teller, told } = listen()
  teller.begun('core:work', claim)
  await vi.advanceTimersByTimeAsync(1000)
  expect(told()).toBe(1)
})

it('the start of a run that is over is told no more, however long its end takes to be written down', async () => {
  const { teller, told } = listen()
  teller.begun('core:work', claim)
  const quietly = teller.ending('core:work')
  await vi.advanceTimersByTimeAsync(1000)
  teller.ended('core:work', claim, 'DONE', quietly)
  await vi.advanceTimersByTimeAsync(5000)
  // Whoever wrote down the end told it.
  expect([quietly, told()]).toEqual([false, 0])
})
