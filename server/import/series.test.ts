import { describe, expect, it } from 'vitest'
import { UnreadableFile } from './item.ts'
import { openSeries, type SeriesRow } from './series.ts'

const read = async (text: string, zone?: string) => {
  const { channels, rows } = await openSeries((async function* () { yield text })(), { zone })
  const all: SeriesRow[] = []
  for await (const row of rows) all.push(row)
  return { channels, rows: all }
}

describe('a table of measurements', () => {
  it('has times and channels with their units', async () => {
    expect(await read('time,Temperature [K],flow (l/min),state\n2024-05-01T12:00:00Z,273.15,-4,\n1714564800.5,nan,1e3,7\n')).toEqual({
      channels: [{ name: 'Temperature', unit: 'K' }, { name: 'flow', unit: 'l/min' }, { name: 'state', unit: null }],
      rows: [
        { line: 2, at: '2024-05-01T12:00:00.000Z', values: [[0, 273.15], [1, -4]], faults: [] },
        { line: 3, at: '2024-05-01T12:00:00.500Z', values: [[1, 1000], [2, 7]], faults: [] },
      ],
    })
  })

  it('has local times in the zone of the column, else in the one that is said, else none', async () => {
    const at = async (text: string, zone?: string) => (await read(text, zone)).rows[0]
    expect(await at('time,a\n2024-05-01 12:00:00,1\n', 'Europe/Zurich')).toMatchObject({ at: expect.stringMatching(/^2024-05-01T10:00:00/) })
    expect(await at('time [UTC],a\n2024-05-01 12:00:00,1\n', 'Europe/Zurich')).toMatchObject({ at: expect.stringMatching(/^2024-05-01T12:00:00/) })
    expect(await at('time,a\n2024-05-01 12:00:00,1\n')).toMatchObject({ at: null, values: [], faults: [expect.stringContaining('has no offset')] })
    expect(await at('time,a\n2024-03-31 02:30:00,1\n', 'Europe/Zurich')).toMatchObject({ at: null, faults: [expect.stringContaining('put forward')] })
  })

  it('keeps what can be read of a row, and says what cannot', async () => {
    const { rows } = await read('t;a;b\n2024-05-01T12:00:00Z;1,5;x\n;1;2\n2024-05-01T12:00:01Z;1;2;3\n')
    expect(rows.map(({ values, faults }) => ({ values, faults }))).toEqual([
      { values: [[0, 1.5]], faults: ['b: "x" is no number'] },
      { values: [], faults: ['There is no time'] },
      { values: [[0, 1], [1, 2]], faults: ['There are 4 cells under 3 columns'] },
    ])
  })

  it.each(['', 'time\n1\n', 'time,a,a\n', '2024-05-01T12:00:00Z,1,2\n2024-05-01T12:00:01Z,3,4\n', 'time,a\0\n'])('is no table when it is %j', async (text) => {
    await expect(read(text)).rejects.toThrow(UnreadableFile)
  })
})
