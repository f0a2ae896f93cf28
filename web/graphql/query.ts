import type { AnyVariables, TypedDocumentNode } from '@urql/core'
import { batch, createEffect, createSignal, on, onCleanup, type Accessor } from 'solid-js'
import { createStore, reconcile } from 'solid-js/store'
import type { Api } from './client.ts'
import type { Fault } from './fault.ts'

export type Query<Data> = {
  /** The last good answer; it stays while a newer one is read. */
  data: Accessor<Data | undefined>
  fault: Accessor<Fault | null>
  isLoading: Accessor<boolean>
  /** Done when the answer is there, or a later question has taken its place. */
  reload: () => Promise<void>
}

/**
 * One query of one component, asked again when its variables change, or the viewer. The answer is a copy of its own, into which later
 * answers are reconciled by id: @urql/solid reconciles into urql's own result, and shows wrong data.
 */
export const createQuery = <Data extends object, Variables extends AnyVariables>(
  { ask, connection }: Pick<Api, 'ask' | 'connection'>,
  document: TypedDocumentNode<Data, Variables>,
  variables: Accessor<Variables>,
): Query<Data> => {
  const [store, setStore] = createStore<{ data?: Data }>({})
  const [fault, setFault] = createSignal<Fault | null>(null)
  const [isLoading, setLoading] = createSignal(true)
  let asked = 0
  let callOff: () => void = () => undefined

  const load = async (given: Variables) => {
    const mine = ++asked
    callOff()
    setLoading(true)
    const answer = await ask(document, given)
    if (mine !== asked) return
    batch(() => {
      setLoading(false)
      setFault(answer.fault)
      if (answer.data) setStore('data', reconcile(structuredClone(answer.data), { key: 'id' }))
    })
    if (!answer.fault?.isNetwork) return
    callOff = connection.whenWorthRetrying(() => void load(given))
    connection.failed()
  }

  // Somebody else may see other things.
  createEffect(on([variables, connection.identity], ([given]) => void load(given)))
  onCleanup(() => {
    asked += 1
    callOff()
  })
  return { data: () => store.data, fault, isLoading, reload: () => load(variables()) }
}
