/** Who does something: what the history of every edit names. */
export type Actor = {
  /** Shown in histories: the token's name, or "anonymous". */
  name: string
  /** Stable and unique, for idempotency keys: `token:7`, `anonymous`, `cli`. */
  id: string
  /** May make new tags by using them. */
  mayCreateTags: boolean
}

/** The server itself and its commands. */
export const systemActor = (name: string): Actor => ({ name, id: `system:${name}`, mayCreateTags: true })
