import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readView, toFilter, toOrder, wholeView, writeView, type RunsView } from './view.ts'
import { definitionWords, orderWords, qualityWords, stateWords, valuesOf } from '../../nouns/run-words.ts'

const some = <Value extends string>(words: Readonly<Record<Value, string>>) => fc.subarray(valuesOf(words))

const views: fc.Arbitrary<RunsView> = fc.record({
  text: fc.string({ unit: 'grapheme', maxLength: 30 }).map((text) => text.trim()),
  definitions: some(definitionWords),
  qualities: some(qualityWords),
  states: some(stateWords),
  field: fc.constantFrom(...valuesOf(orderWords)),
  direction: fc.constantFrom('ASC', 'DESC'),
})

describe('the address of a list of runs', () => {
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
    const view: RunsView = {
      text: 'Ada Lund',
      definitions: ['PHYSICS', 'COSMICS'],
      qualities: ['BAD'],
      states: ['RUNNING'],
      field: 'DURATION',
      direction: 'ASC',
    }
    expect(writeView(view)).toBe('?q=Ada%20Lund&definition=physics,cosmics&quality=bad&state=running&sort=duration-asc')
    expect(readView('?definition=COSMICS,physics&sort=started')).toMatchObject({
      definitions: ['PHYSICS', 'COSMICS'],
      field: 'STARTED_AT',
      direction: 'DESC',
    })
  })

  it('leaves out what it does not know', () => {
    fc.assert(fc.property(fc.string(), (search) => void readView(`?${search}`)))
    expect(readView('?definition=magic&quality=&state=running,&sort=magic-asc&other=1')).toEqual({
      ...wholeView,
      states: ['RUNNING'],
    })
  })
})

describe('the filter of a view', () => {
  it('is none for the whole list', () => {
    expect(toFilter(wholeView)).toBeNull()
    expect(toOrder(wholeView)).toEqual({ field: 'NUMBER', direction: 'DESC' })
  })

  it.each([
    ['990147', { numberRanges: '990147' }],
    ['990101-990120, 990144', { numberRanges: '990101-990120,990144' }],
    ['550000..550100', { numberRanges: '550000..550100' }],
    ['Ada', { text: 'Ada' }],
    ['12-', { text: '12-' }],
    ['2dK7', { text: '2dK7' }],
  ])('takes "%s" for %j', (text, filter) => {
    expect(toFilter({ ...wholeView, text })).toEqual(filter)
  })

  it('asks for any of the values that were chosen', () => {
    expect(toFilter({ ...wholeView, definitions: ['PHYSICS'], qualities: ['BAD', 'NONE'], states: ['ENDED'] })).toEqual(
      {
        definition: { in: ['PHYSICS'] },
        quality: { in: ['BAD', 'NONE'] },
        state: { in: ['ENDED'] },
      },
    )
  })
})
