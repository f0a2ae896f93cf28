import { describe, expect, it } from 'vitest'
import { runQuality } from '../../drizzle/tables/run.ts'
import type { RunQuality } from './run-quality.ts'
import { checkDetectorQualityChange, checkQualityChange, runQualities } from './run-quality.ts'

const everyChange: [RunQuality, RunQuality][] = runQualities.flatMap((from) =>
  runQualities.filter((to) => to !== from).map((to): [RunQuality, RunQuality] => [from, to]),
)
const noReasons = [null, undefined, '', ' \t\n']

it('run qualities are those that the database knows', () => {
  expect(runQualities).toEqual(runQuality.enumValues)
})

describe('the quality of a run', () => {
  it('goes from NONE to GOOD or TEST without a reason, and in no other way', () => {
    const free = everyChange.filter(([from, to]) => !checkQualityChange({ from, to, reason: null, ended: true }))
    expect(free).toEqual([['NONE', 'GOOD'], ['NONE', 'TEST']])
  })

  it.each(noReasons)('takes %j for no reason', (reason) => {
    expect(checkQualityChange({ from: 'GOOD', to: 'BAD', reason, ended: true })?.code).toBe('REASON_REQUIRED')
  })

  it.each(everyChange)('may go from %s to %s with a reason', (from, to) => {
    expect(checkQualityChange({ from, to, reason: 'TPC tripped', ended: true })).toBeNull()
  })

  it.each(everyChange)('may not go from %s to %s while the run goes on, reason or not', (from, to) => {
    expect(checkQualityChange({ from, to, reason: 'TPC tripped', ended: false })?.code).toBe('RUN_NOT_ENDED')
    expect(checkQualityChange({ from, to, reason: null, ended: false })?.code).toBe('RUN_NOT_ENDED')
  })
})

describe('the quality of a detector', () => {
  it.each(everyChange)('needs a reason to go from %s to %s', (from, to) => {
    for (const reason of noReasons) {
      expect(checkDetectorQualityChange({ from, to, reason, ended: true })?.code).toBe('REASON_REQUIRED')
    }
    expect(checkDetectorQualityChange({ from, to, reason: 'noisy staves', ended: true })).toBeNull()
  })

  it('waits for the end of the run', () => {
    const fault = checkDetectorQualityChange({ from: 'NONE', to: 'GOOD', reason: 'fine', ended: false })
    expect(fault?.code).toBe('RUN_NOT_ENDED')
  })
})

describe.each([
  ['run', checkQualityChange],
  ['detector', checkDetectorQualityChange],
])('a %s quality', (_, check) => {
  it.each(runQualities)('said to be %s again is no change and no fault', (quality) => {
    expect(check({ from: quality, to: quality, reason: null, ended: false })).toBeNull()
  })

  it('has faults that are a code and a sentence, nothing else', () => {
    expect(check({ from: 'GOOD', to: 'BAD', reason: '', ended: true })).toEqual({
      code: 'REASON_REQUIRED',
      message: expect.stringMatching(/^A change .* reason.*\.$/),
    })
  })
})
