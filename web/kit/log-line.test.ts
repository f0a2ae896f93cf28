import { expect, it } from 'vitest'
import { readLogLine } from './log-line.ts'

it('a line of a log says when, and what; one that does not say when is shown as it is', () => {
  const at = Date.UTC(2026, 4, 1, 12)
  expect(readLogLine('2026-05-01T12:00:00.000Z read 3 files')).toEqual({ at, text: 'read 3 files' })
  expect(readLogLine('2026-05-01T12:00:00Z two\nlines')).toEqual({ at, text: 'two\nlines' })
  expect(readLogLine('2026-05-01T12:00:00Z')).toEqual({ at, text: '' })
  expect(readLogLine('2026-99-01T12:00:00Z no such day')).toEqual({ at: null, text: '2026-99-01T12:00:00Z no such day' })
  expect(readLogLine('nothing but words')).toEqual({ at: null, text: 'nothing but words' })
})
