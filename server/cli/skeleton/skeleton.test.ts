import assert from 'node:assert/strict'
import { describe, test } from 'vitest'
import { laws, startLogline } from '../../../test/kit/author/in-repository.ts'

const plugin = new URL('./index.ts', import.meta.url)
const noted = '{ runs(first: 10, orderBy: { field: NUMBER, direction: ASC }) { nodes { number skeleton { seconds longerRuns } } } }'

describe('skeleton', () => {
  test('a run is noted when it ends', async () => {
    await using logline = await startLogline({ plugins: [plugin] })
    const shifter = await logline.as('SHIFTER')
    await shifter.get('mutation { startRun(input: { number: 1, startedAt: "2024-05-01T10:00:00Z" }) { userErrors { message } } }')
    await shifter.get('mutation { endRun(input: { number: 1, endedAt: "2024-05-01T11:00:00Z" }) { userErrors { message } } }')
    await logline.until(async () => (await shifter.get(noted)).runs.nodes[0].skeleton !== null, 'the run is noted')
    assert.deepEqual((await shifter.get(noted)).runs.nodes, [{ number: 1, skeleton: { seconds: 3600, longerRuns: 0 } }])
  }, 60_000)

  test('runs that were there before are noted by the job, but for short ones', async () => {
    await using logline = await startLogline({ plugins: [plugin], settings: { 'skeleton': { leastSeconds: 60 } } })
    await logline.world
      .run(1, { startedAt: '2024-05-01T10:00:00Z', endedAt: '2024-05-01T10:00:30Z' })
      .run(2, { startedAt: '2024-05-01T11:00:00Z', endedAt: '2024-05-01T12:00:00Z' })
      .run(3, { startedAt: '2024-05-01T13:00:00Z', endedAt: '2024-05-01T15:00:00Z' })
      .make()
    assert.deepEqual((await logline.runJob('skeleton:catch-up')).result, { noted: 2 })
    assert.deepEqual((await logline.runJob('skeleton:catch-up')).result, { noted: 0 })
    const reader = await logline.as('VIEWER')
    assert.deepEqual((await reader.get(noted)).runs.nodes.map((run: { skeleton: object | null }) => run.skeleton), [
      null, { seconds: 3600, longerRuns: 1 }, { seconds: 7200, longerRuns: 0 },
    ])
  }, 60_000)

  laws(plugin, test)
})
