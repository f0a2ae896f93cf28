import { describe, expect, it } from 'vitest'
import { readJobView, writeJobView } from './view.ts'

describe('the address of the page of a job', () => {
  it('says which runs are shown, from where on, and which one is looked at', () => {
    const search = '?state=failed,timed-out&after=a%2Fb&run=Sm9iUnVuOjc'
    expect(readJobView(search)).toEqual({ run: 'Sm9iUnVuOjc', states: ['FAILED', 'TIMED_OUT'], place: { after: 'a/b' } })
    expect(writeJobView(readJobView(search))).toBe(search)
    expect(readJobView('?before=c').place).toEqual({ before: 'c' })
  })
  it('is bare for what is usual, and leaves out what it does not know', () => {
    expect(writeJobView(readJobView(''))).toBe('')
    expect(writeJobView(readJobView('?state=burnt&after=&run=&x=y'))).toBe('')
  })
})
