import { availableParallelism, loadavg } from 'node:os'
import type { Page } from 'playwright-core'

/** How a page came to be seen, by the definitions of Lighthouse; on this machine, without its throttling. */
export type Vitals = {
  /** Largest contentful paint (ms). */
  lcp: number
  /** Cumulative layout shift: the worst window of shifts (5 s at most, gaps of less than 1 s). */
  cls: number
  /** Total blocking time (ms): of tasks after the first contentful paint, what is above 50 ms. */
  tbt: number
}

const bars: Vitals = { lcp: 1500, cls: 0.1, tbt: 200 }

/** How many times slower than alone everything is here, by how many want each processor: 1 on a quiet machine. */
export const crowding = (): number => Math.max(1, (loadavg()[0] ?? 0) / availableParallelism())

/** @param patience by how much times may be longer: crowding() */
export const isWithin = ({ lcp, cls, tbt }: Vitals, patience: number): boolean =>
  lcp > 0 && lcp <= bars.lcp * patience && cls <= bars.cls && tbt <= bars.tbt * patience

export const vitalWords = ({ lcp, cls, tbt }: Vitals): string =>
  `LCP ${lcp.toFixed(0).padStart(5)} ms  CLS ${cls.toFixed(3)}  TBT ${tbt.toFixed(0).padStart(4)} ms`

export const vitalsOf = (page: Page): Promise<Vitals> =>
  page.evaluate(async () => {
    type Shift = PerformanceEntry & { value: number; hadRecentInput: boolean }
    const entriesOf = (type: string) =>
      new Promise<PerformanceEntry[]>((resolve) => {
        const seen: PerformanceEntry[] = []
        const observer = new PerformanceObserver((list) => seen.push(...list.getEntries()))
        observer.observe({ type, buffered: true })
        // What is buffered is handed over in a task of its own; every page has been painted, but not every page shifts.
        const patience = type === 'largest-contentful-paint' ? 3000 : 200
        const stop = (startedAt: number) => {
          if (seen.length === 0 && performance.now() - startedAt < patience) return void setTimeout(stop, 20, startedAt)
          observer.disconnect()
          resolve(seen)
        }
        stop(performance.now())
      })
    const [paints, shifts, tasks] = await Promise.all([
      entriesOf('largest-contentful-paint'),
      entriesOf('layout-shift') as Promise<Shift[]>,
      entriesOf('longtask'),
    ])
    let [cls, window, begunAt, lastAt] = [0, 0, 0, -Infinity]
    for (const { startTime, value, hadRecentInput } of shifts) {
      if (hadRecentInput) continue
      if (startTime - lastAt > 1000 || startTime - begunAt > 5000) [window, begunAt] = [0, startTime]
      lastAt = startTime
      window += value
      cls = Math.max(cls, window)
    }
    const painted = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0
    const blocking = tasks.map(({ startTime, duration }) => {
      // Of a task that was under way at the first paint, what came after it.
      const from = Math.max(startTime, painted)
      return Math.max(0, startTime + duration - from - 50)
    })
    return { lcp: paints.at(-1)?.startTime ?? 0, cls, tbt: blocking.reduce((all, one) => all + one, 0) }
  })
