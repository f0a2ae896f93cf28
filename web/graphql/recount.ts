import type { Answer } from './client.ts'

const recountMs = 5000

/** Counts again some time after a count became unsure, and once more when something changed while it was counted. */
export const createRecount = (read: () => Promise<Answer<number>>, counted: (count: number) => void) => {
  let round = 0 // grows with each stop: counts from before are thrown away
  let waiting: ReturnType<typeof setTimeout> | undefined
  let isStale = false
  const start = () => {
    isStale = true
    waiting ??= setTimeout(async () => {
      const mine = round
      isStale = false
      const { data } = await read()
      if (mine !== round) return
      waiting = undefined
      if (data !== null) counted(data)
      if (isStale) start()
    }, recountMs)
  }
  return {
    start,
    /** Something changed: a count that is on its way may not know. */
    touch: () => {
      if (waiting !== undefined) isStale = true
    },
    stop: () => {
      round += 1
      clearTimeout(waiting)
      waiting = undefined
    },
  }
}
