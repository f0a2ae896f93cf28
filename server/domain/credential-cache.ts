const keptMilliseconds = 10_000
const mostEntries = 1000

/** What was found for a credential, for ten seconds: asking the database each time would double a small request. */
export type CredentialCache<Row> = {
  get: (key: string, now: number, find: () => Promise<Row | null>) => Promise<Row | null>
  clear: () => void
}

export const createCredentialCache = <Row>(): CredentialCache<Row> => {
  const entries = new Map<string, { found: Promise<Row | null>; until: number }>()
  return {
    get: (key, now, find) => {
      const kept = entries.get(key)
      if (kept && kept.until > now) return kept.found
      const found = find()
      entries.delete(key)
      entries.set(key, { found, until: now + keptMilliseconds })
      found.catch(() => entries.delete(key))
      for (const oldest of entries.keys()) {
        if (entries.size <= mostEntries) break
        entries.delete(oldest)
      }
      return found
    },
    clear: () => entries.clear(),
  }
}
