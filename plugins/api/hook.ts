import type { EventKind } from '../../server/events/kinds.ts'
import type { EventChange } from '../../server/events/outbox.ts'

export type { EventKind }

/** A fact that the core announced, as hooks are given it. */
export type HookEvent = {
  /** Unique and the same each time it is told: what makes a hook idempotent. */
  id: string
  kind: string
  /** What it is about: RUN, FILL …, and which (the natural key). */
  entity: string
  key: string
  change: EventChange
  /** API names of the fields that changed. */
  fields: readonly string[]
  data: unknown
  actor: string
  /** RFC 3339, UTC */
  at: string
}

/**
 * What to do after an event was committed. Told at least once, in order, in the plugin's own process; a hook that
 * throws or takes longer than 30 s is told again (after 1, 5, 25 s), then the event is parked and the next one told.
 */
export type Hook = (event: HookEvent, signal: AbortSignal) => Promise<void>

/** Hooks by kind of event; a kind that the core does not announce does not compile. */
export type Hooks = { readonly [Kind in EventKind]?: Hook }
