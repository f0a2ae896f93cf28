import type { HookEvent } from '../../plugins/api/hook.ts'
import type { Clock } from '../domain/clock.ts'
import type { ParkedEvents } from '../domain/parked-event.ts'
import type { HookCursors } from '../domain/told.ts'
import { isAfter, type Position } from '../events/cursor.ts'
import type { StoredEvent } from '../events/event.ts'
import type { Hub } from '../events/hub.ts'
import type { Alone } from './alone.ts'

/** What the teller needs of a plugin that has hooks. */
export type Listener = {
  id: string
  /** The kinds of events that it wants to be told. */
  hookKinds: readonly string[]
  runHook: (event: HookEvent, limits: { signal: AbortSignal; timeoutSeconds: number }) => Promise<void>
  /** @param kind of the event that failed; null when it is no hook's fault */
  noteFault: (kind: string | null, error: unknown) => void
  noteWell: (kind: string | null) => void
}

export const hookTimeoutSeconds = 30

/** Pauses (ms) before an event that failed is told again; after the last try it is parked. */
export const pauses: readonly number[] = [1000, 5000, 25_000]

const pageSize = 100
/** How often (ms) a cursor that only passed events that nobody wanted is stored. */
const idleStoreMs = 5000
/** How often (ms) it is made sure that the events ahead are all there. */
const lookBackMs = 60_000

export const toHookEvent = ({ id, kind, entity, key, change, fields, data, actor, at }: StoredEvent): HookEvent =>
  ({ id: String(id), kind, entity, key, change, fields, data, actor, at })

/** What is said of a plugin itself is not told to it: a failing hook would bring forth the next event that it fails on. */
const isAboutItself = ({ entity, key }: StoredEvent, plugin: string) => entity === 'PLUGIN' && key === plugin

export type Telling = {
  listener: Listener
  hub: Pick<Hub, 'page' | 'position'>
  cursors: HookCursors
  parked: Pick<ParkedEvents, 'park'>
  clock: Clock
  /** Waits so many ms, or until the signal is aborted, which it takes for an answer. */
  wait: (milliseconds: number, signal: AbortSignal) => Promise<void>
  /** Comes back when there may be something new, or the signal is aborted. */
  news: (signal: AbortSignal) => Promise<void>
  /** Makes one call of the hooks at a time, over all servers. */
  alone: Pick<Alone, 'run'>
  /** Aborted when this server is no longer the one that tells, or stops. */
  signal: AbortSignal
}

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error)).slice(0, 4000)

/**
 * Tells a plugin the events it wants, one after the other, from its stored cursor on, until the signal is aborted. The
 * cursor is stored after each: whoever goes on after a crash tells at most the last one again.
 */
export const tellEvents = async ({ listener, hub, cursors, parked, clock, wait, news, alone, signal }: Telling): Promise<void> => {
  const { id: plugin, hookKinds } = listener
  const at = () => new Date(clock.now())

  let told = await cursors.read(plugin)
  if (!told) {
    // A new plugin begins at now: the past is for its jobs to look up.
    told = { position: hub.position(), at: at() }
    if (!(await cursors.move(plugin, told.position, told.at!))) return
  }
  let { position } = told
  let until = told.at
  let stored = position

  const store = async (to: Position, moment: Date) => {
    await cursors.move(plugin, to, moment)
    stored = to
  }

  const skipWhatIsGone = async () => {
    const beginning = await cursors.beginning(position)
    if (!beginning) return
    const missedUntil = beginning.at ?? at()
    await cursors.noteMissed(plugin, until, missedUntil)
    await store(beginning.position, missedUntil)
    const since = until ? `from ${until.toISOString()} ` : ''
    listener.noteFault(null, new Error(`Events ${since}until ${missedUntil.toISOString()} were not told: they were taken away before, by retention`))
    // Said, and kept with the plugin; but nothing is the matter with it.
    listener.noteWell(null)
    position = beginning.position
    until = missedUntil
  }

  /**
   * Tells it once. @returns what went wrong in the hook; null when it did well
   * @throws when its turn could not be had, or was lost: that is no fault of the hook
   */
  const tellOnce = (event: StoredEvent): Promise<{ error: unknown } | null> =>
    alone.run(plugin, signal, async (held) => {
      try {
        await listener.runHook(toHookEvent(event), { signal: held, timeoutSeconds: hookTimeoutSeconds })
        return null
      } catch (error) {
        held.throwIfAborted()
        return { error }
      }
    })

  /** @returns whether it is done with, told or parked; false when there is no time left for it */
  const tell = async (event: StoredEvent): Promise<boolean> => {
    for (let attempt = 1; ; attempt++) {
      let failure: Awaited<ReturnType<typeof tellOnce>>
      try {
        failure = await tellOnce(event)
      } catch (error) {
        if (signal.aborted) return false
        throw error
      }
      if (!failure) {
        listener.noteWell(event.kind)
        return true
      }
      listener.noteFault(event.kind, failure.error)
      const pause = pauses[attempt - 1]
      if (pause === undefined) {
        await parked.park(plugin, event, { attempts: attempt, error: wordsOf(failure.error) })
        return true
      }
      await wait(pause, signal)
      if (signal.aborted) return false
    }
  }

  let storedAt = clock.now()
  let lookedBackAt = -Infinity
  while (!signal.aborted) {
    if (clock.now() - lookedBackAt >= lookBackMs) {
      await skipWhatIsGone()
      lookedBackAt = clock.now()
    }
    // Everything up to the head is settled, so what this page does not have up to there is not wanted.
    const head = hub.position()
    const headAt = at()
    const events = await hub.page({ after: position, kinds: hookKinds, limit: pageSize })
    for (const event of events) {
      if (signal.aborted) return
      if (!isAboutItself(event, plugin) && !(await tell(event))) return
      position = { xid: event.xid, id: event.id }
      until = new Date(event.at)
      await store(position, until)
      storedAt = clock.now()
    }
    if (events.length === pageSize) continue
    if (isAfter(head, position)) {
      position = head
      until = headAt
    }
    if (isAfter(position, stored) && clock.now() - storedAt >= idleStoreMs) {
      await store(position, until ?? headAt)
      storedAt = clock.now()
    }
    await news(signal)
  }
  if (isAfter(position, stored)) await store(position, until ?? at())
}
