import { expect } from 'vitest'
import type { Page } from 'playwright-core'
import type { Client } from '../kit/client.ts'
import { crowding } from './vitals.ts'

/** What a control system says of runs. Each fails the test when it is refused. */
export const createControl = (client: Pick<Client, 'get'>) => {
  const start = async (number: number, more: object = {}) => {
    const { startRun } = await client.get(
      'mutation ($input: StartRunInput!) { startRun(input: $input) { userErrors { message } } }',
      {
        input: { number, type: 'PHYSICS', detectors: [{ name: 'ITS' }, { name: 'TPC' }], ...more },
      },
    )
    expect(startRun.userErrors).toEqual([])
  }
  const end = async (number: number) => {
    const { endRun } = await client.get(
      'mutation ($input: EndRunInput!) { endRun(input: $input) { userErrors { message } } }',
      { input: { number } },
    )
    expect(endRun.userErrors).toEqual([])
  }
  const judge = async (number: number, quality: string) => {
    const { setRunQuality } = await client.get(
      'mutation ($input: SetRunQualityInput!) { setRunQuality(input: $input) { userErrors { message } } }',
      {
        input: { number, quality, reason: 'as a test' },
      },
    )
    expect(setRunQuality.userErrors).toEqual([])
  }
  const fillWith = async (count: number, first = 1001) => {
    const items = Array.from({ length: count }, (_, index) => ({
      number: first + index,
      type: 'PHYSICS',
      quality: 'GOOD',
      fillNumber: 8000 + Math.floor(index / 10),
      detectors: [{ name: 'ITS' }],
      startedAt: new Date(Date.UTC(2024, 3, 1) + index * 600_000).toISOString(),
      endedAt: new Date(Date.UTC(2024, 3, 1) + index * 600_000 + 300_000 + index * 1000).toISOString(),
    }))
    const { ingestRuns } = await client.get(
      'mutation ($input: IngestRunsInput!) { ingestRuns(input: $input) { userErrors { message } results { status } } }',
      {
        input: { idempotencyKey: `runs ${first}`, items },
      },
    )
    expect(ingestRuns.userErrors).toEqual([])
  }
  return { start, end, judge, fillWith }
}

export type Control = ReturnType<typeof createControl>

/** Tries until it succeeds; fails with the last failure. @returns ms that it took */
export const within = async (milliseconds: number, what: () => Promise<unknown>): Promise<number> => {
  const startedAt = performance.now()
  for (;;) {
    const failure = await what().then(
      () => null,
      (error: unknown) => error,
    )
    if (failure === null) return performance.now() - startedAt
    if (performance.now() - startedAt > milliseconds) throw failure
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** The numbers of the runs on a page, from the top. */
export const shownRuns = (page: Page) =>
  page.locator('.row[data-run]').evaluateAll((rows) => rows.map((row) => Number(row.getAttribute('data-run'))))
export const stateOf = (page: Page, number: number) => page.locator(`[data-run="${number}"]`).getAttribute('data-state')
export const isLive = (page: Page) => page.locator('.live-dot[data-phase="live"]').waitFor()

/** How long (ms) a change may take to be on every page: so many seconds on a machine that is not crowded. */
export const secondsHere = (seconds: number): number => seconds * 1000 * crowding()

/** A sequence of different keys, as quickly as people type: a page waits a second for the next one. */
export const pressInTurn = (page: Page, ...keys: readonly string[]) => Promise.all(keys.map((key) => page.keyboard.press(key)))
