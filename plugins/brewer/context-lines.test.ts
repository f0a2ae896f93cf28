import { expect, it } from 'vitest'
import { linesAround } from './context-lines.ts'

const bytes = Buffer.from('dh\r19\r06\r\r\n\nco\r12:00:00\rrl: caf\xe9 \x03 \r\r\r\nhk\r12:01:00\r\n\x1a', 'latin1')

it('the records around one come with their place, their fields, and signs for what cannot be shown', () => {
  expect(linesAround(bytes, { line: 3, before: 1, after: 1 })).toEqual([
    { line: 2, offset: 11, text: '', fields: [''] },
    { line: 3, offset: 12, text: 'co␍12:00:00␍rl: café ␃ ␍␍␍', fields: ['co', '12:00:00', 'rl: café ␃ '] },
    { line: 4, offset: 39, text: 'hk␍12:01:00␍', fields: ['hk', '12:01:00'] },
  ])
  expect(linesAround(bytes, { line: 1, before: 10, after: 0 }).map(({ line, fields }) => [line, ...fields])).toEqual([[1, 'dh', '19', '06']])
  expect(linesAround(bytes, { line: 99, before: 10, after: 10 })).toEqual([])
})

it('of a record too long to be shown it is said so', () => {
  expect(linesAround(Buffer.alloc(70_000, 'a'), { line: 1, before: 0, after: 0 })).toMatchObject([{ line: 1, offset: 0, fields: [], text: expect.stringContaining('70000') }])
  expect(linesAround(Buffer.alloc(9000, 'a'), { line: 1, before: 0, after: 0 })[0]!.text).toHaveLength(8192)
})
