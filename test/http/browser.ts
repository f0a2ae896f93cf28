import WebSocket from 'ws'
import type { Result, Served } from './world.ts'

// What a browser does with /session and its cookie, step by step.

/** As a browser that shows one of our pages. */
export const ours = ({ url }: Served) => ({ origin: url, 'sec-fetch-site': 'same-origin' })

/** POSTs a body to /session. */
export const postSession = async (to: Served, body: string, headers: Record<string, string> = {}) => {
  const response = await fetch(`${to.url}/session`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...ours(to), ...headers },
  })
  const answer = (await response.json()) as Result & { viewer?: Record<string, unknown> }
  const [cookie = ''] = response.headers.getSetCookie()
  return { status: response.status, headers: response.headers, answer, cookie, code: answer.errors?.[0]?.extensions['code'] }
}

export const signInAt = (to: Served, token: string, headers: Record<string, string> = {}) =>
  postSession(to, JSON.stringify({ token }), headers)

/** Headers of a page that is signed in. */
export const signedInAt = async (to: Served, token: string) => {
  const { cookie } = await signInAt(to, token)
  return { cookie: cookie.split(';', 1)[0]!, ...ours(to) }
}

export const signOutAt = (to: Served, headers: Record<string, string>) =>
  fetch(`${to.url}/session`, { method: 'DELETE', headers })

/** How a WebSocket that is opened with these headers goes: the code it is closed with, or that it stands. */
export const socketAt = async (to: Served, headers: Record<string, string>) => {
  const socket = new WebSocket(`ws://127.0.0.1:${to.port}/graphql`, 'graphql-transport-ws', { headers })
  const closed = new Promise<number | string>((resolve) => {
    socket.once('close', (code) => resolve(code))
    socket.once('error', (error) => resolve(error.message))
  })
  const acknowledged = new Promise<'open'>((resolve) => {
    socket.once('open', () => socket.send('{"type":"connection_init"}'))
    socket.once('message', () => resolve('open'))
  })
  return { socket, closed, state: await Promise.race([closed, acknowledged]) }
}
