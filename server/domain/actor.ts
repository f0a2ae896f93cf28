import { rights, type Right } from './access.ts'

/** Who does something: what the history of every edit names. */
export type Actor = {
  /** Shown in histories: the token's name, or "anonymous". */
  name: string
  /** Stable and unique, for idempotency keys: `token:7`, `anonymous`, `cli`. */
  id: string
  /** What may be done, also by the way (new tags by using them), and what may be given to others (tokens). */
  rights: ReadonlySet<Right>
}

/** The server itself and its commands. */
export const systemActor = (name: string): Actor => ({ name, id: `system:${name}`, rights: new Set(rights) })
