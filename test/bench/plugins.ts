// node test/bench/plugins.ts: what plugins cost a server at its start, and a field of one in a list. In turn, in one run.
import { openTemporary } from '../../drizzle/embedded.ts'
import { connect } from '../../drizzle/database.ts'
import { migrate } from '../../drizzle/migrate.ts'
import { createApp } from '../../server/app.ts'
import { readConfig } from '../../server/config.ts'
import { systemClock } from '../../server/domain/clock.ts'
import { createDomain } from '../../server/domain/domain.ts'
import { createLog } from '../../server/log.ts'
import { createClient } from '../kit/client.ts'
import { createWorld } from '../kit/world.ts'
import { openWorkshop } from '../plugins/workshop.ts'

const rounds = 5
const asked = 200

const median = (numbers: readonly number[]) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? NaN

await using embedded = await openTemporary()
await migrate(embedded.url)
await using db = connect(embedded.url)
await using domain = await createDomain(db, { clock: systemClock })
const config = readConfig({ PORT: '0', LOGLINE_LOG_LEVEL: 'silent', LOGLINE_ANONYMOUS: 'admin', LOGLINE_PLUGIN_WAIT_SECONDS: '10' })
const log = createLog(config.logLevel)

/** Ten healthy plugins, each with a table, a type, a field on runs, a job and a hook. A folder for each round, as modules are read once. */
const write = (workshop: ReturnType<typeof openWorkshop>) =>
  Array.from('abcdefghij', (letter) => `pump-${letter}`).map((id) => {
    const name = `pump${id.at(-1)!.toUpperCase()}`
    const type = name.replace('p', 'P')
    return workshop.plugin(id, {
      migrations: { '0000_a': 'create table reading (id integer primary key, value double precision not null);' },
      service: '(host) => ({ rows: () => host.db.reader.rows("select 1") })',
      parts: `schema: (builder, _service, core) => {
        const part = builder.objectRef('${type}').implement({ description: 'x', fields: (t) => ({ value: t.int({ description: 'x', resolve: (row) => row.value }) }) })
        builder.objectField(core.run, '${name}', (t) => t.field({ type: part, nullable: true, description: 'x', resolve: async (run, args, _context, info) => ({ value: (await core.forAll(run, info, args, async (runs) => runs.length)) }) }))
      }, jobs: () => [{ name: 'poll', description: 'x', cron: '* * * * *', timeoutSeconds: 5, run: async () => 1 }], on: () => ({ 'run.started': async () => {} })`,
    })
  })

const starts = { none: [] as number[], first: [] as number[], again: [] as number[] }
const start = async (plugins: readonly string[]) => {
  const startedAt = performance.now()
  await using app = await createApp({ config, db, domain, log, plugins })
  const milliseconds = performance.now() - startedAt
  const unready = app.host.plugins.filter(({ state }) => state().state !== 'READY')
  if (unready.length > 0) throw new Error(`${unready[0]!.id}: ${unready[0]!.state().error}`)
  return milliseconds
}
for (let round = 0; round < rounds; round++) {
  starts.none.push(await start([]))
  using workshop = openWorkshop()
  ;(round === 0 ? starts.first : starts.again).push(await start(write(workshop)))
}
const none = median(starts.none)
console.log(`start without plugins: ${none.toFixed(0)} ms; with ten that migrate: ${starts.first[0]!.toFixed(0)} ms; with ten: ${median(starts.again).toFixed(0)} ms`)
const more = median(starts.again) - none
console.log(`ten plugins: ${more.toFixed(0)} ms more (bar: 1000), ${more <= 1000 ? 'pass' : 'FAIL'}`)

using workshop = openWorkshop()
await using app = await createApp({ config, db, domain, log, plugins: write(workshop) })
const { url } = await app.http.listen()
const client = createClient(url)
const world = createWorld(client)
for (let number = 1; number <= 50; number++) world.goodPhysics(number, '2024-04-01T09:00:00Z', '2024-04-01T10:00:00Z')
await world.make()
const questions = ['number quality', 'number quality pumpA { value }'].map((fields) => `{ runs(first: 50) { nodes { ${fields} } } }`)
const times = questions.map(() => [] as number[])
for (let count = 0; count < asked; count++) {
  for (const [which, question] of questions.entries()) {
    const startedAt = performance.now()
    await client.get(question)
    times[which]!.push(performance.now() - startedAt)
  }
}
const [plain, withField] = times.map(median) as [number, number]
console.log(`a page of 50 runs: ${plain.toFixed(2)} ms; with a field of a plugin: ${withField.toFixed(2)} ms (medians of ${asked}, there and back)`)
