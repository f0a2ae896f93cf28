import type { AnyVariables, TypedDocumentNode } from '@urql/core'
import type { WebApp } from '../../../web/app.ts'
import { refusalOf, refusalOfFault, type Refusal } from '../../../web/graphql/refusal.ts'
import { tellNews } from './brewer-news.ts'

export type Payload = {
  readonly payload: { readonly userErrors: readonly { readonly code: string; readonly path: readonly string[]; readonly message: string }[] } | null
}

/** Sends a mutation, and tells the other panels: null when it was done, else why not. */
export const sendBrewer = async <Variables extends AnyVariables>(
  app: WebApp,
  document: TypedDocumentNode<Payload, Variables>,
  variables: Variables,
): Promise<Refusal | null> => {
  const { data, fault } = await app.api.send(document, variables)
  if (fault) return refusalOfFault(fault)
  const refused = data.payload?.userErrors ?? []
  if (data.payload === null || refused.length > 0) return refusalOf(refused)
  tellNews(app)
  return null
}
