import { createRoot, createSignal } from 'solid-js'
import { describe, expect, it } from 'vitest'
import { createWishes, type Sent } from './wishes.ts'

const refusal = { code: 'CONFLICT', message: 'no', path: '', requestId: null }

/** An answer that comes when it is told to. */
const later = () => {
  let answer: (sent: Sent) => void = () => undefined
  const promise = new Promise<Sent>((resolve) => (answer = resolve))
  return { send: () => promise, answer: (sent: Sent) => answer(sent) }
}

const inRoot = (test: (wishes: ReturnType<typeof createWishes<string>>, caughtUp: (revision: number) => void) => Promise<void>) =>
  createRoot(async (dispose) => {
    const [revision, setRevision] = createSignal(1)
    await test(createWishes<string>(revision), setRevision)
    dispose()
  })

describe('a wish', () => {
  it('is shown at once, and until what the server has caught up with it', () =>
    inRoot(async (wishes, caughtUp) => {
      const one = later()
      const made = wishes.make('quality', 'GOOD', one.send)
      expect([wishes.of('quality')?.value, wishes.isOnItsWay('quality')]).toEqual(['GOOD', true])
      one.answer({ revision: 2, refusal: null })
      await made
      expect([wishes.of('quality')?.value, wishes.isOnItsWay('quality')]).toEqual(['GOOD', false])
      caughtUp(2)
      expect(wishes.of('quality')).toBeUndefined()
    }))

  it('is taken back when it is refused', () =>
    inRoot(async (wishes) => {
      const one = later()
      const made = wishes.make('quality', 'GOOD', one.send)
      one.answer({ refusal })
      expect(await made).toEqual({ refusal })
      expect(wishes.of('quality')).toBeUndefined()
      expect(wishes.isOnItsWay('quality')).toBe(false)
    }))

  it('gives way to a later one for the same thing, whichever answer comes first', () =>
    inRoot(async (wishes) => {
      const [one, other] = [later(), later()]
      const made = [wishes.make('quality', 'GOOD', one.send), wishes.make('quality', 'TEST', other.send)]
      other.answer({ revision: 3, refusal: null })
      one.answer({ refusal })
      await Promise.all(made)
      expect(wishes.of('quality')?.value).toBe('TEST')
      expect(wishes.of('other')).toBeUndefined()
    }))
})
