import { describe, expect, it } from 'vitest'
import { readBrewerView, writeBrewerView } from './brewer-view.ts'

describe('the address of the panels of a Brewer', () => {
  it.each([
    '',
    '?from=now-7d&channel=flow%20a',
    '?brewer-level=critical,error&brewer-code=15,16&brewer-state=open,aged&brewer-text=lamp%20not&brewer-file=B01319.185',
    '?from=now-7d&brewer-after=abc&brewer-record=185/B%2001319.185:1152',
    '?brewer-from=now-30d&brewer-to=now&brewer-zoom=2019-01-13T00:00:00Z/2019-01-14T00:00:00Z&brewer-files=xyz',
  ])('is read and written, and what is not theirs is kept: %s', (search) => {
    expect(writeBrewerView(readBrewerView(search), search)).toBe(search)
  })

  it('leaves out what it does not know', () => {
    const { levels, codes, states, record } = readBrewerView('?brewer-level=error,red&brewer-code=a,15,15,-1,&brewer-state=x&brewer-record=B01319.185')
    expect({ levels, codes, states, record }).toEqual({ levels: ['ERROR'], codes: [15], states: [], record: null })
  })

  it('names a record by the path of its file and its line, whatever signs are in the path', () => {
    expect(readBrewerView(`?brewer-record=${encodeURIComponent('a&b:c/B01319.185:7')}`).record).toEqual({ path: 'a&b:c/B01319.185', line: 7 })
    expect(readBrewerView('?brewer-record=a:0').record).toBeNull()
  })
})
