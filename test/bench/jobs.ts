import { setTimeout as wait } from 'node:timers/promises'
import postgres from 'postgres'
import { openTemporary } from '../../drizzle/embedded.ts'
import { at, everySecond, startTwo } from '../jobs/processes.ts'
import { openWorkshop } from '../plugins/workshop.ts'

export type JobFigures = {
  ticks: number
  /** How many ticks ended how. */
  states: Readonly<Record<string, number>>
  /** Ticks that no row accounts for, or more than one. */
  astray: number
  /** Seconds from the kill to the next run that was done. */
  gapSeconds: number
  /** From a tick to the start of its run: median and 95 % in ms. */
  lateMs: { median: number; p95: number }
  events: number
}

const quantile = (sorted: readonly number[], part: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0

type TickRow = { state: string; first: number; last: number; started: number | null; ended: number | null }

/** Two servers on a database of their own, a job each second, one of them killed after a third of the time. */
export const measureJobs = async (seconds: number): Promise<JobFigures> => {
  await using parts = new AsyncDisposableStack()
  const embedded = parts.use(await openTemporary())
  const workshop = parts.use(openWorkshop())
  const sql = parts.adopt(postgres(embedded.url, { max: 1, onnotice: () => undefined, fetch_types: false }), (client) => client.end({ timeout: 5 }))
  const servers = await startTwo(embedded.url, workshop.plugin('pulse', { parts: everySecond }))
  parts.defer(async () => {
    for (const server of servers) server.kill('SIGTERM')
    await Promise.all(servers.map(({ exited }) => exited))
  })
  const begin = Math.ceil(Date.now() / 1000) * 1000 + 1000
  await at(begin + (seconds * 1000) / 3)
  let killed: (typeof servers)[number] | undefined
  while (!killed) {
    const [row] = await sql<{ server: string }[]>`select server from job_run where job_id = 'pulse:beat' and state = 'RUNNING'`
    killed = servers.find(({ pid }) => row?.server.endsWith(`:${pid}`))
    await wait(5)
  }
  const killedAt = Date.now()
  killed.kill('SIGKILL')
  await at(begin + seconds * 1000)
  // What began in time may end.
  await wait(2000)
  const rows = await sql<TickRow[]>`
    select state, (extract(epoch from scheduled_for) * 1000)::float8 as first, (extract(epoch from coalesce(scheduled_until, scheduled_for)) * 1000)::float8 as last,
      (extract(epoch from started_at) * 1000)::float8 as started, (extract(epoch from ended_at) * 1000)::float8 as ended
    from job_run where job_id = 'pulse:beat' order by id`
  const [events] = await sql<{ count: number }[]>`select count(*)::int from event where entity = 'JOB'`
  const states: Record<string, number> = {}
  let [ticks, astray] = [0, 0]
  for (let tick = begin; tick < begin + seconds * 1000; tick += 1000) {
    const found = rows.filter(({ first, last }) => first <= tick && tick <= last)
    ticks++
    if (found.length !== 1) astray++
    for (const { state } of found) states[state] = (states[state] ?? 0) + 1
  }
  const late = rows.flatMap(({ first, started }) => (started === null ? [] : [started - first])).toSorted((a, b) => a - b)
  const next = rows.find(({ state, ended }) => state === 'DONE' && ended !== null && ended > killedAt)
  return {
    ticks, states, astray, gapSeconds: ((next?.ended ?? Infinity) - killedAt) / 1000,
    lateMs: { median: quantile(late, 0.5), p95: quantile(late, 0.95) }, events: events?.count ?? 0,
  }
}

export const jobTable = ({ ticks, states, astray, gapSeconds, lateMs, events }: JobFigures): string =>
  [
    '#### jobs: two servers, a job each second of 0.5 s, one server killed after a third of the time', '',
    '| ticks | how they ended | not accounted for once | kill → next done | start after its tick (p50, p95) | events |', '|---|---|---|---|---|---|',
    `| ${ticks} | ${Object.entries(states).map(([state, count]) => `${count} ${state}`).join(', ')} | ${astray} | ${gapSeconds.toFixed(1)} s | ${lateMs.median.toFixed(0)}, ${lateMs.p95.toFixed(0)} ms | ${events} |`,
  ].join('\n')
