import { describe, expect, it } from 'vitest'
import { toCsv } from './csv.ts'
import { indexesWithin, spanOf, type Colors, type Drawing } from './model.ts'
import { toSvg } from './svg.ts'
import { valueRange } from './value-range.ts'
import { readingOf, summaryOf } from './words.ts'

const hour = 3_600_000
// The night on which Zurich's clocks go back.
const start = Date.parse('2023-10-29T00:00:00Z')

const drawing: Drawing = {
  data: {
    moments: [start, start + hour, start + 2 * hour, start + 3 * hour],
    series: [
      { id: 'p', label: 'Pressure', unit: 'mbar', values: [1, 2.5, null, 4], low: [0, 2, null, 3], high: [2, 3, null, 5] },
      { id: 't', label: '=Temperature <K>', unit: 'K', values: [290, 291, 292, 293] },
    ],
  },
  window: { start, end: start + 3 * hour },
  zone: 'Europe/Zurich',
  limits: [{ value: 8, label: 'too high & far', kind: 'bad' }],
  markers: [{ at: start + hour, label: 'valve' }],
  hidden: new Set(),
}
const colors: Colors = {
  ink: '#111', line: '#ddd', surface: '#fff', accent: '#00f', warn: '#a60', bad: '#c00', series: ['#123456', '#654321'],
}

describe('what a chart is drawn from', () => {
  it('knows which moments lie in a stretch, its edges among them', () => {
    expect(indexesWithin(drawing.data, drawing.window)).toEqual([0, 4])
    expect(indexesWithin(drawing.data, { start: start + 1, end: start + 2 * hour })).toEqual([1, 3])
    expect(indexesWithin(drawing.data, { start: start - 9, end: start - 1 })).toEqual([0, 0])
    expect(spanOf({ moments: [start], series: [] })).toEqual({ start: start - 500, end: start + 500 })
  })

  it('has an axis over what is seen, with bands and limits', () => {
    expect(valueRange(drawing, 'mbar')).toEqual([0, 8])
    expect(valueRange({ ...drawing, limits: [] }, 'mbar')).toEqual([0, 5])
    expect(valueRange({ ...drawing, limits: [], window: { start, end: start + hour } }, 'mbar')).toEqual([0, 3])
    expect(valueRange({ ...drawing, hidden: new Set(['t']) }, 'K')).toEqual([0, 1])
  })

  it('can be told in words, with units and the zone', () => {
    expect(summaryOf(drawing)).toBe(
      '2023-10-29 02:00:00 +02:00 to 2023-10-29 04:00:00 +01:00. ' +
        'Pressure: from 1\u202fmbar to 4\u202fmbar, last 4\u202fmbar. ' +
        '=Temperature <K>: from 290\u202fK to 293\u202fK, last 293\u202fK.',
    )
    expect(readingOf(drawing, 2)).toBe('2023-10-29 03:00:00 +01:00, Pressure no value, =Temperature <K> 292\u202fK')
    expect(summaryOf({ ...drawing, hidden: new Set(['p', 't']) })).toBe('Nothing to show.')
  })
})

describe('files of a chart', () => {
  it('has a row for each moment of what is seen, with empty cells for gaps and no formulas', () => {
    expect(toCsv(drawing.data, drawing.window, 'Europe/Zurich').split('\r\n')).toEqual([
      `time,Pressure [mbar],Pressure [mbar] low,Pressure [mbar] high,'=Temperature <K> [K]`,
      '2023-10-29T02:00:00.000+02:00,1,0,2,290',
      '2023-10-29T02:00:00.000+01:00,2.5,2,3,291',
      '2023-10-29T03:00:00.000+01:00,,,,292',
      '2023-10-29T04:00:00.000+01:00,4,3,5,293',
      '',
    ])
    expect(toCsv(drawing.data, { start: start + 1, end: start + hour }, 'UTC')).toContain('\r\n2023-10-29T01:00:00.000Z,2.5')
  })

  it('has all of it in the drawing: lines with their gaps, bands, limits, markers, axes and legend', () => {
    const svg = toSvg(drawing, colors, { width: 800, height: 300 })
    const paths = [...svg.matchAll(/<path d="([^"]+)" stroke="#123456" stroke-dasharray=""/g)].map(([, path]) => path!)
    expect(paths).toHaveLength(1)
    expect(paths[0]!.match(/M/g)).toHaveLength(2)
    expect(svg).toContain('fill-opacity="0.18"')
    expect(svg).toContain('too high &amp; far')
    expect(svg).toContain('=Temperature &lt;K&gt;')
    for (const words of ['valve', 'mbar', '>K<', 'Europe/Zurich', '02:00', '2023-10-29', '+01:00']) expect(svg).toContain(words)
    expect(svg).not.toMatch(/NaN|undefined|Infinity/)
  })

  it('marks what has no line by a shape of its own for each value', () => {
    const [pressure] = drawing.data.series
    const out = { ...pressure!, id: 'out', label: 'Out of its limit', values: [null, 2.5, null, 4], low: undefined, high: undefined, isMarks: true }
    const svg = toSvg({ ...drawing, data: { ...drawing.data, series: [out] }, limits: [] }, colors, { width: 800, height: 300 })
    // Two values, and one in the legend.
    expect(svg.match(/fill="#c00"/g)).toHaveLength(3)
    expect(svg).not.toContain('stroke-width="2"')
    expect(svg).not.toMatch(/NaN|undefined|Infinity/)
  })

  it('leaves out the lines that are switched off', () => {
    const svg = toSvg({ ...drawing, hidden: new Set(['p']) }, colors, { width: 800, height: 300 })
    expect(svg).not.toContain('#123456')
    expect(svg).toContain('#654321')
  })
})
