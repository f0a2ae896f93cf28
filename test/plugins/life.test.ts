import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startApp, type TestApp } from '../kit/app.ts'
import type { Client } from '../kit/client.ts'
import { costOf } from '../kit/statements.ts'
import { createWorld } from '../kit/world.ts'
import { openWorkshop } from './workshop.ts'

// One good plugin that uses everything: tables, fields on a run, a list, a mutation, a subscription, a job.

const workshop = openWorkshop()
let server: TestApp
let admin: Client

const pump = () => workshop.plugin('pump', {
  config: "z.strictObject({ limit: z.number().default(5), password: z.string().default('geheim') })",
  migrations: {
    '0000_lay': 'create schema "pump";\n--> statement-breakpoint\ncreate table "pump"."reading" (id serial primary key, run_number integer not null references public.run(number), value double precision not null);\n--> statement-breakpoint\ncreate index reading_by_run on "pump"."reading" (run_number);',
    '0001_note': 'alter table "pump"."reading" add column note text;',
  },
  service: `(host) => {
    const columns = { number: 'r.id', runNumber: 'r.run_number', value: 'r.value', note: 'r.note' }
    const noun = { key: 'number', columns, needs: { value: ['value'], note: ['note'], run: ['runNumber'] } }
    const list = logline.createList({
      reader: host.db.reader, name: 'pumpReadings', from: 'pump.reading r', key: { sql: 'r.id', type: 'int', of: (row) => row.number },
      orders: { VALUE: { column: 'value', sql: 'r.value', type: 'float8' }, NUMBER: { column: 'number', sql: 'r.id', type: 'int' } }, usualOrder: { field: 'NUMBER', descending: false },
      where: (filter, parameters) => filter ? logline.combine(filter, (one) => [logline.whereNumber('r.value', one.value, parameters, 'float8')]) : null,
      plan: (wanted, more) => { const names = logline.columnsFor(noun, wanted, more); const make = logline.rowMaker(names); return { select: names.map((name) => columns[name]).join(', '), joins: '', toRows: (values) => logline.together(values.map(make)) } },
    })
    return {
      list, limit: host.config.limit,
      counts: async (numbers) => new Map((await host.db.reader.values('select run_number, count(*)::int from pump.reading where run_number = any($1::int[]) group by 1', [logline.numberArray(numbers)])).map(([number, count]) => [number, count])),
      add: (runNumber, value) => value > host.config.limit
        ? logline.refused(logline.fault('INVALID_INPUT', ['value'], 'Too much'))
        : host.db.transact(async (tx) => {
            const [row] = await tx.execute('insert into pump.reading (run_number, value) values (' + Number(runNumber) + ', ' + Number(value) + ') returning id')
            await host.announce(tx, [{ kind: 'pump.measured', type: 'PumpReading', key: String(row.id), change: 'CREATED' }])
            return logline.done({ number: row.id, runNumber, value, note: null })
          }),
      run: () => host.db.reader.rows('select count(*)::int as count from pump.reading'),
    }
  }`,
  parts: `schema: (builder, service, core) => {
    const reading = builder.objectRef('PumpReading').implement({ description: 'A reading.', interfaces: [core.node], fields: (t) => ({
      id: t.id({ description: 'Opaque.', resolve: (row) => core.globalId('PumpReading', row.number) }),
      value: t.float({ description: 'In bar.', resolve: (row) => row.value }),
      run: t.field({ type: core.run, nullable: true, description: 'Of which run.', resolve: (row, _args, context, info) => core.runOf(row, context, info, (one) => one.runNumber) }),
    }) })
    core.addNode('PumpReading', { keyPattern: /^\\d+$/, read: async (keys, _context, wanted) => new Map(Array.from(await service.list.byKeys(keys.map(Number), wanted), ([key, row]) => [String(key), row])) })
    const readings = core.connection('PumpReading', reading)
    const filter = builder.inputType('PumpReadingFilter', { description: 'Which.', fields: (t) => ({ value: t.field({ type: core.filters.float, description: 'By value.' }) }) })
    const order = core.orderInput('PumpReading', { VALUE: 'By value.', NUMBER: 'By number.' }, 'oldest first')
    builder.objectField(core.run, 'pumpReadingCount', (t) => t.int({ nullable: true, description: 'How many readings.',
      resolve: async (run, args, _context, info) => (await core.forAll(run, info, args, (runs) => service.counts(runs.map(({ number }) => number)))).get(run.number) ?? 0 }))
    builder.queryField('pumpReadings', (t) => t.field({ type: readings, nullable: true, ...core.needs('read'), description: 'Readings.',
      args: { filter: t.arg({ type: filter, description: 'Only these.' }), orderBy: t.arg({ type: order, description: 'In this order.' }), ...core.pageArguments(t.arg) },
      resolve: async (_root, { filter, orderBy, ...page }, _context, info) => ({
        page: await service.list.page({ filter, order: orderBy && { field: orderBy.field, descending: orderBy.direction === 'DESC' }, page, wanted: core.wantedOfNodes(info) }), count: () => service.list.count(filter) }) }))
    const payload = core.payload('PumpAddPayload', 'reading', reading, 'A reading, or why not.')
    const input = builder.inputType('PumpAddInput', { description: 'A reading.', fields: (t) => ({ run: t.int({ required: true, description: 'Which run.' }), value: t.float({ required: true, description: 'In bar.' }) }) })
    builder.mutationField('addPumpReading', (t) => t.field({ type: payload, nullable: true, ...core.needs('run:write'), description: 'Adds one.', args: { input: t.arg({ type: input, required: true, description: 'It.' }) },
      resolve: (_root, { input }) => service.add(input.run, input.value) }))
    const change = core.changeType('PumpReading', reading)
    builder.subscriptionField('pumpReadingChanged', (t) => t.field({ type: change, nullable: true, ...core.needs('read'), description: 'Readings as they come.', args: { after: t.arg.string({ description: 'The last cursor.' }) },
      subscribe: (_root, { after }, context) => core.changes('PumpReading', { context, after, read: async (keys) => new Map(Array.from(await service.list.byKeys(keys.map(Number), new Map([['value', new Map()], ['run', new Map()]])), ([key, row]) => [String(key), row])) }),
      resolve: (one) => one }))
  },
  jobs: (service) => [{ name: 'count', description: 'Counts readings.', cron: '*/5 * * * *', timeoutSeconds: 20, run: async (_signal, { log }) => { log('counting'); const [row] = await service.run(); return row } }],
  on: () => ({ 'run.started': async () => {} }),
  routes: () => [logline.ingest({ path: '/files', description: 'Files.', handle: async ({ size }) => ({ status: 200, body: { size } }) })],
  health: async () => 'Pumping'`,
})

beforeAll(async () => {
  server = await startApp({ plugins: [pump()], settings: { LOGLINE_PLUGIN_PUMP_LIMIT: '7' } })
  admin = await server.as('ADMIN')
  const world = createWorld(admin)
  for (let number = 1; number <= 5; number++) world.goodPhysics(number, '2024-04-01T09:00:00Z', '2024-04-01T10:00:00Z', { fillNumber: 1 })
  world.fill(1)
  await world.make()
})
afterAll(async () => {
  await server?.[Symbol.asyncDispose]()
  workshop[Symbol.dispose]()
})

describe('a plugin that is well', () => {
  it('is ready, and shows what it is', async () => {
    const { plugins } = await admin.get('{ plugins { name title version api state step error faults { message } health settings } }')
    expect(plugins).toEqual([{ name: 'pump', title: 'The pump', version: '1.0.0', api: '^1', state: 'READY', step: null, error: null, faults: [], health: 'Pumping', settings: { limit: 7 } }])
  })

  it('writes by mutations with userErrors, and tells of it live', async () => {
    const { server: { eventCursor: after } } = await admin.get('{ server { eventCursor } }')
    const listening = admin.listen('subscription ($after: String) { pumpReadingChanged(after: $after) { kind node { value run { number quality } } } }', { after })
    for (const [run, value] of [[1, 1], [1, 2], [2, 6.5]]) {
      const { addPumpReading } = await admin.get('mutation ($input: PumpAddInput!) { addPumpReading(input: $input) { reading { value } userErrors { code path message } } }', { input: { run, value } })
      expect(addPumpReading).toEqual({ reading: { value }, userErrors: [] })
    }
    expect(await listening.next()).toEqual({ pumpReadingChanged: { kind: 'CREATED', node: { value: 1, run: { number: 1, quality: 'GOOD' } } } })
    await listening.stop()
    const { addPumpReading } = await admin.get('mutation { addPumpReading(input: { run: 1, value: 8 }) { reading { value } userErrors { code path message } } }')
    expect(addPumpReading).toEqual({ reading: null, userErrors: [{ code: 'INVALID_INPUT', path: ['value'], message: 'Too much' }] })
  })

  it('has lists with filters, orders, cursors and totals, and nodes', async () => {
    const { pumpReadings } = await admin.get('{ pumpReadings(filter: { value: { gt: 1 } }, orderBy: { field: VALUE }, first: 1) { totalCount pageInfo { hasNextPage } nodes { id value run { number } } } }')
    expect(pumpReadings).toMatchObject({ totalCount: 2, pageInfo: { hasNextPage: true }, nodes: [{ value: 6.5, run: { number: 2 } }] })
    expect((await admin.get('query ($id: ID!) { node(id: $id) { ... on PumpReading { value } } }', { id: pumpReadings.nodes[0].id })).node).toEqual({ value: 6.5 })
  })

  it('adds to runs what costs a statement for all of them, however they are come by, and by compiled queries too', async () => {
    const query = '{ runs(first: 5, orderBy: { field: NUMBER, direction: ASC }) { nodes { number pumpReadingCount fill { runs(first: 5) { nodes { pumpReadingCount } } } } } }'
    for (let time = 0; time < 4; time++) {
      const { runs } = await admin.get(query)
      expect(runs.nodes.map(({ pumpReadingCount }: { pumpReadingCount: number }) => pumpReadingCount)).toEqual([2, 1, 0, 0, 0])
    }
  })

  it('is one statement for the things of the core that its rows name', async () => {
    const query = '{ pumpReadings { nodes { run { number quality } } } }'
    expect(await costOf(server.db, () => admin.get(query))).toBe(1)
  })

  it('may be listened to by its kinds of events', async () => {
    const read = async () => (await admin.get('{ events(kinds: ["pump.measured"]) { nodes { kind entity key } } }')).events.nodes
    await expect.poll(read, { timeout: 20_000 }).toHaveLength(3)
    expect((await read())[0]).toMatchObject({ kind: 'pump.measured', entity: 'OTHER' })
    expect((await admin.ask('{ events(kinds: ["valve.measured"]) { nodes { kind } } }')).errors![0]!.extensions.code).toBe('BAD_USER_INPUT')
  })

  it('runs its job, its hook and its route in a process of its own', async () => {
    const { process: own } = server.app.host.find('pump')!
    const limits = { signal: new AbortController().signal, timeoutSeconds: 10 }
    const lines: string[] = []
    expect(await own.runJob('count', { scheduledFor: null, attempt: 1, log: (line) => lines.push(line) }, limits)).toEqual({ count: 3 })
    expect(lines).toEqual(['counting'])
    expect(own.pid()).not.toBe(process.pid)
    await own.runHook({ id: '1', kind: 'run.started', entity: 'RUN', key: '1', change: 'CREATED', fields: [], data: null, actor: 'x', at: '2024-01-01T00:00:00.000Z' }, limits)
    expect(await own.runRoute('/files', { file: '/dev/null', name: null, type: null, size: 3, hash: '', query: {}, actor: { id: 'x', name: 'x' } }, limits)).toEqual({ status: 200, body: { size: 3 } })
  })
})
