import { createSignal, type Accessor } from 'solid-js'
import type { AnyVariables, TypedDocumentNode } from '@urql/core'
import type { Api } from '../../graphql/client.ts'
import { refusalOf, refusalOfFault, type Refusal } from '../../graphql/refusal.ts'

/** What became of an edit: the revision that it made, or why there is none. */
export type Sent = { readonly revision: number; readonly refusal: null } | { readonly refusal: Refusal }

type Payload = {
  readonly payload: {
    readonly run: { readonly revision: number } | null
    readonly userErrors: readonly { readonly code: string; readonly path: readonly string[]; readonly message: string }[]
  }
}

/** Sends a mutation of a run. What the server refuses and what does not reach it come back alike. */
export const sendEdit = async <Data extends Payload, Variables extends AnyVariables>(
  { send }: Pick<Api, 'send'>,
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<Sent> => {
  const { data, fault } = await send(document, variables)
  if (fault) return { refusal: refusalOfFault(fault) }
  const { run, userErrors } = data.payload
  return run ? { revision: run.revision, refusal: null } : { refusal: refusalOf(userErrors) }
}

type Wish<Value> = { readonly value: Value; readonly revision: number | null }

export type Wishes<Value> = {
  /** What was asked for, until what the server has says the same; undefined when nothing is asked. */
  of: (key: string) => { readonly value: Value } | undefined
  isOnItsWay: (key: string) => boolean
  /** Shows the value at once, and takes it back if the server refuses. */
  make: (key: string, value: Value, send: () => Promise<Sent>) => Promise<Sent>
}

/**
 * Values that are shown before the server has agreed to them.
 * @param revision of what is shown from the server: a wish that was granted stands until that one has caught up
 */
export const createWishes = <Value>(revision: Accessor<number>): Wishes<Value> => {
  const [wishes, setWishes] = createSignal<ReadonlyMap<string, Wish<Value>>>(new Map())
  const put = (key: string, wish: Wish<Value> | null) =>
    setWishes((before) => {
      const after = new Map(before)
      if (wish) after.set(key, wish)
      else after.delete(key)
      return after
    })
  const standing = (key: string) => {
    const wish = wishes().get(key)
    return wish && (wish.revision === null || wish.revision > revision()) ? wish : undefined
  }
  return {
    of: standing,
    isOnItsWay: (key) => wishes().get(key)?.revision === null,
    make: async (key, value, send) => {
      const mine: Wish<Value> = { value, revision: null }
      put(key, mine)
      const sent = await send()
      // A later wish for the same thing has taken its place.
      if (wishes().get(key) === mine) put(key, sent.refusal ? null : { value, revision: sent.revision })
      return sent
    },
  }
}
