import { describe, expect, it } from 'vitest'
import { fieldWords, setChange, valueWords } from './change-words.ts'

describe('a change in words', () => {
  it('names its field as the page does', () => {
    expect(['quality', 'detectors.ITS.quality', 'counters.bytesReadOut', 'triggerEndedAt', 'somethingNew'].map(fieldWords)).toEqual([
      'Quality',
      'Quality of ITS',
      'Bytes read out',
      'Trigger off',
      'Something new',
    ])
  })

  it.each([
    ['quality', 'NONE', { kind: 'words', text: 'not judged' }],
    ['detectors.ITS.quality', 'BAD', { kind: 'words', text: 'bad' }],
    ['definition', 'PHYSICS', { kind: 'words', text: 'Physics' }],
    ['definition', 'SOMETHING_NEW', { kind: 'words', text: 'SOMETHING_NEW' }],
    ['endedAt', '2024-05-01T10:00:00.000Z', { kind: 'moment', at: Date.UTC(2024, 4, 1, 10) }],
    ['endedBy', null, { kind: 'nothing' }],
    ['dcs', false, { kind: 'words', text: 'off' }],
    ['definitionIsExplicit', true, { kind: 'words', text: 'yes' }],
    ['fillNumber', 8178, { kind: 'words', text: '8178' }],
    ['endReasons', { category: 'DETECTORS', title: 'TPC', description: null }, { kind: 'words', text: 'DETECTORS / TPC' }],
    ['tags', [], { kind: 'nothing' }],
    ['counters.events', '12 k', { kind: 'words', text: '12 k' }],
  ])('has the value of %s, %j, as %j', (field, value, expected) => {
    expect(valueWords(field, value)).toEqual(expected)
  })

  it('of a set tells what came and what went', () => {
    expect(setChange(['a', 'b'], ['b', 'c'])).toEqual({ came: ['c'], went: ['a'] })
    expect(setChange(null, ['c'])).toEqual({ came: ['c'], went: [] })
    expect(setChange('GOOD', 'BAD')).toBeNull()
  })
})
