import type { AnyVariables, TypedDocumentNode } from '@urql/core'
import type { Api } from './client.ts'
import { toFault, type Fault } from './fault.ts'

export type Following<Data, Variables> = {
  document: TypedDocumentNode<Data, Variables & { after: string }>
  variables: Variables
  /** Where to begin: the cursor that stood beside what is shown. */
  after: string
  cursorOf: (data: Data) => string
  next: (data: Data) => void
  /** The server refuses the subscription itself: it is not tried again. */
  refused: (fault: Fault) => void
}

/**
 * Follows a subscription across broken connections: each time it goes on after the last cursor that was seen, so that
 * nothing is missed. Returns how to stop.
 */
export const follow = <Data, Variables extends AnyVariables>(
  { client, connection }: Pick<Api, 'client' | 'connection'>,
  { document, variables, after, cursorOf, next, refused }: Following<Data, Variables>,
): (() => void) => {
  let cursor = after
  let ended = false
  let stop: () => void = () => undefined

  const start = () => {
    let failed = false
    const { unsubscribe } = client
      .subscription(document, { ...variables, after: cursor })
      .subscribe(({ data, error }) => {
        if (failed || ended) return
        if (data) {
          cursor = cursorOf(data)
          next(data)
        }
        if (!error) return
        failed = true
        // Not from within urql's own delivery of this result.
        queueMicrotask(() => {
          unsubscribe()
          if (ended) return
          const fault = toFault(error)
          if (!fault.isNetwork) return refused(fault)
          stop = connection.whenWorthRetrying(start)
          connection.failed()
        })
      })
    stop = unsubscribe
  }

  start()
  return () => {
    ended = true
    stop()
  }
}
