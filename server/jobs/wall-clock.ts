// A wall time is what the clock on the wall shows, written as if it were UTC (epoch ms).

const second = 1000
const hour = 3600 * second
const week = 168 * hour
/** No clock is ever put back by more. */
const longestBack = 3 * hour

/** How far the clocks of a zone are ahead of UTC at a moment, in ms. @throws RangeError when there is no such zone */
const aheadIn = (zone: string): ((at: number) => number) => {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
  return (at) => {
    const [, sign, hours = '0', minutes = '0', seconds = '0'] = /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(format.format(at)) ?? []
    return (sign === '-' ? -1 : 1) * ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * second
  }
}

/**
 * Brings ticks from a clock on the wall to those of a zone, whose clocks are changed. A time that they leave out is due
 * when they have been changed; one that they show twice is due the first time. But what is due in the hour before and in
 * the hour after, too, goes by the hour: it is due each time that it is shown, and not made up for.
 * @param nextWall the first tick after a wall time; ticks are at whole seconds
 * @returns the first tick after a moment
 */
export const onWallClock = (nextWall: (wall: number) => number, zone: string): ((after: number) => number) => {
  if (zone === 'UTC') return nextWall
  const aheadAt = aheadIn(zone)
  const isDue = (wall: number) => nextWall(wall - second) === wall
  const isHourly = (wall: number) => isDue(wall - hour) && isDue(wall + hour)

  /** The first change of the clocks in (since, until]; two within a week are taken for one. */
  const changeIn = (since: number, ahead: number, until: number): number | null => {
    for (let low = since; ;) {
      let high = Math.min(low + week, until)
      if (aheadAt(high) === ahead) {
        if (high === until) return null
        low = high
        continue
      }
      while (high - low > 1) {
        const middle = Math.floor((low + high) / 2)
        if (aheadAt(middle) === ahead) low = middle
        else high = middle
      }
      return high
    }
  }

  const wasShownBefore = (at: number, ahead: number): boolean => {
    const earlier = aheadAt(at - longestBack)
    return earlier > ahead && aheadAt(at + ahead - earlier) === earlier
  }

  return (after) => {
    let since = after
    let ahead = aheadAt(since)
    let wall = since + ahead
    for (;;) {
      const due = nextWall(wall)
      const at = due - ahead
      const change = changeIn(since, ahead, at)
      if (change === null) {
        if (!wasShownBefore(at, ahead) || isHourly(due)) return at
        since = at
        wall = due
        continue
      }
      const then = aheadAt(change)
      for (let left = due; left < change + then; left = nextWall(left)) if (!isHourly(left)) return change
      // On from the change, itself included.
      since = change
      ahead = then
      wall = change + then - second
    }
  }
}
