import { createClient as createSocket, type Client as Socket } from 'graphql-ws'
import WebSocket from 'ws'

export type Answer<Data = Record<string, never>> = {
  data: Data
  errors?: { message: string; path?: (string | number)[]; extensions: { code: string; requestId: string } }[]
  extensions?: Record<string, unknown>
}

/** An answer whose shape the test knows better than the compiler. */
// oxlint-disable-next-line typescript/no-explicit-any -- expectations check the shape
export type Loose = any

/** What a program outside does: ask over HTTP, listen over WebSocket. */
export type Client = {
  ask: <Data = Loose>(query: string, variables?: object) => Promise<Answer<Data>>
  /** Asks, and fails the test when there are errors. */
  get: <Data = Loose>(query: string, variables?: object) => Promise<Data>
  post: (body: string, headers?: Record<string, string>) => Promise<Response>
  listen: <Data = Loose>(query: string, variables?: object) => Listening<Data>
}

export type Listening<Data> = {
  /** The next message; rejects when none comes. */
  next: () => Promise<Data>
  /** Everything that came and wasn't taken. */
  waiting: () => Data[]
  stop: () => Promise<void>
}

export const createClient = (url: string, secret?: string): Client => {
  const authorization: Record<string, string> = secret ? { authorization: `Bearer ${secret}` } : {}
  const post: Client['post'] = (body, headers = {}) =>
    fetch(`${url}/graphql`, { method: 'POST', body, headers: { 'content-type': 'application/json', ...authorization, ...headers } })
  const ask: Client['ask'] = async (query, variables) => (await (await post(JSON.stringify({ query, variables }))).json()) as never
  return {
    post,
    ask,
    get: async (query, variables) => {
      const { data, errors } = await ask(query, variables)
      if (errors) throw new Error(errors.map(({ message, extensions }) => `${extensions.code}: ${message}`).join('\n'))
      return data as never
    },
    listen: (query, variables) => listen(createSocket({ url: `${url.replace('http', 'ws')}/graphql`, webSocketImpl: WebSocket, connectionParams: authorization, retryAttempts: 0 }), query, variables),
  }
}

/** After so long (ms) none comes any more: nothing is timed by it, and machines are slow at times. */
export const silenceMs = 30_000

const listen = <Data>(socket: Socket, query: string, variables?: object): Listening<Data> => {
  const messages: Data[] = []
  let failure: unknown
  let wake: (() => void) | undefined
  const rouse = () => wake?.()
  socket.subscribe<Data>({ query, variables: variables as never }, {
    next: ({ data, errors }) => {
      if (errors) failure = new Error(errors.map(({ message }) => message).join('\n'))
      else messages.push(data as Data)
      rouse()
    },
    error: (error) => {
      failure = error
      rouse()
    },
    complete: rouse,
  })
  return {
    next: async () => {
      const until = Date.now() + silenceMs
      while (messages.length === 0) {
        if (failure) throw failure
        if (Date.now() > until) throw new Error(`no message came within ${silenceMs / 1000} s`)
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, until - Date.now())
          wake = () => { clearTimeout(timer); resolve() }
        })
      }
      return messages.shift()!
    },
    waiting: () => messages.splice(0),
    stop: async () => { await socket.dispose() },
  }
}
