import { createSignal, type Accessor } from 'solid-js'
import type { AnyVariables, TypedDocumentNode } from '@urql/core'
import type { Api } from '../../graphql/client.ts'

/** Why the server did not do what was asked, in its own words. */
export type Refusal = {
  readonly code: string
  readonly message: string
  /** Into the input, dotted; empty when it is about none of its fields. */
  readonly path: string
  readonly requestId: string | null
}

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
  if (fault) return { refusal: { code: fault.code, message: fault.message, path: '', requestId: fault.requestId } }
  const { run, userErrors } = data.payload
  if (run) return { revision: run.revision, refusal: null }
  const [first] = userErrors
  return {
    refusal: {
      code: first?.code ?? 'UNKNOWN',
      message: first?.message ?? 'The server did not say why.',
      path: first?.path.join('.') ?? '',
      requestId: null,
    },
  }
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
