import { describe, expect, it } from 'vitest'
import { endGuesses } from './end-guesses.ts'

const at = (time: string) => `2024-05-01T${time}:00Z`
const known = { startedAt: at('10:00'), triggerStartedAt: null, environment: null, next: null }
const history = (...steps: [status: string, time: string][]) => ({ history: steps.map(([status, time]) => ({ status, at: at(time) })) })

describe('when a run ended whose end nobody told', () => {
  it('is guessed from the run after it, and from its environment, earliest first', () => {
    const next = { number: 8, startedAt: at('12:00'), triggerStartedAt: at('12:05') }
    const environment = history(['CONFIGURED', '09:00'], ['RUNNING', '09:59'], ['ERROR', '11:00'], ['DONE', '11:01'])
    expect(endGuesses({ ...known, environment, next })).toEqual([
      { what: 'its environment went to error', at: Date.parse(at('11:00')) },
      { what: 'run 8 started', at: Date.parse(at('12:05')) },
    ])
  })
  it('is not guessed from what came before it, from an environment that still runs, or from nothing', () => {
    const earlier = history(['RUNNING', '08:00'], ['CONFIGURED', '09:00'], ['RUNNING', '09:59'])
    expect(endGuesses({ ...known, environment: earlier, next: { number: 8, startedAt: at('10:00'), triggerStartedAt: null } })).toEqual([])
    expect(endGuesses(known)).toEqual([])
    expect(endGuesses({ ...known, next: { number: 8, startedAt: null, triggerStartedAt: null } })).toEqual([])
  })
})
