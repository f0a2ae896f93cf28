import { createEffect, createMemo, createSignal, on, onCleanup, type Accessor } from 'solid-js'
import type { WebApp } from '../../app.ts'
import { createThings, readRangeOf } from '../../list/range.ts'
import type { Stretch } from '../../kit/timeline/model.ts'
import { isSame } from '../../kit/timeline/scale.ts'
import { usualRange, type InstrumentView } from './view.ts'

/** What ends now moves on so often (ms), and with new data at most so often. */
const againMs = 60_000
const leastMs = 2000
const day = 86_400_000

/**
 * The range of the charts as a stretch of time. A range that ends now moves on with new data, and each minute.
 * @param news changes when data have come
 */
export const createRange = (app: WebApp, view: Accessor<InstrumentView>, news: Accessor<unknown>): Accessor<Stretch> => {
  const { clock, zones } = app
  const [readAt, setReadAt] = createSignal(clock.now())
  let timer: ReturnType<typeof setTimeout> | undefined
  const moveOn = () => {
    clearTimeout(timer)
    timer = setTimeout(moveOn, againMs)
    setReadAt(clock.now())
  }
  const moveSoon = () => {
    const wait = Math.max(0, readAt() + leastMs - clock.now())
    clearTimeout(timer)
    timer = setTimeout(moveOn, wait)
  }
  timer = setTimeout(moveOn, againMs)
  createEffect(on(news, moveSoon, { defer: true }))
  onCleanup(() => clearTimeout(timer))

  const things = createThings(app.api)
  return createMemo(
    () => {
      const { from, to } = view()
      const asked = {
        from: from || usualRange.from, to: to || usualRange.to,
        zone: zones.zone(), shiftZone: zones.experiment() ?? 'UTC', things: things.known(),
      }
      const { range, needs } = readRangeOf(asked, readAt())
      things.need(needs)
      const end = range.to ?? readAt()
      const start = range.from ?? end - day
      return start < end ? { start, end } : { start: end - day, end }
    },
    undefined,
    { equals: isSame },
  )
}
