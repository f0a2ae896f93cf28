import { createSignal, onCleanup, type Accessor } from 'solid-js'

export type Clock = {
  /** The server's time in epoch ms; moves once a second. */
  now: Accessor<number>
  /** The difference to the server's clock, from an answer that says what it was there. */
  set: (serverNow: number) => void
}

/** What counts on a page counts by the server's clock: a laptop's may be minutes off. */
export const createClock = (): Clock => {
  let offset = 0
  const read = () => Date.now() + offset
  const [now, setNow] = createSignal(read())
  let timer: ReturnType<typeof setTimeout> | undefined
  const tick = () => {
    const moment = read()
    setNow(moment)
    timer = setTimeout(tick, 1000 - (moment % 1000))
  }
  tick()
  onCleanup(() => clearTimeout(timer))
  return {
    now,
    set: (serverNow) => {
      offset = serverNow - Date.now()
      clearTimeout(timer)
      tick()
    },
  }
}
