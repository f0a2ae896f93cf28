import { describe, expect, it } from 'vitest'
import { readBrewersView, writeBrewersView } from './view.ts'

describe('the address of the Brewers', () => {
  it.each([
    '',
    '?condition=critical,lost',
    '?text=iza%C3%B1a+lamp',
    '?map=world',
    '?map=28.3,-16.5,8.2',
    '?list=all',
    '?condition=stale&text=%2B5+V&map=world&list=all&mask=0.32.112.0&beyond=61,73',
  ])('%s is read and written the same', (address) => {
    expect(writeBrewersView(readBrewersView(address))).toBe(address)
  })
  it('leaves out what it does not know', () => {
    expect(readBrewersView('?condition=sad,OK&map=1,2&list=some&beyond=x,61,61&other=1')).toEqual({
      conditions: ['OK'], text: '', camera: null, isWhole: false, mask: '', beyond: [61],
    })
    for (const map of ['91,0,2', '0,200,2', '0,0,0', '0,0,1000', ',,', 'here']) expect(readBrewersView(`?map=${map}`).camera).toBe(null)
  })
})
