import { silenceMs, type Loose } from './client.ts'

export type Streaming<Data> = {
  /** The next message; rejects when none comes. */
  next: () => Promise<Data>
  stop: () => Promise<void>
}

/** Listens by server-sent events, as a browser or curl would. */
export const stream = async <Data = Loose>(
  url: string, query: string, { variables, secret }: { variables?: object; secret?: string } = {},
): Promise<Streaming<Data>> => {
  const controller = new AbortController()
  const response = await fetch(`${url}/graphql`, {
    method: 'POST', signal: controller.signal, body: JSON.stringify({ query, variables }),
    headers: { 'content-type': 'application/json', accept: 'text/event-stream', ...(secret ? { authorization: `Bearer ${secret}` } : {}) },
  })
  const type = response.headers.get('content-type') ?? ''
  if (!type.startsWith('text/event-stream') || !response.body) {
    throw new Error(`${response.status} ${type}: ${await response.text()}`)
  }
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  let buffer = ''
  const message = async (): Promise<Data> => {
    for (;;) {
      const end = buffer.indexOf('\n\n')
      if (end >= 0) {
        const block = buffer.slice(0, end)
        buffer = buffer.slice(end + 2)
        const text = block.split('\n').filter((line) => line.startsWith('data:')).map((line) => line.slice(5)).join('\n').trim()
        if (/^event: ?complete/m.test(block)) throw new Error('the stream is complete')
        if (text === '') continue
        const { data, errors } = JSON.parse(text) as { data: Data; errors?: { message: string; extensions: { code: string } }[] }
        if (errors) throw new Error(errors.map((one) => `${one.extensions.code}: ${one.message}`).join('\n'))
        return data
      }
      const { done, value } = await reader.read()
      if (done) throw new Error('the stream has ended')
      buffer += value
    }
  }
  return {
    next: () =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`no message came within ${silenceMs / 1000} s`)), silenceMs)
        message().then(resolve, reject).finally(() => clearTimeout(timer))
      }),
    stop: async () => {
      controller.abort()
      await reader.cancel().catch(() => undefined)
    },
  }
}
