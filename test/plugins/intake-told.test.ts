import { appendFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { never, openIntake } from './intake-world.ts'

const { world, readLines, touch, put, look } = openIntake()

/** What was announced since it was last asked for. */
const told = async () => {
  const rows = await world.db.raw<{ id: string; kind: string; change: string; fields: string; path: string; data: Record<string, unknown>; actor: string; at: Date }[]>`
    with seen as (delete from event where entity = 'INTAKE_FILE' returning *)
    select seen.id, kind, change, array_to_string(fields, ' ') as fields, f.path, data, seen.actor, at from seen join intake_file f on f.id = seen.key::int order by seen.id`
  return rows.map(({ kind, change, path, fields, data }) => ({ kind, change, path, fields: fields.split(' ').toSorted(), data }))
}
const brief = async () => (await told()).map(({ kind, change, path }) => `${kind} ${change} ${path}`)

it('each file that is taken in is told once, and again when it has grown; what is as it was is not', async () => {
  await put('pump1/a.csv', '1\n2\n')
  await put('pump2/b.csv', '3\n!x\n')
  await look()
  expect(await told()).toEqual([
    { kind: 'intakeFile.created', change: 'CREATED', path: 'pump1/a.csv', fields: ['faults', 'goneAt', 'hash', 'origin', 'readAt', 'records', 'size', 'state'], data: { plugin: 'series', path: 'pump1/a.csv', state: 'READ', records: 2 } },
    expect.objectContaining({ kind: 'intakeFile.created', path: 'pump2/b.csv', data: { plugin: 'series', path: 'pump2/b.csv', state: 'FAULTY', records: 1 } }),
  ])
  await look()
  await touch('pump1/a.csv')
  await look()
  expect(await told()).toEqual([])
  await appendFile(join(world.folder, 'pump1/a.csv'), '4\n')
  await touch('pump1/a.csv')
  await look()
  expect(await told()).toEqual([
    { kind: 'intakeFile.updated', change: 'UPDATED', path: 'pump1/a.csv', fields: ['hash', 'readAt', 'records', 'size'], data: { plugin: 'series', path: 'pump1/a.csv', state: 'READ', records: 3 } },
  ])
})

it('a file that cannot be read is told as failed, with the reason; that it still cannot be is no news, that it can be is', async () => {
  await put('a.csv', 'BOOM\n')
  await look()
  expect(await told()).toMatchObject([{ kind: 'intakeFile.failed', change: 'CREATED', data: { state: 'FAILED', error: 'cannot read this' } }])
  world.clock.forward(700_000)
  expect(await look()).toMatchObject({ counts: { FAILED: 1 } })
  expect(await told()).toEqual([])
  await put('a.csv', '1\n')
  await look()
  expect(await brief()).toEqual(['intakeFile.updated UPDATED a.csv'])
})

it('files that are gone, and back, are told together, and once', async () => {
  for (const name of ['a.csv', 'b.csv', 'c.csv']) await put(name, '1\n')
  await look()
  await told()
  for (const name of ['a', 'b']) await rename(join(world.folder, `${name}.csv`), join(world.folder, `.${name}`))
  await look()
  const gone = await told()
  expect(gone).toMatchObject(['a.csv', 'b.csv'].map((path) => ({ kind: 'intakeFile.updated', change: 'UPDATED', path, fields: ['goneAt'], data: { state: 'READ' } })))
  await look()
  expect(await told()).toEqual([])
  await rename(join(world.folder, '.a'), join(world.folder, 'a.csv'))
  await look()
  expect(await brief()).toEqual(['intakeFile.updated UPDATED a.csv'])
})

it('an upload is told with who sent it, the same again not', async () => {
  await put('spooled', '1\n')
  const send = () => world.intake.file(join(world.folder, 'spooled'), { read: readLines, signal: never, path: 'pump1/may.csv', actor: { name: 'Ada' } })
  await send()
  await send()
  const rows = await world.db.raw`select kind, actor from event where entity = 'INTAKE_FILE'`
  expect(rows.map(({ kind, actor }) => `${kind} ${actor}`)).toEqual(['intakeFile.created Ada'])
  expect(world.woken).toBe(1)
})

it('others are woken now and then while many files come, and for the last of them; when nothing came, not at all', async () => {
  for (let index = 0; index < 60; index++) await put(`${index}.csv`, '1\n')
  const from = performance.now()
  const woken: number[] = []
  await look({
    read: async () => {
      const [row] = await world.db.raw`select count(*)::int as count from event where entity = 'INTAKE_FILE'`
      woken.push(row!.count as number)
      return { records: 1 }
    },
  })
  // Each is there before the next one is read: an intake that is ended leaves none untold.
  expect(woken).toEqual(woken.map((_, index) => index))
  expect(await brief()).toHaveLength(60)
  expect(world.woken).toBeGreaterThanOrEqual(2)
  expect(world.woken).toBeLessThanOrEqual(2 + (performance.now() - from) / 250)
  const before = world.woken
  await look()
  expect(world.woken).toBe(before)
  await rm(join(world.folder, '0.csv'))
  await look()
  expect(world.woken).toBe(before + 1)
})
