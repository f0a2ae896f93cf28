/** How long (ms) a line may be quiet before it is asked whether it is still there: on a page that is seen, and on others. */
const quietMs = { visible: 700, hidden: 20_000 }
/** An answer that takes longer (ms) makes the line silent; the reader is told. */
const answerMs = 1000
/** A line that has been silent for so long (ms) is given up. */
const givenUpMs = 6000

export type Heartbeat = {
  /** Something came over the line. */
  heard: () => void
  /** Asks now: the page was hidden, or the network changed. */
  probe: () => void
  stop: () => void
}

/**
 * Watches a line that may die without a word (a laptop that moved, a proxy that forgot us): asks when it is quiet, and
 * tells when no answer comes.
 */
export const createHeartbeat = (line: {
  ping: () => void
  isVisible: () => boolean
  silent: () => void
  back: () => void
  giveUp: () => void
}): Heartbeat => {
  let timer: ReturnType<typeof setTimeout> | undefined
  let [asked, isSilent, stopped] = [false, false, false]

  const after = (milliseconds: number, action: () => void) => {
    clearTimeout(timer)
    if (!stopped) timer = setTimeout(action, milliseconds)
  }
  const probe = () => {
    if (asked || stopped) return
    asked = true
    line.ping()
    after(answerMs, () => {
      isSilent = true
      line.silent()
      after(givenUpMs - answerMs, line.giveUp)
    })
  }
  const heard = () => {
    if (isSilent) line.back()
    ;[asked, isSilent] = [false, false]
    after(line.isVisible() ? quietMs.visible : quietMs.hidden, probe)
  }
  heard()
  return {
    heard,
    probe,
    stop: () => {
      stopped = true
      clearTimeout(timer)
    },
  }
}
