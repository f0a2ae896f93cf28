import { setTimeout as wait } from 'node:timers/promises'
import { silenceMs, type Client, type Listening, type Loose } from './client.ts'

/** Waits until a condition holds; fails when it never does. */
export const until = async (holds: () => boolean | Promise<boolean>, what = 'what was waited for'): Promise<void> => {
  const end = Date.now() + silenceMs
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`${what} did not happen within ${silenceMs / 1000} s`)
    await wait(5)
  }
}

/** Where the outbox stands now: subscribe with `after` from here. */
export const cursorNow = async (client: Client): Promise<string> => {
  const { events, server } = await client.get('{ events(last: 1) { nodes { cursor } } server { eventCursor } }')
  return events.nodes[0]?.cursor ?? server.eventCursor
}

/** Listens from now on to a query that takes `$after`. */
export const follow = async (client: Client, query: string, variables?: object): Promise<Listening<Loose>> =>
  client.listen(query, { ...variables, after: await cursorNow(client) })

/** The next so many messages. */
export const take = async <Data>(listening: { next: () => Promise<Data> }, count: number): Promise<Data[]> => {
  const messages: Data[] = []
  while (messages.length < count) messages.push(await listening.next())
  return messages
}

/** Everything that comes until a message is the last one. */
export const takeUntil = async <Data>(listening: { next: () => Promise<Data> }, isLast: (message: Data) => boolean): Promise<Data[]> => {
  const messages: Data[] = []
  do messages.push(await listening.next())
  while (!isLast(messages.at(-1)!))
  return messages
}
