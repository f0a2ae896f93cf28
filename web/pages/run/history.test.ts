import { describe, expect, it } from 'vitest'
import { noHistory, withNewest, withOlder } from './history.ts'

const page = (ids: readonly number[], endCursor: string | null = null) => ({
  nodes: ids.map((id) => ({
    id: String(id),
    field: 'quality',
    before: null,
    after: null,
    reason: null,
    actor: 'ada',
    at: '2024-05-01T10:00:00.000Z',
  })),
  pageInfo: { hasNextPage: endCursor !== null, endCursor },
})

const shown = ({ changes, older }: typeof noHistory) => [changes.map(({ id }) => Number(id)), older]

describe('a history that is read page by page', () => {
  const two = withOlder(withNewest(noHistory, page([6, 5], '5')), page([4, 3], '3'))

  it('goes back as far as somebody looked', () => {
    expect(shown(withNewest(noHistory, page([])))).toEqual([[], null])
    expect(shown(two)).toEqual([[6, 5, 4, 3], '3'])
    expect(shown(withOlder(two, page([2])))).toEqual([[6, 5, 4, 3, 2], null])
  })

  it('grows at its new end, and keeps the pages before', () => {
    expect(shown(withNewest(two, page([7, 6], '6')))).toEqual([[7, 6, 5, 4, 3], '3'])
    expect(shown(withNewest(two, page([6, 5], '5')))).toEqual([[6, 5, 4, 3], '3'])
  })

  it('begins anew when more has happened than a page holds', () => {
    expect(shown(withNewest(two, page([9, 8], '8')))).toEqual([[9, 8], '8'])
  })

  it('ends where the newest page is all there is', () => {
    expect(shown(withNewest(withNewest(noHistory, page([])), page([2, 1])))).toEqual([[2, 1], null])
  })
})
