// npm run bench: Logline beside PostGraphile 5 and plain SQL, on the same database, in turn, in the same minutes.
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { startChild, type Child } from './child.ts'
import { openDatabase } from './database.ts'
import { jobTable, measureJobs } from './jobs.ts'
import { measureLive } from './live.ts'
import { measure, type Figures, type Rival } from './measure.ts'
import { readOptions, type Options } from './options.ts'
import { findPostgres } from './postgres-cpu.ts'
import { askings, bodiesOf, difference, type ContenderName, type QuestionName } from './questions/questions.ts'
import { barTable, liveTable, machine, questionTable } from './report.ts'

const contenderFiles: Record<ContenderName, URL> = {
  logline: new URL('contenders/logline.ts', import.meta.url),
  postgraphile: new URL('contenders/postgraphile.ts', import.meta.url),
  plain: new URL('contenders/plain/main.ts', import.meta.url),
}

type Contender = { child: Child; url: string; secret?: string }

const note = (message: string) => console.error(message)

const isInstalled = (name: ContenderName) => {
  if (name !== 'postgraphile') return true
  try {
    return import.meta.resolve('postgraphile') !== ''
  } catch {
    note('PostGraphile is not installed: left out (npm install has it among the dev dependencies)')
    return false
  }
}

const ask = async (url: string, body: string): Promise<unknown> => {
  const response = await fetch(url, { method: 'POST', body, headers: { 'content-type': 'application/json' } })
  const answer = (await response.json()) as { data?: unknown; errors?: unknown }
  if (!answer.data || answer.errors)
    throw new Error(`${body.slice(0, 200)}\nwas answered ${JSON.stringify(answer).slice(0, 1000)}`)
  return answer
}

const checked = 5

/** The bodies of a question for each contender, once it was seen that all give the same answers to them. */
const prepare = async (
  question: QuestionName,
  contenders: ReadonlyMap<ContenderName, Contender>,
): Promise<Map<ContenderName, Rival>> => {
  const rivals = new Map<ContenderName, Rival>()
  const answers = new Map<ContenderName, unknown[]>()
  for (const [name, { child, url }] of contenders) {
    const asking = askings[name]
    const bodies = await bodiesOf(question, asking, (body) => ask(url, body))
    const some = bodies.filter((_, index) => index % Math.ceil(bodies.length / checked) === 0)
    const given: unknown[] = []
    for (const body of some) given.push(asking.data(await ask(url, body)))
    answers.set(name, given)
    rivals.set(name, { child, url, bodies })
  }
  const [first, ...others] = [...answers]
  for (const [name, given] of others) {
    const differs = given.map((answer, index) => difference(answer, first![1][index])).find((found) => found !== null)
    if (differs) throw new Error(`${question}: ${name} and ${first![0]} don't say the same:${differs}`)
  }
  return rivals
}

const bench = async (options: Options, signal: AbortSignal) => {
  await using parts = new AsyncDisposableStack()
  const database = parts.use(await openDatabase({ keep: options.keep, log: note }))
  signal.throwIfAborted()
  const contenders = new Map<ContenderName, Contender>()
  for (const name of options.contenders.filter(isInstalled)) {
    const child = parts.use(startChild(contenderFiles[name], signal))
    contenders.set(name, { child, ...(await child.call<{ url: string; secret?: string }>('open', database.url)) })
  }
  const { connections, accept, rounds, roundSeconds, subscribers } = options
  console.log(`${machine(database.version)}\n${connections} connections, ${rounds} turns of ${roundSeconds} s each\n`)

  const loader = parts.use(startChild(new URL('load.ts', import.meta.url), signal))
  const postgresCpu = await findPostgres(database.url)
  const results = new Map<QuestionName, ReadonlyMap<ContenderName, Figures>>()
  for (const question of options.questions) {
    const rivals = await prepare(question, contenders)
    const figures = await measure({ loader, postgresCpu, connections, accept }, rivals, options)
    results.set(question, figures)
    console.log(`${questionTable(question, figures)}\n`)
  }
  const logline = contenders.get('logline')
  if (options.live && logline?.secret) {
    const { child, url, secret } = logline
    console.log(`${liveTable(await measureLive(child, { url, secret, subscribers }))}\n`)
  }
  console.log(barTable(results))
}

/** In a process of its own: it has a PostgreSQL of its own, too. */
const benchMeasurements = ({ points, keep }: Options) => {
  const file = fileURLToPath(new URL('measurements.ts', import.meta.url))
  execFileSync(process.execPath, [file, '--points', String(points), ...(keep ? ['--keep'] : [])], { stdio: 'inherit' })
}

const options = readOptions(process.argv.slice(2))
// Whoever is fed up with it leaves no PostgreSQL and no folder behind.
const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort())
try {
  if (options && (options.questions.length > 0 || options.live)) await bench(options, stop.signal)
  if (options?.jobSeconds && !stop.signal.aborted) console.log(jobTable(await measureJobs(options.jobSeconds)))
  if (options && options.points > 0) benchMeasurements(options)
} catch (error) {
  if (!stop.signal.aborted) throw error
  process.exitCode = 130
}
