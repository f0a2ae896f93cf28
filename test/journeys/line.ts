import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** A line between a browser and a server, which can be cut. */
export type Line = {
  url: string
  /** Ends all connections, and takes no new ones. */
  cut: () => void
  /** Lets nothing through any more, and says nothing: as when somebody pulls a plug. */
  silence: () => void
  mend: () => void
} & AsyncDisposable

/** @param target URL of the server */
export const openLine = async (target: string): Promise<Line> => {
  const { hostname, port } = new URL(target)
  const pairs = new Set<[Socket, Socket]>()
  let state: 'open' | 'cut' | 'silent' = 'open'

  const server = createServer((near) => {
    if (state === 'cut') return void near.destroy()
    const far = connect(Number(port), hostname)
    const pair: [Socket, Socket] = [near, far]
    pairs.add(pair)
    const end = () => {
      near.destroy()
      far.destroy()
      pairs.delete(pair)
    }
    for (const socket of pair) socket.on('error', end).on('close', end)
    near.on('data', (bytes) => state === 'open' && far.write(bytes))
    far.on('data', (bytes) => state === 'open' && near.write(bytes))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const endAll = () => {
    for (const [near, far] of pairs) {
      near.destroy()
      far.destroy()
    }
  }
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut: () => {
      state = 'cut'
      endAll()
    },
    silence: () => void (state = 'silent'),
    mend: () => {
      // What was swallowed is gone: streams that lost bytes are of no use.
      if (state === 'silent') endAll()
      state = 'open'
    },
    [Symbol.asyncDispose]: async () => {
      endAll()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
