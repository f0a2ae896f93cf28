// node test/bench/profile.ts [list|run|fill|filtered]: where Logline's CPU goes when it answers one question over HTTP.
import { writeFileSync } from 'node:fs'
import { Session, type Profiler } from 'node:inspector/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createApp } from '../../server/app.ts'
import { readConfig } from '../../server/config.ts'
import { openCore } from '../../server/core.ts'
import { systemClock } from '../../server/domain/clock.ts'
import { createLog } from '../../server/log.ts'
import { startChild } from './child.ts'
import { openDatabase } from './database.ts'
import type { Order, Yield } from './load.ts'
import { askings, bodiesOf, questionNames } from './questions/questions.ts'

type Spent = { name: string; place: string; part: string; milliseconds: number }

/** Which part of the house, or of what it stands on, a script belongs to. */
const partOf = (url: string): string => {
  const [, dependency] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url) ?? []
  if (dependency) return dependency
  if (url.startsWith('node:')) return 'node'
  const [, own] = /\/(server\/\w+|schema|drizzle)\//.exec(url) ?? []
  return own ?? (url === '' ? 'V8' : 'other')
}

const placeOf = (url: string, line: number): string => {
  const [, place] = /(?:.*node_modules\/|.*\/(?=(?:server|schema|drizzle)\/))(.*)/.exec(url) ?? []
  return url === '' ? '' : `${place ?? url}:${line + 1}`
}

const toSpent = ({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile): Spent[] => {
  const byId = new Map(nodes.map((node) => [node.id, node.callFrame]))
  const sums = new Map<string, Spent>()
  samples.forEach((id, index) => {
    const { functionName, url, lineNumber } = byId.get(id)!
    const name = functionName || '(anonymous)'
    const place = placeOf(url, lineNumber)
    const part = name === '(garbage collector)' ? 'garbage collector' : partOf(url)
    const known = sums.get(`${name} ${place}`) ?? { name, place, part, milliseconds: 0 }
    known.milliseconds += (timeDeltas[index] ?? 0) / 1000
    sums.set(`${name} ${place}`, known)
  })
  return [...sums.values()]
    .filter(({ name }) => name !== '(idle)')
    .sort((a, b) => b.milliseconds - a.milliseconds)
}

const show = (title: string, rows: readonly [string, number][], total: number) => {
  console.log(`\n${title}`)
  for (const [name, milliseconds] of rows)
    console.log(`${((100 * milliseconds) / total).toFixed(1).padStart(6)} %  ${name}`)
}

const report = (profile: Profiler.Profile, requests: number, top: number) => {
  const spent = toSpent(profile)
  const total = spent.reduce((sum, { milliseconds }) => sum + milliseconds, 0)
  console.log(
    `${(total / requests).toFixed(3)} ms of the main thread for each of ${requests} requests, the profiler included`,
  )
  const parts = new Map<string, number>()
  for (const { part, milliseconds } of spent) parts.set(part, (parts.get(part) ?? 0) + milliseconds)
  show('by part', [...parts].sort(([, a], [, b]) => b - a).slice(0, top), total)
  show(
    'by function, its own time',
    spent.slice(0, top).map(({ name, place, milliseconds }) => [`${name}  ${place}`, milliseconds]),
    total,
  )
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string', default: '10' },
    top: { type: 'string', default: '40' },
    connections: { type: 'string', default: '32' },
  },
})
const question = questionNames.find((name) => name === (positionals[0] ?? 'list'))
if (!question) throw new Error(`There is no question ${positionals[0]}: ask one of ${questionNames.join(', ')}`)

await using database = await openDatabase({ keep: true, log: console.error })
const config = readConfig({ PORT: '0', DATABASE_URL: database.url, LOGLINE_LOG_LEVEL: 'warn' })
const log = createLog(config.logLevel)
await using core = await openCore(config, { clock: systemClock, log })
await using app = await createApp({ config, db: core.db, domain: core.domain, log })
await using loader = startChild(new URL('load.ts', import.meta.url))
const { url } = await app.http.listen()
const ask = async (body: string): Promise<unknown> =>
  (await fetch(`${url}/graphql`, { method: 'POST', body, headers: { 'content-type': 'application/json' } })).json()
const bodies = await bodiesOf(question, askings.logline, ask)
const order: Order = { url: `${url}/graphql`, bodies, connections: Number(values.connections), seconds: 3, accept: null }
await loader.call('load', order)

const session = new Session()
session.connect()
await session.post('Profiler.enable')
await session.post('Profiler.setSamplingInterval', { interval: 200 })
await session.post('Profiler.start')
const { requests } = await loader.call<Yield>('load', { ...order, seconds: Number(values.seconds) })
const { profile } = await session.post('Profiler.stop')
session.disconnect()
const path = join(tmpdir(), `logline-${question}.cpuprofile`)
writeFileSync(path, JSON.stringify(profile))
report(profile, requests, Number(values.top))
console.log(`\nthe whole profile, for a browser's developer tools: ${path}`)
