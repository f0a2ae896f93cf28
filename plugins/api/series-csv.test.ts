import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSeriesReader, type SeriesFault, type SeriesPoint } from './series-csv.ts'

const read = (pieces: readonly string[], options: { zone?: string; header?: string; linesBefore?: number } = {}) => {
  const points: SeriesPoint[] = []
  const faults: SeriesFault[] = []
  const reader = createSeriesReader({ ...options, point: (one) => points.push(one), fault: (one) => faults.push(one) })
  for (const piece of pieces) reader.push(piece)
  reader.end()
  return { points, faults, header: reader.header, lines: reader.lines }
}
const brief = ({ points }: { points: SeriesPoint[] }) => points.map(({ at, channel, unit, value }) => [at, channel, unit, value])

describe('a table of a series', () => {
  it('may be wide, with units in brackets and gaps', () => {
    expect(brief(read(['# made by hand\r\ntime,pressure [mbar],flow (l/s),rpm\r\n2024-05-01T10:00:00Z,1.5,,3\r\n2024-05-01T12:00:01+02:00,-2e-3,7,NaN']))).toEqual([
      ['2024-05-01T10:00:00.000Z', 'pressure', 'mbar', 1.5], ['2024-05-01T10:00:00.000Z', 'rpm', null, 3],
      ['2024-05-01T10:00:01.000Z', 'pressure', 'mbar', -0.002], ['2024-05-01T10:00:01.000Z', 'flow', 'l/s', 7],
    ])
  })

  it('may be long, with decimal commas between semicolons, quotes, and seconds since 1970', () => {
    expect(brief(read(['time;channel;value;unit\n1714557600;"ozone; total";312,5;DU\n1714557600250;t;1;\n']))).toEqual([
      ['2024-05-01T10:00:00.000Z', 'ozone; total', 'DU', 312.5], ['2024-05-01T10:00:00.250Z', 't', null, 1],
    ])
  })

  it('has local times of a zone, but none that its clocks skipped or showed twice', () => {
    const { points, faults } = read(['at\tx\n2024-07-01 12:00:00\t1\n2024-03-31 02:30:00\t2\n2024-10-27 02:30\t3\n2024-10-27 03:00:00.5\t4\n2024-02-30 10:00\t5\n'], { zone: 'Europe/Zurich' })
    expect(points.map(({ at }) => at)).toEqual(['2024-07-01T10:00:00.000Z', '2024-10-27T02:00:00.500Z'])
    expect(faults.map(({ line, message }) => `${line} ${message}`)).toEqual([
      '3 The clocks of Europe/Zurich never showed 2024-03-31 02:30: they were put forward', '4 The clocks of Europe/Zurich showed 2024-10-27 02:30 twice: say the offset',
      '6 "2024-02-30 10:00" names a day or hour that does not exist',
    ])
    expect(read(['at,x\n2024-07-01 12:00:00,1\n']).faults).toMatchObject([{ line: 2, message: expect.stringContaining('no offset') }])
  })

  it('says by line what cannot be read, and the rest counts', () => {
    const { points, faults } = read(['time,a\nyesterday,1\n2024-05-01T10:00:00Z,high\n2024-05-01T10:00:00Z,1,2\n2024-05-01T10:00:00Z,Infinity\n2024-05-01T10:00:00Z,4\n'])
    expect(points.map(({ value }) => value)).toEqual([4])
    expect(faults.map(({ line }) => line)).toEqual([2, 3, 4, 5])
    expect(read(['a,b\n1,2\n']).faults).toMatchObject([{ line: 1, message: expect.stringContaining('no column of times') }])
    expect(read(['time,a,a [V]\n']).faults).toMatchObject([{ line: 1, message: 'Two columns are called a' }])
  })

  it('goes on where another text ended, with the header of that', () => {
    const first = read(['time,a [V]\n2024-05-01T10:00:00Z,1\n'])
    const next = read(['2024-05-01T10:00:01Z,2\nx,3\n'], { header: first.header!, linesBefore: first.lines })
    expect(brief(next)).toEqual([['2024-05-01T10:00:01.000Z', 'a', 'V', 2]])
    expect(next.faults.map(({ line }) => line)).toEqual([4])
  })

  it('is read the same however it is cut into pieces', () => {
    const text = 'time,a [V],b\n2024-05-01T10:00:00Z,1,2\nbad,1,2\n\n2024-05-01T10:00:01Z,,"3"\n'
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: text.length }), { maxLength: 6 }), (cuts) => {
      const places = [0, ...cuts.toSorted((a, b) => a - b), text.length]
      expect(read(places.slice(1).map((to, index) => text.slice(places[index], to)))).toEqual(read([text]))
    }))
  })
})
