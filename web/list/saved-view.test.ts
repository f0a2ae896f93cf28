import { describe, expect, it } from 'vitest'
import { isChanged, openedIn, savedViewPath } from './saved-view.ts'
import { readView } from './view.ts'

const views = [
  { number: 3, search: '?q=quality%3Abad&from=now-7d' },
  { number: 4, search: '?q=tag:test' },
  { number: 5, search: '?from=now-7d&q=quality:bad' },
]
const opened = (search: string) => openedIn(views, readView(search))?.number ?? null

describe('which saved view is open', () => {
  it('is the one that the address names, however it was changed since', () => {
    expect(opened('?q=quality:bad&from=now-7d&view=5')).toBe(5)
    expect(opened('?q=quality:good&view=4')).toBe(4)
    expect(opened('?view=4')).toBe(4)
  })
  it('is else one that says just this, and none when none does', () => {
    expect(opened('?from=now-7d&q=quality:bad&peek=526080')).toBe(3)
    expect(opened('?q=tag:test&view=99')).toBe(4)
    expect(opened('?q=quality:bad')).toBeNull()
    expect(opened('')).toBeNull()
    expect(openedIn([], readView('?view=3'))).toBeNull()
  })
  it('is changed when the rows, their order or the columns are others, not by a look at a row', () => {
    const changed = (search: string) => isChanged(views[0]!, readView(search))
    expect(changed('?q=quality:bad&from=now-7d&view=3&peek=5')).toBe(false)
    expect(changed('?q=quality:bad+sort:started-asc&from=now-7d&view=3')).toBe(true)
    expect(changed('?q=quality:bad&from=now-7d&columns=number&view=3')).toBe(true)
  })
  it('is known at its own address', () => {
    for (const view of views) {
      const path = savedViewPath('runs', view)
      expect(path.startsWith('/runs?')).toBe(true)
      expect([opened(path.slice(5)), isChanged(view, readView(path.slice(5)))]).toEqual([view.number, false])
    }
  })
})
