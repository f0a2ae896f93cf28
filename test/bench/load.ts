// Makes load: a number of connections, each of which asks again as soon as it has its answer.
import { Agent, request } from 'node:http'
import { answerParent } from './child.ts'

export type Order = { url: string; bodies: readonly string[]; connections: number; seconds: number; accept: string | null }

/** Latencies in milliseconds, one for each request; `bytes` of all bodies; `elapsed` in seconds. */
export type Yield = { requests: number; bytes: number; elapsed: number; latencies: number[] }

const post = (url: string, agent: Agent, body: Buffer, accept: string | null): Promise<number> =>
  new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', accept: 'application/json', 'content-length': body.length, ...(accept !== null && { 'accept-encoding': accept }) }
    const asked = request(url, { method: 'POST', agent, headers }, (response) => {
      let bytes = 0
      response.on('data', (chunk: Buffer) => void (bytes += chunk.length))
      response.on('error', reject)
      response.on('end', () =>
        response.statusCode === 200 ? resolve(bytes) : reject(new Error(`${url} answered ${response.statusCode}`)),
      )
    })
    asked.on('error', reject)
    asked.end(body)
  })

const makeLoad = async ({ url, bodies, connections, seconds, accept }: Order): Promise<Yield> => {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const prepared = bodies.map((body) => Buffer.from(body))
  const latencies: number[] = []
  let [next, bytes] = [0, 0]
  const begin = performance.now()
  const until = begin + seconds * 1000
  const worker = async () => {
    while (performance.now() < until) {
      const asked = performance.now()
      const size = await post(url, agent, prepared[next++ % prepared.length]!, accept)
      bytes += size
      latencies.push(performance.now() - asked)
    }
  }
  await Promise.all(Array.from({ length: connections }, worker))
  agent.destroy()
  return { requests: latencies.length, bytes, elapsed: (performance.now() - begin) / 1000, latencies }
}

answerParent({ load: makeLoad })
