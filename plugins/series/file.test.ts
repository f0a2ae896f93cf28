import { describe, expect, it } from 'vitest'
import { readFile, type Points, type Resume } from './file.ts'

const read = async (text: string, { resume = null, rested = true }: { resume?: Resume | null; rested?: boolean } = {}) => {
  const put: Points[] = []
  const bytes = Buffer.from(text)
  const result = await readFile(
    { rested, resume, bytes: (from = 0) => (async function* () { for (let at = from; at < bytes.length; at += 7) yield bytes.subarray(at, at + 7) })() },
    { zone: 'UTC', put: async (points) => (put.push(...points.map((one) => structuredClone(one))), []) },
  )
  return { ...result, put }
}

const head = '# pump 1\ntime,Temperature [K],flow\n'

describe('a file of measurements', () => {
  it('gives its points by channel, and the lines that are wrong', async () => {
    const { records, faults, put } = await read(`${head}2024-05-01T12:00:00Z,273.5,4\n2024-05-01T12:00:01Z,x,5\n`)
    expect([records, faults]).toEqual([3, [{ line: 4, message: 'Temperature: "x" is no number' }]])
    expect(put).toMatchObject([
      { channel: 'Temperature', unit: 'K', value: [273.5] }, { channel: 'flow', unit: null, value: [4, 5] },
    ])
  })

  it('that grows is read on from where it was left, with its header and its lines', async () => {
    const first = await read(`${head}2024-05-01T12:00:00Z,1,2\n2024-05-0`, { rested: false })
    expect(first).toMatchObject({ records: 2, unfinished: true })
    const { records, faults, put } = await read(`${head}2024-05-01T12:00:00Z,1,2\n2024-05-01T12:00:01Z,3,?\n`, { resume: first.resume! })
    expect([records, faults]).toEqual([1, [{ line: 4, message: 'flow: "?" is no number' }]])
    expect(put).toMatchObject([{ channel: 'Temperature', at: [expect.stringContaining('12:00:01')], value: [3] }])
  })

  it('whose header is still being written waits', async () => {
    expect(await read('time,Tem', { rested: false })).toMatchObject({ records: 0, unfinished: true, put: [] })
  })
})
