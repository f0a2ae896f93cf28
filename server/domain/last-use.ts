const leastMilliseconds = 60_000

/** Notes when something was last used, to the minute and behind the request's back: nobody waits for it. */
export type LastUse = { record: (id: number, now: number) => void } & AsyncDisposable

/** @param write takes what is newer than `before` for known and changes nothing then */
export const createLastUse = ({
  write,
  failed,
}: {
  write: (id: number, at: Date, before: Date) => PromiseLike<unknown>
  failed: (error: unknown) => void
}): LastUse => {
  const used = new Map<number, number>()
  const writing = new Set<Promise<void>>()
  return {
    record: (id, now) => {
      if (now - (used.get(id) ?? -Infinity) < leastMilliseconds) return
      used.set(id, now)
      const written: Promise<void> = Promise.resolve(write(id, new Date(now), new Date(now - leastMilliseconds)))
        .then(() => undefined, failed)
        .finally(() => writing.delete(written))
      writing.add(written)
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(writing)
    },
  }
}
