import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startApp, type TestApp } from '../kit/app.ts'
import type { Client, Loose } from '../kit/client.ts'
import * as model from '../kit/model.ts'
import { createWorld, ingest } from '../kit/world.ts'

let server: TestApp
let admin: Client

const time = (minutes: number) => new Date(Date.UTC(2024, 3, 1, 0, minutes)).toISOString()

/** Some without times, some with the same: ties and nothings in every order. */
const runLike = (number: number) => ({
  number, ...(number % 4 === 0 ? {} : { startedAt: time(number % 9), ...(number % 3 === 0 ? {} : { endedAt: time((number % 9) + 1 + (number % 5)) }) }), fillNumber: number % 5 === 0 ? null : 1 + (number % 3),
})
const fillLike = (number: number) => ({ number, energyGeV: number % 3 === 0 ? null : 450.25 * (number % 4) + 1, ...(number % 4 === 0 ? {} : { stableBeamsStart: time(number % 7), ...(number % 5 === 0 ? {} : { stableBeamsEnd: time(10 + (number % 6)) }) }) })
const environmentLike = (number: number) => ({ id: `env${number}`, status: 'DONE', at: time(number % 6) })

beforeAll(async () => {
  server = await startApp()
  admin = await server.as('ADMIN')
  await ingest(admin, 'Fills', Array.from({ length: 24 }, (_, index) => fillLike(1 + index * 10)))
  await ingest(admin, 'Environments', Array.from({ length: 24 }, (_, index) => environmentLike(100 + index * 10)))
  await ingest(admin, 'Runs', Array.from({ length: 30 }, (_, index) => runLike(1 + index * 10)))
})
afterAll(() => server[Symbol.asyncDispose]())

const nouns = {
  runs: { type: 'Run', key: 'number', fields: model.runFields, orders: model.runOrders, add: (number: number) => ingest(admin, 'Runs', [runLike(number)]) },
  fills: { type: 'Fill', key: 'number', fields: model.fillFields, orders: model.fillOrders, add: (number: number) => ingest(admin, 'Fills', [fillLike(number)]) },
  environments: { type: 'Environment', key: 'id', fields: 'id status createdAt updatedAt', orders: model.environmentOrders, add: (number: number) => ingest(admin, 'Environments', [environmentLike(number)]) },
} as const

const pageOf = async (noun: keyof typeof nouns, args: object): Promise<Loose> => {
  const { type, fields } = nouns[noun]
  const query = `query ($orderBy: ${type}Order, $first: Int, $after: String, $last: Int, $before: String) { list: ${noun}(orderBy: $orderBy, first: $first, after: $after, last: $last, before: $before) {
    edges { cursor node { ${fields} } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`
  return (await admin.get(query, args)).list
}

describe.each(['runs', 'fills', 'environments'] as const)('pages of %s', (noun) => {
  it('are complete and without doubles in any order, both ways, while rows come in', async () => {
    const { key, orders, add } = nouns[noun]
    let fresh = 1000
    const walk = fc.record({
      field: fc.constantFrom(...Object.keys(orders)), direction: fc.constantFrom('ASC', 'DESC'), backwards: fc.boolean(),
      sizes: fc.array(fc.integer({ min: 1, max: 11 }), { minLength: 1, maxLength: 4 }), adding: fc.array(fc.integer({ min: 1, max: 400 }), { maxLength: 3 }),
    })
    await fc.assert(
      fc.asyncProperty(walk, async ({ field, direction, backwards, sizes, adding }) => {
        const orderBy = { field, direction }
        const whole = await pageOf(noun, { orderBy, first: 1000 })
        const before = whole.edges.map(({ node }: Loose) => node)
        const seen: Loose[] = []
        let cursor: string | null = null
        for (let step = 0; ; step++) {
          const size = sizes[step % sizes.length]
          const page: Loose = await pageOf(noun, backwards ? { orderBy, last: size, before: cursor } : { orderBy, first: size, after: cursor })
          const { startCursor, endCursor, hasNextPage, hasPreviousPage } = page.pageInfo
          expect([startCursor, endCursor]).toEqual([page.edges[0]?.cursor ?? null, page.edges.at(-1)?.cursor ?? null])
          expect(page.edges.length).toBeLessThanOrEqual(size!)
          if (backwards) seen.unshift(...page.edges.map(({ node }: Loose) => node))
          else seen.push(...page.edges.map(({ node }: Loose) => node))
          cursor = backwards ? startCursor : endCursor
          if (!(backwards ? hasPreviousPage : hasNextPage)) break
          expect(page.edges).toHaveLength(size!)
          if (step < adding.length) await add(fresh++ * 7 + adding[step]!)
        }
        const keys = seen.map((row) => row[key])
        expect(new Set(keys).size).toBe(keys.length)
        const known = new Set(before.map((row: Loose) => row[key]))
        expect(seen.filter((row) => known.has(row[key]))).toEqual(before)
        expect(seen).toEqual(model.sorted(seen, orders[field]!, (row) => row[key], direction))
      }),
      { numRuns: 25 },
    )
  })

  it('have between two cursors what lies between them', async () => {
    const orderBy = { field: Object.keys(nouns[noun].orders).at(-1), direction: 'ASC' }
    const { edges } = await pageOf(noun, { orderBy, first: 12 })
    const between = await pageOf(noun, { orderBy, after: edges[2].cursor, before: edges[9].cursor, first: 50 })
    expect(between.edges).toEqual(edges.slice(3, 9))
    const last = await pageOf(noun, { orderBy, after: edges[2].cursor, before: edges[9].cursor, last: 2 })
    expect(last.edges).toEqual(edges.slice(7, 9))
    expect(last.pageInfo).toMatchObject({ hasPreviousPage: true, hasNextPage: true })
  })
})

describe('the size of a page', () => {
  const codeOf = async (args: string, list = 'runs') => (await admin.ask(`{ ${list}(${args}) { totalCount nodes { __typename } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`))

  it.each(['runs', 'fills', 'environments', 'events'])('of %s is 50 unless told, up to 1000, and may be nothing', async (list) => {
    const { data } = await codeOf('first: 0', list)
    expect(data[list]).toEqual({ totalCount: expect.any(Number), nodes: [], pageInfo: { hasNextPage: true, hasPreviousPage: false, startCursor: null, endCursor: null } })
    expect((await codeOf('first: 1000', list)).errors).toBeUndefined()
    expect((await codeOf('last: 0', list)).data[list].pageInfo).toMatchObject({ hasPreviousPage: true })
    const usual = (await admin.get(`{ ${list} { nodes { __typename } totalCount } }`))[list]
    expect(usual.nodes).toHaveLength(Math.min(50, usual.totalCount))
  })

  it.each(['runs', 'fills', 'environments', 'events'])('of %s beyond the bounds is refused with a code', async (list) => {
    for (const args of ['first: 1001', 'first: 99999999', 'first: -1', 'last: 1001', 'last: -1', 'first: 5, last: 5']) {
      const { errors, data } = await codeOf(args, list)
      expect([list, args, data ?? null, errors?.[0]?.extensions.code]).toEqual([list, args, null, 'BAD_USER_INPUT'])
    }
    expect((await codeOf('first: 99999999999', list)).errors?.[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED')
  })

  it('is bounded in nested lists too', async () => {
    for (const args of ['first: 1001', 'last: -1']) {
      const { errors } = await admin.ask(`{ fill(number: 1) { runs(${args}) { nodes { number } } changes(${args}) { totalCount } } }`)
      expect(errors?.map(({ extensions }) => extensions.code)).toContain('BAD_USER_INPUT')
    }
  })
})

describe('a cursor', () => {
  const asked = async (list: string, after: string, orderBy?: string, side: 'after' | 'before' = 'after') => {
    const { errors } = await admin.ask(`query ($cursor: String) { ${list}(${side}: $cursor${orderBy ? `, orderBy: ${orderBy}` : ''}) { nodes { __typename } } }`, { cursor: after })
    return errors?.[0]?.extensions.code
  }
  const cursorOf = async (list: string, orderBy?: string): Promise<string> =>
    (await admin.get(`{ list: ${list}(first: 3${orderBy ? `, orderBy: ${orderBy}` : ''}) { pageInfo { endCursor } } }`)).list.pageInfo.endCursor

  it('of another list, another order or another direction is refused', async () => {
    const cursors = {
      runs: await cursorOf('runs'), fills: await cursorOf('fills'), environments: await cursorOf('environments'), events: await cursorOf('events'),
      byStart: await cursorOf('runs', '{ field: STARTED_AT, direction: ASC }'),
    }
    for (const list of ['runs', 'fills', 'environments', 'events'] as const) {
      expect(await asked(list, cursors[list])).toBeUndefined()
      for (const [other, cursor] of Object.entries(cursors)) if (other !== list) expect([list, other, await asked(list, cursor)]).toEqual([list, other, 'BAD_USER_INPUT'])
    }
    expect(await asked('runs', cursors.byStart, '{ field: STARTED_AT, direction: ASC }')).toBeUndefined()
    expect(await asked('runs', cursors.byStart, '{ field: STARTED_AT, direction: DESC }')).toBe('BAD_USER_INPUT')
    expect(await asked('runs', cursors.byStart, '{ field: ENDED_AT, direction: ASC }')).toBe('BAD_USER_INPUT')
  })

  it('that was made up is refused or leads somewhere, and never fails inside', async () => {
    const orders = { runs: ['NUMBER', 'STARTED_AT', 'DURATION', 'FILL'], fills: ['NUMBER', 'ENERGY', 'STABLE_BEAMS_END'], environments: ['ID', 'CREATED_AT'] } as const
    const value = fc.oneof(
      fc.jsonValue(), fc.constantFrom('1', '2022', '2022-13-01', '-infinity', 'infinity', '2024-04-01T00:00:00.000Z', '2024-04-01', 'Tue Mar 01 2022', '+275760-09-13T00:00:00.000Z', '\u0000', '\ud800', 'now', 'today'),
      fc.double(), fc.maxSafeInteger(), fc.string(),
    )
    const made = fc.constantFrom('runs', 'fills', 'environments' as const).chain((list) =>
      fc.tuple(fc.constant(list), fc.constantFrom(...orders[list as keyof typeof orders]), fc.constantFrom('d', 'a'), value, fc.oneof(fc.integer(), fc.string(), value)))
    await fc.assert(
      fc.asyncProperty(made, async ([list, field, direction, at, key]) => {
        const cursor = Buffer.from(JSON.stringify([list, field, direction, at, key])).toString('base64url')
        expect([undefined, 'BAD_USER_INPUT']).toContain(await asked(list, cursor, `{ field: ${field}, direction: ${direction === 'd' ? 'DESC' : 'ASC'} }`))
      }),
      { numRuns: 300 },
    )
    await fc.assert(
      fc.asyncProperty(fc.constantFrom('runs', 'events', 'fills'), fc.oneof(fc.string(), fc.base64String()), async (list, cursor) => {
        expect(await asked(list, cursor)).toBe('BAD_USER_INPUT')
      }),
      { numRuns: 60 },
    )
  })

  it('of events that was made up is refused or leads somewhere', async () => {
    const [, epoch] = Buffer.from(await cursorOf('events'), 'base64url').toString().split(':')
    for (const place of ['1:1', '0:0', '99999999999999999999:1', '1:9223372036854775808', '18446744073709551615:1', '5:-1', '1e3:1', '']) {
      const cursor = Buffer.from(`event:${epoch}:${place}`).toString('base64url')
      expect([place, [undefined, 'BAD_USER_INPUT'].includes(await asked('events', cursor))]).toEqual([place, true])
    }
    const elsewhere = Buffer.from('event:00000000-0000-4000-8000-000000000000:1:1').toString('base64url')
    expect(await asked('events', elsewhere)).toBe('BAD_USER_INPUT')
  })
})

describe('an id', () => {
  it('that was made up is refused or of nothing, and never fails inside', async () => {
    const kind = fc.constantFrom('Run', 'Fill', 'Environment', 'Change', 'Event', 'Tag', 'Detector', 'Period', 'Nothing')
    const key = fc.oneof(fc.constantFrom('2147483648', '9999999999', '99999999999999999999', '1.9223372036854775808', '1.1', '0', '-1', '007', '', '\u0000'), fc.string())
    await fc.assert(
      fc.asyncProperty(kind, key, fc.boolean(), async (type, name, coded) => {
        const id = coded ? Buffer.from(`${type}:${name}`).toString('base64url') : name
        const { data, errors } = await admin.ask('query ($id: ID!) { node(id: $id) { id } nodes(ids: [$id]) { id } }', { id })
        if (errors) expect(errors.map(({ extensions }) => extensions.code)).toContain('BAD_USER_INPUT')
        else expect(data.nodes).toEqual([data.node])
      }),
      { numRuns: 200 },
    )
  })

  it('of everything leads back to it', async () => {
    await createWorld(admin).tag('RC').run(1, { type: 'X', period: 'LHC24a', detectors: ['ITS'], tags: ['RC'] }).make()
    const { run, fill, events, tags, detectors, environments } = await admin.get(`{ run(number: 1) { id type { id } period { id } changes { nodes { id } } } fill(number: 1) { id }
      events(first: 1) { nodes { id nodeId } } tags { id } detectors { id } environments(first: 1) { nodes { id } } }`)
    const ids = [run.id, run.type.id, run.period.id, run.changes.nodes[0].id, fill.id, events.nodes[0].id, events.nodes[0].nodeId, tags[0].id, detectors[0].id, environments.nodes[0].id]
    const { nodes } = await admin.get('query ($ids: [ID!]!) { nodes(ids: $ids) { id __typename } }', { ids: [...ids, Buffer.from('Run:999999').toString('base64url')] })
    expect(nodes.map((node: Loose) => node?.id ?? null)).toEqual([...ids, null])
  })
})
