import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mend, readFilter, languages } from './read.ts'
import type { List } from './key.ts'
import { literal } from './words.ts'
import { saidOf, setKey, withoutTerm, withTerm, writeFilter } from './write.ts'

const place = { now: Date.parse('2024-05-10T12:00:00Z'), zone: 'Europe/Zurich' }
const ask = (list: List, text: string) => {
  const { filter, order, faults } = readFilter(list, text, place)
  expect(faults).toEqual([])
  return order ? { filter, order } : filter
}

describe('a filter of runs in words', () => {
  it.each([
    ['', null],
    ['  \n ', null],
    ['detector:ITS', { detectors: { all: ['ITS'] } }],
    ['detector:ITS,TPC', { detectors: { any: ['ITS', 'TPC'] } }],
    ['detector:ITS detector:TPC', { detectors: { all: ['ITS', 'TPC'] } }],
    ['-detector:ITS,TPC -detector:TOF', { detectors: { none: ['ITS', 'TPC', 'TOF'] } }],
    ['detector:ITS,TPC detector:TOF,HMP', { detectors: { any: ['ITS', 'TPC'] }, and: [{ detectors: { any: ['TOF', 'HMP'] } }] }],
    ['detector:ITS=bad', { detectorQuality: { detector: 'ITS', quality: { eq: 'BAD' } } }],
    ['-detector:ITS=good detector:ITS', { not: { detectorQuality: { detector: 'ITS', quality: { eq: 'GOOD' } } }, detectors: { all: ['ITS'] } }],
    ['detector:ITS=bad,TPC', { or: [{ detectors: { any: ['TPC'] } }, { detectorQuality: { detector: 'ITS', quality: { eq: 'BAD' } } }] }],
    ['detector:ITS=bad detector:TPC=bad', { detectorQuality: { detector: 'ITS', quality: { eq: 'BAD' } }, and: [{ detectorQuality: { detector: 'TPC', quality: { eq: 'BAD' } } }] }],
    ['tag:"not for physics"', { tags: { all: ['not for physics'] } }],
    ['tag:“not for physics”,test', { tags: { any: ['not for physics', 'test'] } }],
    ['quality:Bad', { quality: { eq: 'BAD' } }],
    ['-quality:bad', { quality: { not: 'BAD' } }],
    ['quality:bad,none', { quality: { in: ['BAD', 'NONE'] } }],
    ['-quality:bad,none', { not: { quality: { in: ['BAD', 'NONE'] } } }],
    ['run:526080', { number: { eq: 526080 } }],
    ['-run:526080', { number: { not: 526080 } }],
    ['run:550000..550100,550144', { numberRanges: '550000..550100,550144' }],
    ['run:>550000', { number: { gt: 550000 } }],
    ['run:<=550000', { number: { lte: 550000 } }],
    ['run:5..', { number: { gte: 5 } }],
    ['-run:1-5', { not: { numberRanges: '1..5' } }],
    ['526080', { numberRanges: '526080' }],
    ['990101-990120, 990144', { numberRanges: '990101..990120,990144' }],
    ['-1..3', { not: { numberRanges: '1..3' } }],
    ['fill:8178', { fillNumber: { eq: 8178 } }],
    ['fill:8178,8179', { fillNumber: { in: [8178, 8179] } }],
    ['fill:8100..8178,9', { or: [{ fillNumber: { eq: 9 } }, { fillNumber: { gte: 8100, lte: 8178 } }] }],
    ['fill:none', { fillNumber: { isNull: true } }],
    ['fill:any', { fillNumber: { isNull: false } }],
    ['type:PHYSICS', { type: { eq: 'PHYSICS' } }],
    ['type:~calib', { type: { contains: 'calib' } }],
    ['type:*calib*', { type: { contains: 'calib' } }],
    ['type:"~calib"', { type: { eq: '~calib' } }],
    ['period:LHC22n,LHC22o', { period: { in: ['LHC22n', 'LHC22o'] } }],
    ['environment:"none"', { environmentId: { eq: 'none' } }],
    ['duration:>10m', { durationSeconds: { gt: 600 } }],
    ['duration:>10m duration:<2h', { durationSeconds: { gt: 600, lt: 7200 } }],
    ['duration:10m..1h30m', { durationSeconds: { gte: 600, lte: 5400 } }],
    ['started:2024-05-01..2024-05-03', { startedAt: { from: '2024-04-30T22:00:00.000Z', to: '2024-05-03T22:00:00.000Z' } }],
    ['started:2024-05', { startedAt: { from: '2024-04-30T22:00:00.000Z', to: '2024-05-31T22:00:00.000Z' } }],
    ['started:2024-05-01T10:00Z..2024-05-01T12:00Z', { startedAt: { from: '2024-05-01T10:00:00.000Z', to: '2024-05-01T12:00:00.000Z' } }],
    ['started:2024-05-01T10:00', { startedAt: { from: '2024-05-01T08:00:00.000Z', to: '2024-05-01T08:01:00.000Z' } }],
    ['started:>now-12h', { startedAt: { from: '2024-05-10T00:00:00.000Z' } }],
    ['started:>2024-05-01', { startedAt: { from: '2024-05-01T22:00:00.000Z' } }],
    ['started:<2024-05-01', { startedAt: { to: '2024-04-30T22:00:00.000Z' } }],
    ['started:<=2024-05-01', { startedAt: { to: '2024-05-01T22:00:00.000Z' } }],
    ['started:today', { startedAt: { from: '2024-05-09T22:00:00.000Z', to: '2024-05-10T22:00:00.000Z' } }],
    ['ended:yesterday', { endedAt: { from: '2024-05-08T22:00:00.000Z', to: '2024-05-09T22:00:00.000Z' } }],
    ['state:running,lost', { state: { in: ['RUNNING', 'LOST'] } }],
    ['by:ada', { or: [{ startedBy: { eq: 'ada' } }, { endedBy: { eq: 'ada' } }] }],
    ['-by:~ada', { not: { or: [{ startedBy: { contains: 'ada' } }, { endedBy: { contains: 'ada' } }] } }],
    ['ended-by:none', { endedBy: { isNull: true } }],
    ['reason:DETECTORS/TPC', { endReason: { category: 'DETECTORS', title: 'TPC' } }],
    ['reason:/TPC', { endReason: { title: 'TPC' } }],
    ['reason:"LHC/X"//"the beam, dumped"', { endReason: { category: 'LHC/X', description: 'the beam, dumped' } }],
    ['reason:~trip', { endReason: { description: 'trip' } }],
    ['reason:LHC reason:DETECTORS', { endReason: { category: 'LHC' }, and: [{ endReason: { category: 'DETECTORS' } }] }],
    ['reason:none', { not: { endReason: {} } }],
    ['ada', { text: 'ada' }],
    ['ada bob', { text: 'ada', and: [{ text: 'bob' }] }],
    ['"ada bob" -eve', { text: 'ada bob', not: { text: 'eve' } }],
    ['"526080"', { text: '526080' }],
    ['12:30', { text: '12:30' }],
    ['"or"', { text: 'or' }],
    ['-ada -bob', { not: { text: 'ada' }, and: [{ not: { text: 'bob' } }] }],
    ['quality:bad state:ended or tag:x', { or: [{ quality: { eq: 'BAD' }, state: { eq: 'ENDED' } }, { tags: { all: ['x'] } }] }],
    ['detector:ITS sort:started-asc', { filter: { detectors: { all: ['ITS'] } }, order: { field: 'STARTED_AT', direction: 'ASC' } }],
    ['sort:duration', { filter: null, order: { field: 'DURATION', direction: 'DESC' } }],
  ])('%s', (text, expected) => {
    expect(ask('runs', text)).toEqual(expected)
  })
})

describe('a filter of fills and environments in words', () => {
  it.each([
    ['fills', '8000-8100,8178', { numberRanges: '8000..8100,8178' }],
    ['fills', 'stable:yes', { hasStableBeams: true }],
    ['fills', '-stable:yes', { hasStableBeams: false }],
    ['fills', 'beam:"PROTON - PROTON"', { beamType: { eq: 'PROTON - PROTON' } }],
    ['fills', 'energy:6.8TeV', { energyGeV: { eq: 6800 } }],
    ['fills', 'energy:450..6800', { energyGeV: { gte: 450, lte: 6800 } }],
    ['fills', 'bunches:>1000 covered:0', { collidingBunches: { gt: 1000 }, coveredSeconds: { eq: 0 } }],
    ['fills', 'duration:>10h', { stableBeamsSeconds: { gt: 36_000 } }],
    ['fills', '2462b', { or: [{ beamType: { contains: '2462b' } }, { fillingScheme: { contains: '2462b' } }] }],
    ['environments', 'history:S-E', { history: 'S-E' }],
    ['environments', '-history:se,rx', { not: { or: [{ history: 'S-E' }, { history: 'R-X' }] } }],
    ['environments', 'status:error,mixed', { status: { in: ['ERROR', 'MIXED'] } }],
    ['environments', 'run:1-5,8', { runNumbers: '1..5,8' }],
    ['environments', 'run:526080', { runNumbers: '526080' }],
    ['environments', 'id:~2bF', { id: { contains: '2bF' } }],
    ['environments', '526080', { or: [{ runNumbers: '526080' }, { id: { contains: '526080' } }] }],
  ] as const)('%s: %s', (list, text, expected) => {
    expect(ask(list, text)).toEqual(expected)
  })
})

describe('a fault', () => {
  it.each([
    ['runs', 'state:ended qualty:bad', 'qualty', 'There is no key "qualty". Did you mean quality?', 'state:ended quality:bad'],
    ['runs', 'quality:good,bda', 'bda', 'There is no quality "bda". Did you mean bad?', 'quality:good,bad'],
    ['runs', '-detector:ITS=goood', 'ITS=goood', 'There is no quality "goood". Did you mean good?', '-detector:ITS=good'],
    ['runs', 'run:12-7', '12-7', '"12-7" runs backwards: did you mean 7..12?', 'run:7..12'],
    ['runs', '1,9-7', '9-7', '"9-7" runs backwards: did you mean 7..9?', '1,7..9'],
    ['runs', 'duration:>10', '>10', '10 of what? Say 10s, 10m, 10h or 10d', 'duration:>10m'],
    ['runs', 'started:now-3h', 'now-3h', 'now-3h is a moment: ask for what came after or before it', 'started:>now-3h'],
    ['runs', 'started:2024-02-30', '2024-02-30', '2024-02 has no day 30: its last is the 29', 'started:2024-02-29'],
    ['runs', 'environment:2bF3*', '2bF3*', 'A name is taken as a whole; a part of it is found with ~, as in environment:~2bF3', 'environment:~2bF3'],
    ['runs', 'sort:strted-asc', 'strted-asc', 'There is no order "strted-asc". Did you mean started-asc?', 'sort:started-asc'],
    ['runs', 'tag:"not for', 'tag:"not for', 'A quote is opened here and not closed', 'tag:"not for"'],
    ['runs', 'http://x', 'http://x', 'There is no key "http". To search for the word itself, put it in quotes', '"http://x"'],
    ['runs', 'a or', 'or', '"or" stands between words; to search for it, put it in quotes', 'a "or"'],
    ['fills', 'stable:maybe', 'maybe', 'stable is yes or no, not "maybe"', 'stable:yes'],
  ] as const)('of %s in %s points at %s', (list, text, word, message, mended) => {
    const { faults } = readFilter(list, text, place)
    expect(faults.map((fault) => [text.slice(fault.from, fault.to), fault.message])).toEqual([[word, message]])
    expect(mend(text, faults[0]!)).toBe(mended)
    expect(readFilter(list, mended, place).faults).toEqual([])
  })

  it('leaves the good words in force', () => {
    expect(readFilter('runs', 'quality:bad,ugly nokey:1 state:running', place).filter).toEqual({ quality: { eq: 'BAD' }, state: { eq: 'RUNNING' } })
    expect(readFilter('runs', 'nokey:1 or state:running', place).filter).toEqual({ state: { eq: 'RUNNING' } })
  })

  it('tells what is too much', () => {
    expect(readFilter('runs', 'x'.repeat(9000), place).faults[0]?.message).toContain('too long')
    expect(readFilter('runs', Array.from({ length: 1001 }, (_, i) => i).join(','), place).faults[0]?.message).toContain('too many')
    expect(readFilter('runs', 'run:99999999999', place).faults[0]?.message).toContain('beyond the largest')
  })
})

const lists = fc.constantFrom<List>('runs', 'fills', 'environments')
const fragment = fc.constantFrom(
  ...['detector', 'quality', 'run', 'fill', 'started', 'duration', 'reason', 'sort', 'history', 'stable', 'or', 'ITS', 'bad', '1', '550000', 'now', '12h', '2024-05-01', 'T02:30', 'today',
    ':', ':', ',', '-', '..', '…', '"', '“', '\\', '>', '<=', '=', '~', '*', '/', ' ', ' ', '\0', '\n', '日', '\ud800'],
)
const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.array(fragment, { maxLength: 30 }).map((parts) => parts.join('')))

describe('any text', () => {
  it('is answered, with faults that lie within it and inputs the schema takes', () => {
    fc.assert(
      fc.property(lists, anyText, (list, text) => {
        const { faults, filter, terms } = readFilter(list, text, place)
        for (const { from, to, message } of faults) {
          expect(from).toBeGreaterThanOrEqual(0)
          expect(to).toBeGreaterThanOrEqual(from)
          expect(to).toBeLessThanOrEqual(text.length)
          expect(message.length).toBeGreaterThan(0)
        }
        expect(JSON.stringify(filter) ?? '').not.toMatch(/null,|NaN|Infinity/)
        if (terms.length === 0) expect(filter).toBe(null)
      }),
      { numRuns: 3000 },
    )
  })

  it('is written again from its terms, and reads the same', () => {
    fc.assert(
      fc.property(lists, anyText, (list, text) => {
        const read = readFilter(list, text, place)
        if (text.includes('\0') || read.faults.some(({ message }) => message.includes('quote is opened'))) return
        const again = readFilter(list, writeFilter(read.terms), place)
        expect(again.filter).toEqual(read.filter)
        expect(again.order).toEqual(read.order)
        expect(again.terms.map(({ from: _from, to: _to, ...term }) => term)).toEqual(read.terms.map(({ from: _from, to: _to, ...term }) => term))
      }),
      { numRuns: 2000 },
    )
  })

  it('keeps what a form sets, and all its other words', () => {
    const values = fc.array(fc.string({ minLength: 1, maxLength: 12 }).filter((value) => value.trim() !== ''), { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(anyText, values, fc.boolean(), (text, chosen, not) => {
        const said = [{ not, values: chosen.map(literal) }]
        const set = setKey(languages.runs, text, 'tag', said)
        expect(saidOf(languages.runs, set, 'tag')).toEqual(said)
        expect(setKey(languages.runs, set, 'tag', said)).toBe(set)
        const others = (whole: string) => readFilter('runs', whole, place).terms.filter(({ key, isOr }) => !isOr && key !== 'tag' && key !== 'tags').length
        expect(others(set)).toBe(others(text))
        const without = setKey(languages.runs, set, 'tag', [])
        expect(saidOf(languages.runs, without, 'tag')).toEqual([])
      }),
      { numRuns: 2000 },
    )
  })

  it('takes any value as itself once it is written as a literal', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 30 }), (value) => {
        const clean = value.replaceAll(/[\s\p{Cc}]/gu, ' ').trim()
        if (clean === '') return
        expect(ask('runs', `type:${literal(clean)}`)).toEqual({ type: { eq: clean } })
        expect(ask('runs', `tag:${literal(clean)}`)).toEqual({ tags: { all: [clean] } })
        expect(ask('runs', `"${clean.replaceAll(/["\\“”„‟]/g, '\\$&')}"`)).toEqual({ text: clean })
      }),
      { numRuns: 2000 },
    )
  })

  it('grows and shrinks by one term', () => {
    const grown = withTerm('state:ended', { key: 'tag', values: ['a', 'b'] })
    expect(grown).toBe('state:ended tag:a,b')
    const [first] = readFilter('runs', grown, place).terms
    expect(withoutTerm(grown, first!)).toBe('tag:a,b')
    expect(withoutTerm('a or b', { from: 5, to: 6 })).toBe('a')
    expect(withTerm('tag:"open', { key: null, values: ['x'] })).toBe('tag:"open" x')
  })
})
