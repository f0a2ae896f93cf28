import { describe, expect, it } from 'vitest'
import { changesOf, faultIn, toDraft } from './draft.ts'

const pump = { kind: 'pump', place: 'Hall 2', latitude: 46.2, longitude: null, description: null }

describe('the draft of an edit', () => {
  it('changes nothing as it is opened', () => {
    expect(changesOf(toDraft(pump), pump)).toEqual({})
  })
  it('tells what was changed alone: what was emptied is cleared', () => {
    const draft = { ...toDraft(pump), place: ' ', longitude: '6,05', description: ' cools it ' }
    expect(changesOf(draft, pump)).toEqual({ place: null, longitude: 6.05, description: 'cools it' })
  })
  it('finds what the server would refuse', () => {
    const draft = { ...toDraft(pump), kind: '', latitude: '91', longitude: 'east' }
    expect(faultIn(draft, 'kind')).toBe('Say what it is: brewer, pump …')
    expect(faultIn(draft, 'latitude')).toBe('A number of degrees from -90 to 90')
    expect(faultIn(draft, 'longitude')).toBe('A number of degrees from -180 to 180')
    expect(faultIn(toDraft(pump), 'longitude')).toBeUndefined()
  })
})
