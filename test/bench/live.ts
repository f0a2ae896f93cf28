import { startChild, type Child } from './child.ts'
import type { Announced, Heard, Listening } from './listeners.ts'
import { firstRun, fullScale } from './scale.ts'

/**
 * Medians, from the start of the mutation to the first and the last delivery. CPU is the server's for each delivery,
 * without that of the mutation.
 */
export type LiveFigures = { title: string; firstMs: number; lastMs: number; cpuMicroseconds: number; bytes: number }

const subscription = `subscription Live($filter: RunFilter) { runChanged(filter: $filter) { cursor kind node {
  number type { name } definition quality startedAt endedAt fill { number beamType } environment { id status }
  detectors { name quality } tags { text } } } }`

const mutation = `mutation Sign($input: UpdateRunInput!) {
  updateRun(input: $input) { run { number } userErrors { message } } }`

// A run that no question asks for.
const subject = firstRun + 1
const warmUps = 3
const events = 12

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!

/** Subscribers that differ in what they ask: none at all, or each of ten with a filter that lets the run through. */
const audiences = {
  'all with the same subscription': [{ query: subscription }],
  'ten different filters': Array.from({ length: 10 }, (_, index) => ({
    query: subscription,
    variables: { filter: { number: { gte: index, lte: firstRun + fullScale.runs } } },
  })),
}

/** One event to many WebSockets: how soon, and at what price. */
export const measureLive = async (
  server: Child,
  { url, secret, subscribers }: { url: string; secret: string; subscribers: number },
): Promise<LiveFigures[]> => {
  await using listeners = startChild(new URL('listeners.ts', import.meta.url))
  let signature = 0
  const announce = () =>
    listeners.call<Heard>('announce', {
      url,
      secret,
      body: JSON.stringify({
        query: mutation,
        variables: { input: { number: subject, startedBy: `bench ${process.pid} ${++signature}` } },
      }),
    } satisfies Announced)
  const round = async () => {
    for (let index = 0; index < warmUps; index++) await announce()
    const before = await server.cpu()
    const heard: Heard[] = []
    for (let index = 0; index < events; index++) heard.push(await announce())
    return { heard, cpu: ((await server.cpu()) - before) / events }
  }
  const alone = await round()
  const figures: LiveFigures[] = []
  for (const [title, payloads] of Object.entries(audiences)) {
    await listeners.call('listen', { url: url.replace('http', 'ws'), payloads, count: subscribers } satisfies Listening)
    const { heard, cpu } = await round()
    await listeners.call('leave')
    figures.push({
      title: `${subscribers} subscribers, ${title}`,
      firstMs: median(heard.map(({ firstMs }) => firstMs)),
      lastMs: median(heard.map(({ lastMs }) => lastMs)),
      cpuMicroseconds: ((cpu - alone.cpu) * 1000) / subscribers,
      bytes: median(heard.map(({ bytes }) => bytes)),
    })
  }
  return figures
}
