import type { AnyVariables, TypedDocumentNode } from '@urql/core'
import type { Api } from '../../graphql/client.ts'
import { refusalOf, refusalOfFault, type Refusal } from '../../graphql/refusal.ts'

type Payload = {
  readonly payload: {
    readonly instrument: { readonly revision: number } | null
    readonly userErrors: readonly { readonly code: string; readonly path: readonly string[]; readonly message: string }[]
  }
}

/** Sends a mutation of an instrument: null when it was done, else why not. */
export const sendInstrument = async <Data extends Payload, Variables extends AnyVariables>(
  { send }: Pick<Api, 'send'>,
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<Refusal | null> => {
  const { data, fault } = await send(document, variables)
  if (fault) return refusalOfFault(fault)
  const { instrument, userErrors } = data.payload
  return instrument && userErrors.length === 0 ? null : refusalOf(userErrors)
}
