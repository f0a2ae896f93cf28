import type { Api } from '../graphql/client.ts'
import { refusalOf, refusalOfFault, type Refusal } from '../graphql/refusal.ts'
import type { AnyVariables, TypedDocumentNode } from '@urql/core'
import { readView, searchOf, type ListView } from './view.ts'

type Saved = { readonly number: number; readonly search: string }

/** As an address says it: what was saved elsewhere may be written in another way. */
const normal = (search: string): string => searchOf(readView(search))

/** Whether the page shows something else than what was saved. */
export const isChanged = (saved: Saved, view: ListView): boolean => normal(saved.search) !== searchOf(view)

/** Which view is open: the one that the address names, else one that says just this. */
export const openedIn = <Each extends Saved>(views: readonly Each[], view: ListView): Each | null =>
  views.find(({ number }) => number === view.saved) ?? views.find((saved) => !isChanged(saved, view)) ?? null

/** The address at which a list shows a saved view, and says which it is. */
export const savedViewPath = (list: string, { number, search }: Saved): string => `/${list}${normal(search)}&view=${number}`

type Payload = {
  readonly payload: { readonly userErrors: readonly { readonly code: string; readonly path: readonly string[]; readonly message: string }[] }
}

/** Sends a mutation of a view: what it answered, or why it was not done. */
export const sendSavedView = async <Data extends Payload, Variables extends AnyVariables>(
  { send }: Pick<Api, 'send'>,
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<{ data: Data; refusal: null } | { data: null; refusal: Refusal }> => {
  const { data, fault } = await send(document, variables)
  if (fault) return { data: null, refusal: refusalOfFault(fault) }
  return data.payload.userErrors.length > 0 ? { data: null, refusal: refusalOf(data.payload.userErrors) } : { data, refusal: null }
}
