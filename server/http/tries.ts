import type { Clock } from '../domain/clock.ts'

/** How often somebody may be wrong. */
export type Tries = {
  /** Seconds to wait before the next try; 0 when it may come now. */
  wait: (address: string) => number
  failed: (address: string) => void
}

const most = 10
const regainMilliseconds = 6000
const mostAddresses = 10_000

/** Ten wrong tries from one address at once, and one more each six seconds: typing errors are free, guessing is slow. */
export const createTries = (clock: Clock): Tries => {
  // Until when the tries of an address are used up: each wrong one moves it on, time catches up with it.
  const usedUntil = new Map<string, number>()
  const ahead = (address: string) => Math.max(0, (usedUntil.get(address) ?? 0) - clock.now())
  return {
    wait: (address) => Math.ceil(Math.max(0, ahead(address) - (most - 1) * regainMilliseconds) / 1000),
    failed: (address) => {
      const until = clock.now() + ahead(address) + regainMilliseconds
      usedUntil.delete(address)
      usedUntil.set(address, until)
      for (const oldest of usedUntil.keys()) {
        if (usedUntil.size <= mostAddresses) break
        usedUntil.delete(oldest)
      }
    },
  }
}
