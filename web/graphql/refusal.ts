import type { Fault } from './fault.ts'

/** Why the server did not do what was asked, in its own words. */
export type Refusal = {
  readonly code: string
  readonly message: string
  /** Into the input, dotted; empty when it is about none of its fields. */
  readonly path: string
  readonly requestId: string | null
}

type UserError = { readonly code: string; readonly path: readonly string[]; readonly message: string }

/** What did not reach the server. */
export const refusalOfFault = ({ code, message, requestId }: Fault): Refusal => ({ code, message, path: '', requestId })

/** What the server refused: the first of its reasons. */
export const refusalOf = ([first]: readonly UserError[]): Refusal => ({
  code: first?.code ?? 'UNKNOWN',
  message: first?.message ?? 'The server did not say why.',
  path: first?.path.join('.') ?? '',
  requestId: null,
})
