import type { AnyVariables, TypedDocumentNode } from '@urql/core'
import { createEffect, onCleanup } from 'solid-js'
import type { Api } from './client.ts'
import type { Fault } from './fault.ts'
import { follow } from './live.ts'
import type { Query } from './query.ts'

/** Changes that come together are read together (ms). */
const gatherMs = 50

type Dated = { readonly server: { readonly eventCursor: string } }

/** What tells that the answer of a query is no longer what is so. */
export type Trigger<Change, Variables> = {
  document: TypedDocumentNode<Change, Variables & { after: string }>
  variables: Variables
  cursorOf: (change: Change) => string
  /** Whether a change is worth asking again; every one is unless told. */
  matters?: (change: Change) => boolean
  /** At least so long (ms) from one asking to the next, however much changes. */
  paceMs?: number
}

/**
 * Keeps a query right: each time the subscription tells of a change, the query is asked again. For pages of one thing,
 * where a change may touch anything on the page (a run that ends changes its fill's statistics).
 * The query must read `server { eventCursor }`, so that nothing is missed between the answer and the subscription.
 * @param trigger which subscription; null while nothing is to be followed
 * @param refused the subscription itself was refused
 */
export const keepLive = <Data extends Dated, Change, Variables extends AnyVariables>(
  api: Pick<Api, 'client' | 'connection'>,
  query: Query<Data>,
  trigger: () => Trigger<Change, Variables> | null,
  refused: (fault: Fault) => void = () => undefined,
): void => {
  let timer: ReturnType<typeof setTimeout> | undefined
  let askedAt = -Infinity
  const reload = (paceMs: number) => {
    timer ??= setTimeout(
      () => {
        timer = undefined
        askedAt = performance.now()
        void query.reload()
      },
      Math.max(gatherMs, askedAt + paceMs - performance.now()),
    )
  }
  let followed = ''
  let stop: () => void = () => undefined
  createEffect(() => {
    const data = query.data()
    const wanted = trigger()
    const key = wanted ? `${api.connection.identity()} ${JSON.stringify(wanted.variables)}` : ''
    // The subscription goes on by itself across reloads and broken lines: a new one only for other variables or another viewer.
    if (!data || key === followed) return
    stop()
    followed = key
    const next = (change: Change) => wanted?.matters?.(change) !== false && reload(wanted?.paceMs ?? 0)
    stop = wanted ? follow(api, { ...wanted, after: data.server.eventCursor, next, refused }) : () => undefined
  })
  onCleanup(() => {
    clearTimeout(timer)
    stop()
  })
}
