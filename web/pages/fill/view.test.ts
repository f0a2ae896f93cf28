import { describe, expect, it } from 'vitest'
import { readFillView, writeFillView, type FillView } from './view.ts'

const usual: FillView = { runSet: 'GOOD_PHYSICS', figure: null, detectors: [], sort: 'name', descending: false, window: null }

describe('the address of a fill', () => {
  it('is short for the usual view', () => {
    expect(writeFillView(usual)).toBe('')
    expect(readFillView('')).toEqual(usual)
  })

  it('keeps everything that was chosen', () => {
    const view: FillView = {
      runSet: 'PHYSICS',
      figure: 'quality:BAD',
      detectors: ['ITS', 'TPC'],
      sort: 'covered',
      descending: true,
      window: { start: Date.parse('2024-05-01T10:00:00Z'), end: Date.parse('2024-05-01T11:30:00.250Z') },
    }
    const address = writeFillView(view)
    expect(address).toBe(
      '?runs=physics&show=quality:BAD&detectors=ITS,TPC&sort=covered-desc&from=2024-05-01T10:00:00Z&to=2024-05-01T11:30:00.250Z',
    )
    expect(readFillView(address)).toEqual(view)
  })

  it('leaves out what it does not know', () => {
    expect(readFillView('?runs=best&sort=colour&from=later&to=2024-05-01T10:00:00Z&detectors=,')).toEqual(usual)
    expect(readFillView('?from=2024-05-02T10:00:00Z&to=2024-05-01T10:00:00Z').window).toBeNull()
  })
})
