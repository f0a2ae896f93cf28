import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  readView,
  sortingIn,
  translateOld,
  wholeView,
  withoutSorting,
  withSorting,
  writeView,
  type ListView,
} from './view.ts'

const text = fc.string({ unit: 'grapheme', maxLength: 30 }).map((given) => given.trim())
const key = fc.stringMatching(/^[a-zA-Z]{1,8}$/)

const views: fc.Arbitrary<ListView> = fc.record({
  q: text,
  from: text,
  to: text,
  columns: fc.option(fc.uniqueArray(key, { minLength: 1, maxLength: 5 })),
  peek: fc.option(text.filter((given) => given !== '')),
  saved: fc.option(fc.integer({ min: 1, max: 2 ** 31 - 1 })),
})

describe('the address of a list', () => {
  it('is the view: reading it gives what was written', () => {
    fc.assert(
      fc.property(views, (view) => {
        expect(readView(writeView(view))).toEqual(view)
      }),
    )
  })

  it('says nothing of what is usual', () => {
    expect(writeView(wholeView)).toBe('')
    expect(readView('')).toEqual(wholeView)
  })

  it('can be read and typed by people', () => {
    const view: ListView = {
      q: 'detector:ITS quality:bad sort:started-desc',
      from: 'now-7d',
      to: 'now',
      columns: ['number', 'start'],
      peek: '526080',
      saved: 12,
    }
    expect(writeView(view)).toBe(
      '?q=detector:ITS+quality:bad+sort:started-desc&from=now-7d&to=now&columns=number,start&peek=526080&view=12',
    )
  })

  it('reads anything', () => {
    fc.assert(fc.property(fc.string(), (search) => void readView(`?${search}`)))
  })
})

describe('the order in a filter', () => {
  it('is found, replaced and left out', () => {
    expect(sortingIn('quality:bad sort:started-asc tag:x')).toEqual({ word: 'started', descending: false })
    expect(sortingIn('sort:duration')).toEqual({ word: 'duration', descending: true })
    expect(sortingIn('resort:duration')).toBeNull()
    expect(withoutSorting('a sort:started-asc b')).toBe('a b')
    expect(withSorting('a sort:started-asc b', { word: 'fill', descending: true })).toBe('a b sort:fill-desc')
    expect(withSorting('a sort:started-asc', null)).toBe('a')
  })
})

describe('an address of before the filter language', () => {
  it('is translated', () => {
    expect(translateOld('?q=Ada&definition=physics,cosmics&quality=bad&state=running&sort=duration-asc')).toBe(
      '?q=Ada+definition:physics,cosmics+quality:bad+state:running+sort:duration-asc',
    )
    expect(translateOld('?sort=started')).toBe('?q=sort:started-desc')
    expect(translateOld('?quality=')).toBe('')
  })

  it('is left alone when it is none', () => {
    expect(translateOld('?q=quality:bad&columns=number')).toBeNull()
  })
})
