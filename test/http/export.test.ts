import { request as httpRequest } from 'node:http'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '../../server/domain/actor.ts'
import { startApp, type TestApp } from '../kit/app.ts'
import { until } from '../kit/live.ts'
import { createWorld } from '../kit/world.ts'

let server: TestApp

const evil = '=HYPERLINK("http://evil","x")'

beforeAll(async () => {
  server = await startApp({ settings: { LOGLINE_EXPERIMENT_ZONE: 'Europe/Zurich' } })
  const world = createWorld(await server.as('ADMIN'))
    .fill(8178, { beamType: 'PROTON - PROTON', energyGeV: 6800.5, stableBeamsStart: '2024-04-30T10:00:00Z', stableBeamsEnd: '2024-04-30T12:00:00Z' })
    .fill(8179)
    .environment('2bF3cSfQFeq', ['STANDBY', 'RUNNING'])
  for (let number = 1; number <= 30; number++) {
    world.goodPhysics(number, '2024-04-30T11:00:00Z', '2024-04-30T11:30:00Z', {
      type: 'PHYSICS', fillNumber: 8178, environmentId: '2bF3cSfQFeq', detectors: ['ITS', { name: 'TPC', quality: 'BAD' }], tags: ['to review', 'red'],
      startedBy: number === 1 ? evil : number === 2 ? '-1+1' : number === 3 ? 'two\r\nlines, "quoted"' : 'Ada Lünd', endedBy: number === 4 ? '@cmd' : null,
      counters: [{ name: 'bytesReadOut', value: number === 5 ? '9007199254740993' : '1000', unit: 'B' }], endReasons: [{ category: 'DETECTORS', title: 'TPC', description: 'trip, sector 5' }],
    })
  }
  world.run(31, { startedAt: '2024-05-01T11:00:00Z' }).run(32)
  await world.make()
})
afterAll(() => server[Symbol.asyncDispose]())

const get = (path: string, init: RequestInit = {}) => fetch(`${server.url}/export/${path}`, init)

/** RFC 4180, to the letter. */
const readCsv = (text: string): Record<string, string>[] => {
  const rows: string[][] = []
  for (let at = 0; at < text.length; ) {
    const row: string[] = []
    for (;;) {
      if (text[at] === '"') {
        let cell = ''
        for (at++; ; at++) {
          if (text[at] !== '"') cell += text[at]
          else if (text[at + 1] === '"') cell += text[at++]
          else break
        }
        row.push(cell)
        at++
      } else {
        const end = /,|\r\n/g
        end.lastIndex = at
        const { index } = end.exec(text)!
        row.push(text.slice(at, index))
        at = index
      }
      if (text[at] !== ',') break
      at++
    }
    expect(text.slice(at, at + 2)).toBe('\r\n')
    at += 2
    rows.push(row)
  }
  const [names, ...others] = rows
  return others.map((cells) => {
    expect(cells).toHaveLength(names!.length)
    return Object.fromEntries(names!.map((name, index) => [name, cells[index]!]))
  })
}

describe('an export of runs', () => {
  it('is the whole list as CSV, with units in the names and what a sheet would run made harmless', async () => {
    const response = await get('runs.csv')
    expect(Object.fromEntries(['content-type', 'content-disposition', 'x-total-count', 'cache-control'].map((name) => [name, response.headers.get(name)]))).toEqual({
      'content-type': 'text/csv; charset=utf-8; header=present', 'content-disposition': 'attachment; filename="logline-runs-20240501T1200Z.csv"', 'x-total-count': '32', 'cache-control': 'no-store',
    })
    const rows = readCsv(await response.text())
    expect(rows.map(({ number }) => Number(number))).toEqual(Array.from({ length: 32 }, (_, index) => 32 - index))
    const byNumber = new Map(rows.map((row) => [Number(row['number']), row]))
    expect(byNumber.get(10)).toMatchObject({
      state: 'ENDED', definition: 'PHYSICS', quality: 'GOOD', type: 'PHYSICS', effectiveStart: '2024-04-30T11:00:00.000Z', effectiveEnd: '2024-04-30T11:30:00.000Z', startedAt: '', durationSeconds: '1800', fillNumber: '8178',
      environmentId: '2bF3cSfQFeq', detectors: 'ITS; TPC', badDetectors: 'TPC', tags: 'red; to review', startedBy: 'Ada Lünd', endedBy: '', endReasons: 'DETECTORS/TPC: trip, sector 5', bytesReadOut: '1000',
    })
    expect(byNumber.get(1)!['startedBy']).toBe(`'${evil}`)
    expect(byNumber.get(2)!['startedBy']).toBe("'-1+1")
    expect(byNumber.get(3)!['startedBy']).toBe('two\r\nlines, "quoted"')
    expect(byNumber.get(4)!['endedBy']).toBe("'@cmd")
    expect(byNumber.get(31)).toMatchObject({ state: 'RUNNING', durationSeconds: '3600', effectiveEnd: '' })
    expect(byNumber.get(32)).toMatchObject({ state: 'UNKNOWN', durationSeconds: '' })
  })

  it('is one JSON array, or a line for each', async () => {
    const whole = (await (await get('runs.json?columns=number,startedBy,durationSeconds,tags,bytesReadOut')).json()) as object[]
    expect(whole).toHaveLength(32)
    expect(whole[27]).toEqual({ number: 5, startedBy: 'Ada Lünd', durationSeconds: 1800, tags: ['red', 'to review'], bytesReadOut: '9007199254740993' })
    expect(whole[31]).toEqual({ number: 1, startedBy: evil, durationSeconds: 1800, tags: ['red', 'to review'], bytesReadOut: 1000 })
    const lines = (await (await get('runs.ndjson?columns=number,startedBy,durationSeconds,tags,bytesReadOut')).text()).trimEnd().split('\n')
    expect(lines.map((line) => JSON.parse(line))).toEqual(whole)
    expect(await (await get('runs.json?q=run:9999')).text()).toBe('[]\n')
    expect(await (await get('runs.csv?q=run:9999&columns=number')).text()).toBe('number\r\n')
    expect(await (await get('runs.ndjson?q=run:9999')).text()).toBe('')
  })

  it.each([
    ['q=run:3..5 sort:number-asc', [3, 4, 5]],
    ['q=state:running', [31]],
    [`filter=${encodeURIComponent('{"number":{"lte":2}}')}&order=${encodeURIComponent('{"field":"NUMBER","direction":"ASC"}')}`, [1, 2]],
    ['numbers=7,9..10&q=quality:good', [10, 9, 7]],
    ['from=2024-05-01T00:00:00Z', [31]],
    ['from=now-2h&to=now', [31]],
    ['from=2024-05-01T13:00&to=2024-05-01T13:01', [31]],
    ['from=2024-05-01T11:00&to=2024-05-01T11:01&zone=UTC', [31]],
    ['q=started:2024-05-01', [31]],
    ['from=run:31', [31]],
    ['from=fill:8178&q=run:<3', [2, 1]],
    ['from=shift:current', [31]],
  ])('by %s has the rows %j', async (search, expected) => {
    const response = await get(`runs.json?columns=number&${search.replaceAll(' ', '+')}`)
    expect([response.status, response.headers.get('x-total-count')]).toEqual([200, String(expected.length)])
    expect(((await response.json()) as { number: number }[]).map(({ number }) => number)).toEqual(expected)
  })

  it.each([
    ['runs.csv?q=quality:god', 400, /^q: "god" at 9: .*good/],
    ['runs.csv?q=colour:red', 400, /^q: "colour/],
    ['runs.csv?q=detector:NIX', 400, /There is no detector NIX/],
    ['runs.csv?filter={"number":{"like":3}}', 400, /^filter\.number: Field "like" is not defined/],
    ['runs.csv?filter={"startedAt":{"from":"yesterday"}}', 400, /^filter\.startedAt\.from: .*"yesterday" is not an RFC 3339 time/],
    ['runs.csv?filter={number', 400, /^filter: "\{number" is no JSON/],
    ['runs.csv?columns=number,colour', 400, /^"colour" is no column of runs: number, state/],
    ['runs.csv?colums=number', 400, /^"colums" is no parameter of exports: q, filter/],
    ['runs.csv?from=soon', 400, /^from: "soon" is no time/],
    ['runs.csv?from=run:9999', 400, /^from: There is no run 9999/],
    ['runs.csv?from=now&to=now-1h', 400, /^to: The end is not after the start/],
    ['runs.csv?zone=Europe/Atlantis', 400, /^zone: "Europe\/Atlantis" is no time zone/],
    ['runs.csv?numbers=1,x', 400, /^numberRanges: .*x/],
    ['runs.csv?ids=a', 400, /^runs are picked out by numbers/],
    ['runs.xml', 404, /^There are exports of runs, fills, environments, instruments, as csv, json, ndjson/],
    ['tokens.csv', 404, /^There are exports/],
  ])('of %s is refused with %i and the word that is wrong', async (path, status, reason) => {
    const response = await get(path)
    expect([response.status, response.headers.get('content-type')]).toEqual([status, 'text/plain; charset=utf-8'])
    expect(await response.text()).toMatch(reason)
  })

  it('is zipped for those who take it, and its head can be asked for alone', async () => {
    const raw = await new Promise<{ body: Buffer; encoding: string | undefined }>((resolve, reject) => {
      httpRequest(`${server.url}/export/runs.ndjson`, { headers: { 'accept-encoding': 'gzip' } }, (response) => {
        const parts: Buffer[] = []
        response.on('data', (part: Buffer) => parts.push(part)).on('end', () => resolve({ body: Buffer.concat(parts), encoding: response.headers['content-encoding'] }))
      }).on('error', reject).end()
    })
    expect(raw.encoding).toBe('gzip')
    expect(gunzipSync(raw.body).toString().trimEnd().split('\n')).toHaveLength(32)
    const head = await get('runs.csv', { method: 'HEAD' })
    expect([head.status, head.headers.get('x-total-count'), await head.text()]).toEqual([200, '32', ''])
    expect((await get('runs.csv', { method: 'POST' })).status).toBe(405)
  })
})

describe('exports of fills and environments', () => {
  it('have their own columns', async () => {
    expect(readCsv(await (await get('fills.csv?columns=number,beam,energyGeV,stableBeamsSeconds,coveredSeconds,efficiency')).text())).toEqual([
      { number: '8179', beamType: '', energyGeV: '', stableBeamsSeconds: '', coveredSeconds: '0', efficiency: '' },
      { number: '8178', beamType: 'PROTON - PROTON', energyGeV: '6800.5', stableBeamsSeconds: '7200', coveredSeconds: '1800', efficiency: '0.25' },
    ])
    expect(await (await get('environments.json?ids=2bF3cSfQFeq')).json()).toEqual([
      { id: '2bF3cSfQFeq', status: 'RUNNING', history: 'SR', createdAt: '2024-04-30T10:00:00.000Z', updatedAt: '2024-04-30T10:00:01.000Z' },
    ])
    expect(((await (await get('fills.json?q=beam:~proton&columns=number')).json()) as object[])).toEqual([{ number: 8178 }])
  })
})

describe('who may export', () => {
  it('are those who may read, by the same rule as everywhere', async () => {
    await using closed = await startApp({ settings: { LOGLINE_ANONYMOUS: 'none' }, db: server.db })
    const ask = async (secret?: string) => {
      const response = await fetch(`${closed.url}/export/runs.csv?columns=number`, secret ? { headers: { authorization: `Bearer ${secret}` } } : {})
      return `${response.status} ${(await response.text()).split(/\r?\n/)[0]}`
    }
    const tokenOf = async (input: object) => (await closed.app.tokens.create({ name: 'some', ...input } as never, systemActor('test'))).value!.secret
    expect(await ask()).toMatch(/^401 Sign in first/)
    expect(await ask('ll_pat_nonsense')).toMatch(/^401 This token is not valid/)
    expect(await ask(await tokenOf({ scopes: ['run:ingest'] }))).toMatch(/^403 some may not use export: it needs the right read/)
    expect(await ask(await tokenOf({ role: 'VIEWER' }))).toBe('200 number')
  })
})

describe('an export under way', () => {
  const many = 2000

  it('shows what was so when it began, and stops when its reader goes', async () => {
    await using busy = await startApp()
    const admin = await busy.as('ADMIN')
    const world = createWorld(admin)
    for (let number = 1; number <= many; number++) world.run(number, { startedAt: '2024-04-30T11:00:00Z', endedAt: '2024-04-30T12:00:00Z', startedBy: 'x'.repeat(120), tags: ['to review'] })
    await world.make()
    const response = await fetch(`${busy.url}/export/runs.ndjson`)
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
    let text = (await reader.read()).value!
    // While it is read, rows come, change and would go to another place.
    await createWorld(admin).run(many + 1).run(1, { startedBy: 'somebody else' }).make()
    for (let part = await reader.read(); !part.done; part = await reader.read()) text += part.value
    const rows = text.trimEnd().split('\n').map((line) => JSON.parse(line) as { number: number; startedBy: string })
    expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: many }, (_, index) => many - index))
    expect(rows.at(-1)!.startedBy).toBe('x'.repeat(120))

    const views = async () => Number((await busy.db.raw<{ count: string }[]>`select count(*) from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'`)[0]!.count)
    await lengthen(busy)
    const controllers = Array.from({ length: 4 }, () => new AbortController())
    const stuck = await Promise.all(controllers.map(({ signal }) => stalled(`${busy.url}/export/runs.ndjson?q=run:>0`, signal)))
    expect(stuck).toEqual([200, 200, 200, 200])
    await until(async () => (await views()) === 4, 'the wait of four exports that nobody reads')
    const refused = await fetch(`${busy.url}/export/runs.csv`)
    expect([refused.status, refused.headers.get('retry-after'), await refused.text()]).toEqual([503, '5', expect.stringMatching(/4 exports are under way/)])
    for (const controller of controllers) controller.abort()
    await until(async () => (await views()) === 0, 'the end of the exports that nobody reads')
    // The server hears of that end a moment later.
    await until(async () => {
      const { status, body } = await fetch(`${busy.url}/export/runs.csv`)
      await body?.cancel()
      return status === 200
    }, 'an export as before')
  })

  it('that fails half-way does not look like a whole one', async () => {
    await using busy = await startApp()
    const world = createWorld(await busy.as('ADMIN'))
    for (let number = 1; number <= many; number++) world.run(number, { startedBy: 'x'.repeat(128) })
    await world.make()
    await lengthen(busy)
    for (const path of ['runs.csv', 'runs.json']) {
      const response = await fetch(`${busy.url}/export/${path}`, { headers: { 'accept-encoding': 'identity' } })
      const reader = response.body!.getReader()
      await reader.read()
      const cut = async () => (await busy.db.raw`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and state = 'idle in transaction'`).length > 0
      await until(cut, 'the end of the connection of an export')
      await expect((async () => {
        while (!(await reader.read()).done);
      })()).rejects.toThrow()
    }
  })
})

/** Makes exports longer than what the buffers between server and client take. */
const lengthen = ({ db }: TestApp) =>
  db.raw`insert into run_end_reason (run_number, category, description, created_by) select number, 'OTHER', repeat('long ', 400), 'test' from run, generate_series(1, 4)`

/** Begins an export and takes nothing of it. */
const stalled = (url: string, signal: AbortSignal): Promise<number> =>
  new Promise((resolve, reject) => {
    httpRequest(url, { signal }, (response) => {
      response.pause()
      response.on('error', () => undefined)
      resolve(response.statusCode ?? 0)
    }).on('error', (error) => (signal.aborted ? undefined : reject(error))).end()
  })
