import type { Clock } from '../../server/domain/clock.ts'

/** A clock that stands until it is moved. */
export type TestClock = Clock & { set: (moment: string) => void; forward: (milliseconds: number) => void }

export const createClock = (start = '2024-05-01T12:00:00.000Z'): TestClock => {
  let now = Date.parse(start)
  return {
    now: () => now,
    set: (moment) => void (now = Date.parse(moment)),
    forward: (milliseconds) => void (now += milliseconds),
  }
}
