// Listens to a subscription over many WebSockets, and tells when each of them has an event.
import WebSocket from 'ws'
import { answerParent } from './child.ts'

export type Listening = { url: string; payloads: readonly object[]; count: number }
export type Announced = { url: string; secret: string; body: string }

/** Milliseconds from the start of the mutation to the first and the last delivery; bytes of one message. */
export type Heard = { firstMs: number; lastMs: number; bytes: number; messages: number }

const connectMilliseconds = 30_000
const silenceMilliseconds = 10_000
const batch = 50

let sockets: WebSocket[] = []
let heard: (size: number) => void = () => undefined

const open = (url: string, payload: object): Promise<WebSocket> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(url, 'graphql-transport-ws')
    const late = setTimeout(() => reject(new Error(`${url} gave no WebSocket`)), connectMilliseconds)
    socket.once('open', () => socket.send('{"type":"connection_init"}'))
    socket.on('error', reject)
    socket.on('message', (data: Buffer) => {
      const text = data.toString()
      if (text.includes('"connection_ack"')) {
        socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload }))
        // An answer to a ping comes after the subscription was read.
        socket.send('{"type":"ping"}')
      } else if (text.includes('"pong"')) {
        clearTimeout(late)
        resolve(socket)
      } else if (text.includes('"type":"next"')) heard(data.length)
      else if (text.includes('"type":"error"')) reject(new Error(text))
    })
  })

const listen = async ({ url, payloads, count }: Listening): Promise<void> => {
  for (let from = 0; from < count; from += batch) {
    const some = Array.from({ length: Math.min(batch, count - from) }, (_, index) =>
      open(url, payloads[(from + index) % payloads.length]!),
    )
    sockets.push(...(await Promise.all(some)))
  }
}

const announce = ({ url, secret, body }: Announced): Promise<Heard> =>
  new Promise((resolve, reject) => {
    let [messages, firstMs, bytes] = [0, 0, 0]
    const late = setTimeout(
      () => reject(new Error(`only ${messages} of ${sockets.length} subscribers heard of the event`)),
      silenceMilliseconds,
    )
    const begin = performance.now()
    const finish = () => {
      clearTimeout(late)
      resolve({ firstMs, lastMs: performance.now() - begin, bytes, messages })
    }
    heard = (size) => {
      messages++
      bytes = size
      if (messages === 1) firstMs = performance.now() - begin
      if (messages === sockets.length) finish()
    }
    fetch(url, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${secret}` },
    })
      .then(async (response) => {
        const text = await response.text()
        if (!text.includes('"userErrors":[]')) throw new Error(text)
        if (sockets.length === 0) finish()
      })
      .catch(reject)
  })

const leave = async (): Promise<void> => {
  const gone = sockets.map((socket) => new Promise((resolve) => socket.once('close', resolve)))
  for (const socket of sockets) socket.close()
  await Promise.all(gone)
  sockets = []
}

answerParent({ listen, announce, leave })
