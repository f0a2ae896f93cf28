import {
  Client,
  fetchExchange,
  subscriptionExchange,
  type AnyVariables,
  type CombinedError,
  type TypedDocumentNode,
} from '@urql/core'
import { createSignal, type Accessor } from 'solid-js'
import { createConnection, type Connection } from './connection.ts'
import { toFault, type Fault } from './fault.ts'

export type Answer<Data> =
  { readonly data: Data; readonly fault: null } | { readonly data: null; readonly fault: Fault }

export type Api = {
  client: Client
  connection: Connection
  /** Grows each time the server ends the socket, since it does not know (any more) who we say we are. */
  turnedAway: Accessor<number>
  /** Grows each time the server says that our session has ended. */
  sessionEnded: Accessor<number>
  /** Asks once, past every cache. Never throws. */
  ask: <Data, Variables extends AnyVariables>(
    document: TypedDocumentNode<Data, Variables>,
    variables: Variables,
  ) => Promise<Answer<Data>>
  /** Sends a mutation, once. Never throws; what the server refuses stands in the payload's `userErrors`. */
  send: <Data, Variables extends AnyVariables>(
    document: TypedDocumentNode<Data, Variables>,
    variables: Variables,
  ) => Promise<Answer<Data>>
  close: () => void
}

/** The server gives up after 30 s by itself; a line that went silent never would. */
const patienceMs = 35_000

const impatientFetch: typeof fetch = (input, init) => {
  const late = AbortSignal.timeout(patienceMs)
  return fetch(input, { ...init, signal: init?.signal ? AbortSignal.any([init.signal, late]) : late })
}

const toAnswer = <Data>({ data, error }: { data?: Data | undefined; error?: CombinedError | undefined }): Answer<Data> =>
  error || data === undefined
    ? { data: null, fault: toFault(error ?? { graphQLErrors: [], response: undefined, message: '' }) }
    : { data, fault: null }

/** GraphQL of the server that this page came from: queries over HTTP, subscriptions over one WebSocket. */
export const createApi = (origin: string): Api => {
  const [turnedAway, setTurnedAway] = createSignal(0)
  const [sessionEnded, setSessionEnded] = createSignal(0)
  const connection = createConnection(`${origin.replace(/^http/, 'ws')}/graphql`, {
    forbidden: () => setTurnedAway((times) => times + 1),
  })
  const heard = <Answered extends { error?: CombinedError | undefined }>(answered: Answered): Answered => {
    const errors = answered.error?.graphQLErrors ?? []
    if (errors.some(({ extensions }) => extensions['reason'] === 'SESSION_ENDED')) setSessionEnded((times) => times + 1)
    return answered
  }
  const client = new Client({
    url: `${origin}/graphql`,
    preferGetMethod: false,
    fetch: impatientFetch,
    requestPolicy: 'network-only',
    exchanges: [
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: ({ query = '', variables, operationName, extensions }) => ({
          subscribe: (sink) => ({
            unsubscribe: connection.subscribe(
              {
                query,
                variables: variables ?? null,
                operationName: operationName ?? null,
                extensions: extensions ?? null,
              },
              {
                next: (result) => sink.next(result as Parameters<typeof sink.next>[0]),
                error: (error) => sink.error(error),
                // The server ends no subscription of its own accord: when it does, it is going away.
                complete: () => sink.error(new Error('The subscription ended')),
              },
            ),
          }),
        }),
      }),
    ],
  })
  return {
    client,
    connection,
    turnedAway,
    sessionEnded,
    ask: async (document, variables) => toAnswer(heard(await client.query(document, variables))),
    send: async (document, variables) => toAnswer(heard(await client.mutation(document, variables))),
    close: connection.close,
  }
}
