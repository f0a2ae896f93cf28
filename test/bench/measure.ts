import type { Child } from './child.ts'
import type { Order, Yield } from './load.ts'
import type { PostgresCpu } from './postgres-cpu.ts'

/** What a contender needed for a question. CPU in milliseconds for each request; latencies in milliseconds. */
export type Figures = {
  requestsPerSecond: number
  p50: number
  p99: number
  nodeCpu: number
  /** Null when PostgreSQL runs where we can't see it. */
  postgresCpu: number | null
  bytes: number
}

type Sums = {
  requests: number
  elapsed: number
  bytes: number
  node: number
  postgres: number | null
  latencies: number[]
}

export type Rival = { child: Child; url: string; bodies: readonly string[] }

export type Bench = { loader: Child; postgresCpu: PostgresCpu; connections: number; accept: string | null }

const runOnce = async (
  { loader, postgresCpu, connections, accept }: Bench,
  { child, url, bodies }: Rival,
  seconds: number,
): Promise<Sums> => {
  const before = { node: await child.cpu(), postgres: postgresCpu() }
  const made = await loader.call<Yield>('load', { url, bodies, connections, seconds, accept } satisfies Order)
  const after = { node: await child.cpu(), postgres: postgresCpu() }
  return {
    ...made,
    node: after.node - before.node,
    postgres: after.postgres === null || before.postgres === null ? null : after.postgres - before.postgres,
  }
}

const percentile = (sorted: readonly number[], part: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN

const toFigures = (turns: readonly Sums[]): Figures => {
  const sum = (of: (one: Sums) => number) => turns.reduce((total, one) => total + of(one), 0)
  const requests = sum((one) => one.requests)
  const sorted = turns.flatMap(({ latencies }) => latencies).sort((a, b) => a - b)
  return {
    requestsPerSecond: requests / sum((one) => one.elapsed),
    p50: percentile(sorted, 0.5),
    p99: percentile(sorted, 0.99),
    nodeCpu: sum((one) => one.node) / requests,
    postgresCpu: turns.some(({ postgres }) => postgres === null) ? null : sum((one) => one.postgres ?? 0) / requests,
    bytes: sum((one) => one.bytes) / requests,
  }
}

/** Rivals take turns, so that whatever else the machine does meets all of them. */
export const measure = async <Name extends string>(
  bench: Bench,
  rivals: ReadonlyMap<Name, Rival>,
  { warmUpSeconds, roundSeconds, rounds }: { warmUpSeconds: number; roundSeconds: number; rounds: number },
): Promise<Map<Name, Figures>> => {
  const turns = new Map(Array.from(rivals.keys(), (name) => [name, [] as Sums[]]))
  for (const rival of rivals.values()) await runOnce(bench, rival, warmUpSeconds)
  for (let round = 0; round < rounds; round++) {
    for (const [name, rival] of rivals) turns.get(name)!.push(await runOnce(bench, rival, roundSeconds))
  }
  return new Map(Array.from(turns, ([name, list]) => [name, toFigures(list)]))
}
