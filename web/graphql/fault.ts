import type { CombinedError } from '@urql/core'

/** What went wrong, for people: the words, and what an expert needs to look it up. */
export type Fault = {
  readonly message: string
  readonly code: string
  readonly requestId: string | null
  /** The server could not be reached: trying again may help by itself. */
  readonly isNetwork: boolean
  /** The server failed, not the question: later it may answer. */
  readonly mayPass: boolean
}

const passing = new Set(['INTERNAL', 'TIMEOUT', 'STOPPING'])

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null)

const headerOf = (response: unknown): string | null =>
  response instanceof Response ? response.headers.get('x-request-id') : null

type Failed = Pick<CombinedError, 'graphQLErrors' | 'response' | 'message'>

export const toFault = ({ graphQLErrors: [first], response, message }: Failed): Fault => {
  const header = headerOf(response)
  if (first) {
    const code = text(first.extensions['code']) ?? 'UNKNOWN'
    const requestId = text(first.extensions['requestId']) ?? header
    return { message: first.message, code, requestId, isNetwork: false, mayPass: passing.has(code) }
  }
  const status: unknown = response instanceof Response ? response.status : null
  if (typeof status === 'number' && status >= 400 && status < 500) {
    const words = message.replace('[Network] ', '')
    return { message: words, code: `HTTP_${status}`, requestId: header, isNetwork: false, mayPass: false }
  }
  const words = 'The server cannot be reached.'
  return { message: words, code: 'NETWORK', requestId: header, isNetwork: true, mayPass: true }
}
