import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { compare, digestFile, expectedOf, filesIn } from './check-real.ts'
import { differencesOf } from './codes/differences.ts'

const folder = fileURLToPath(new URL('../../../shared/data/brewer/', import.meta.url))

test('What only one of two lists has is a difference, with a reason where there is one', () => {
  const event = (code: number, line: number) => ({ code, line })
  expect(differencesOf([event(38, 4), event(61, 9)], [event(38, 4)])).toEqual([])
  expect(differencesOf([event(14, 4), event(38, 6)], [event(38, 5)])).toEqual([
    { what: '14 HG failed: only here, line 4', reason: expect.stringContaining('correlation 0') },
    { what: '38 User break or unbreak: only here, line 6', reason: null },
    { what: '38 User break or unbreak: not here, line 5', reason: null },
  ])
})

// Private files: checked where they are.
test.runIf(existsSync(folder))('On real files counts, masks and events are those that a plain matcher found, but for what no text tells', () => {
  const expected = expectedOf(folder)
  const differing: Record<string, string[]> = {}
  for (const path of filesIn(folder)) {
    const other = expected.get(path)
    if (!other) continue
    const differences = compare(digestFile(join(folder, path)), other)
    expect(differences.filter(({ reason }) => reason === null), path).toEqual([])
    if (differences.length) differing[path] = differences.map(({ what }) => what.slice(0, 2))
  }
  expect(expected.size).toBe(75)
  expect(differing).toEqual({
    // Correlation 0 after the micrometer was lost.
    '151/B17719.151': ['14'], '151/B17819.151': ['14'], '185/B02716.185': ['14'],
    // The clock was corrected by 32, 134 and 138 seconds.
    '185/B00119.185': ['44'], '185/B01319.185': ['44'], '185/B01419.185': ['44'],
    // Also a sighting that somebody confirmed to do by hand.
    '185/B02116.185': ['14', '45'],
  })
})
