import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startApp, type TestApp } from '../kit/app.ts'
import type { Client } from '../kit/client.ts'
import { callRun, codesOf, readRun } from '../kit/run.ts'
import { createWorld } from '../kit/world.ts'

let server: TestApp
let admin: Client
let coordinator: Client
let shifter: Client

beforeAll(async () => {
  server = await startApp()
  ;[admin, coordinator, shifter] = await Promise.all([server.as('ADMIN'), server.as('COORDINATOR'), server.as('SHIFTER')])
  await createWorld(admin).tag('RC').tag('DPG').tag('old', { archived: true })
    .run(1, { startedAt: '2024-05-01T10:00:00Z', endedAt: '2024-05-01T11:00:00Z', detectors: ['ITS', 'TPC'] }).run(2).run(3).make()
})
afterAll(() => server[Symbol.asyncDispose]())

describe('the tags of a run', () => {
  const tag = (as: Client, input: object) => callRun(as, 'tagRun', input, 'tags { text }')

  it('are put on and taken off', async () => {
    expect((await tag(shifter, { number: 1, add: ['RC', 'DPG'] })).run).toEqual({ tags: [{ text: 'DPG' }, { text: 'RC' }] })
    expect((await tag(shifter, { number: 1, add: ['RC'], remove: ['DPG'] })).run).toEqual({ tags: [{ text: 'RC' }] })
    const { changes, revision } = await readRun(admin, 1, 'revision changes { nodes { field before after actor } }')
    expect(revision).toBe(3)
    expect(changes.nodes).toEqual([
      { field: 'tags', before: ['DPG', 'RC'], after: ['RC'], actor: 'shifter' },
      { field: 'tags', before: [], after: ['DPG', 'RC'], actor: 'shifter' },
    ])
  })

  it('stay as they are when nothing new is said', async () => {
    expect((await tag(shifter, { number: 1, add: ['RC'], remove: ['DPG', 'never there'] })).run).toEqual({ tags: [{ text: 'RC' }] })
    expect((await tag(shifter, { number: 1 })).run).toEqual({ tags: [{ text: 'RC' }] })
    expect(await readRun(admin, 1, 'revision')).toEqual({ revision: 3 })
  })

  it('cannot be put on and taken off in one breath', async () => {
    expect(codesOf(await tag(shifter, { number: 1, add: ['DPG', 'RC'], remove: ['RC'] }))).toEqual(['INVALID_INPUT add.1'])
    expect(await readRun(admin, 1, 'revision tags { text }')).toEqual({ revision: 3, tags: [{ text: 'RC' }] })
  })

  it('are made new by a coordinator who uses them, and refused to a shifter', async () => {
    expect(codesOf(await tag(shifter, { number: 1, add: ['RC', 'brand new'] }))).toEqual(['UNKNOWN_TAG add.1'])
    expect(await admin.get('{ tags { text } }')).toEqual({ tags: [{ text: 'DPG' }, { text: 'RC' }] })
    expect((await tag(coordinator, { number: 1, add: ['brand new'] })).run).toEqual({ tags: [{ text: 'RC' }, { text: 'brand new' }] })
    expect((await tag(shifter, { number: 2, add: ['brand new'] })).run).toEqual({ tags: [{ text: 'brand new' }] })
  })

  it('can be filtered by and listed at once when they are new', async () => {
    for (let round = 0; round < 10; round++) {
      const text = `round ${round}`
      await coordinator.get('mutation ($input: TagRunInput!) { tagRun(input: $input) { userErrors { code } } }', { input: { number: 3, add: [text] } })
      const { runs, tags } = await admin.get('query ($text: String!) { runs(filter: { tags: { any: [$text] } }) { nodes { number } } tags { text } }', { text })
      expect(runs).toEqual({ nodes: [{ number: 3 }] })
      expect(tags).toContainEqual({ text })
    }
  })

  it('can be written in any script, and nothing else than a tag', async () => {
    for (const text of ['Größe', '日本', 'Ωμ½', 'a+', 'C++', 'L0/L1', 'v1.2-x']) {
      const { run, userErrors } = await tag(coordinator, { number: 3, add: [text] })
      expect([text, userErrors]).toEqual([text, []])
      expect(run.tags).toContainEqual({ text })
    }
    for (const text of ['', 'x', 'y'.repeat(21), ' padded', 'padded ', 'a,b', 'a\nb', '-dash', 'a"b', '%']) {
      expect([text, codesOf(await tag(coordinator, { number: 3, add: [text] }))]).toEqual([text, ['INVALID_INPUT add.0']])
    }
  })

  it('cannot be archived ones, but those that are there stay', async () => {
    expect(codesOf(await tag(coordinator, { number: 1, add: ['old'] }))).toEqual(['TAG_ARCHIVED add.0'])
    await coordinator.get('mutation { updateTag(input: { text: "RC", archived: true }) { userErrors { code } } }')
    expect((await tag(shifter, { number: 1, add: ['RC', 'DPG'] })).run).toEqual({ tags: [{ text: 'DPG' }, { text: 'RC' }, { text: 'brand new' }] })
    expect(codesOf(await tag(shifter, { number: 2, add: ['RC'] }))).toEqual(['TAG_ARCHIVED add.0'])
    const { tags, all } = await admin.get('{ tags { text } all: tags(includeArchived: true) { text archivedAt } }')
    expect(tags).not.toContainEqual({ text: 'RC' })
    expect(all).toContainEqual({ text: 'RC', archivedAt: '2024-05-01T12:00:00.000Z' })
    await coordinator.get('mutation { updateTag(input: { text: "RC", archived: false }) { userErrors { code } } }')
    expect((await tag(shifter, { number: 2, add: ['RC'] })).userErrors).toEqual([])
  })
})

describe('a tag', () => {
  const create = async (input: object) => (await coordinator.get('mutation ($input: CreateTagInput!) { payload: createTag(input: $input) { tag { id text color description archivedAt } userErrors { code path message } } }', { input })).payload
  const update = async (input: object) => (await coordinator.get('mutation ($input: UpdateTagInput!) { payload: updateTag(input: $input) { tag { text color description archivedAt } userErrors { code path message } } }', { input })).payload

  it('is made once', async () => {
    const { tag } = await create({ text: 'new one', color: '#00Ff7f', description: 'green' })
    expect(tag).toMatchObject({ text: 'new one', color: '#00Ff7f', description: 'green', archivedAt: null })
    expect(codesOf(await create({ text: 'new one' }))).toEqual(['ALREADY_EXISTS text'])
    expect(await admin.get('query ($id: ID!) { node(id: $id) { ... on Tag { text } } }', { id: tag.id })).toEqual({ node: { text: 'new one' } })
  })

  it('keeps what is left out and drops what is null', async () => {
    expect((await update({ text: 'new one', color: null })).tag).toEqual({ text: 'new one', color: null, description: 'green', archivedAt: null })
    expect(codesOf(await update({ text: 'not there' }))).toEqual(['NOT_FOUND text'])
  })

  it.each([[{ text: '' }, 'text'], [{ text: 'ok', color: 'red' }, 'color'], [{ text: 'ok', color: '#12345' }, 'color'], [{ text: 'ok', description: 'x'.repeat(201) }, 'description']])('refuses %j', async (input, path) => {
    expect(codesOf(await create(input))).toEqual([`INVALID_INPUT ${path}`])
  })
})

describe('a detector', () => {
  it('can take part as soon as it was made', async () => {
    for (let round = 0; round < 5; round++) {
      const name = `D${round}`
      await coordinator.get('mutation ($name: String!) { createDetector(input: { name: $name }) { userErrors { code } } }', { name })
      expect((await callRun(admin, 'addEndReason', { number: 2, category: 'DETECTORS', title: name })).userErrors).toEqual([])
      expect((await admin.get('query ($name: String!) { runs(filter: { detectors: { any: [$name] } }) { totalCount } }', { name })).runs.totalCount).toBe(0)
      expect((await callRun(admin, 'updateRun', { number: 2, detectors: [{ name }] }, 'detectors { name }')).run).toEqual({ detectors: [{ name }] })
    }
    expect((await admin.get('{ detectors { name } }')).detectors).toContainEqual({ name: 'D4' })
  })

  it.each(['', 'with blank', '-dash', 'x'.repeat(33), 'ITS'])('is refused as %j', async (name) => {
    const { createDetector } = await coordinator.get('mutation ($name: String!) { createDetector(input: { name: $name }) { detector { name } userErrors { code path } } }', { name })
    expect(createDetector).toEqual({ detector: null, userErrors: [{ code: name === 'ITS' ? 'ALREADY_EXISTS' : 'INVALID_INPUT', path: ['name'] }] })
  })
})

describe('the end reasons of a run', () => {
  const add = (input: object) => callRun(shifter, 'addEndReason', { number: 1, ...input }, 'endReasons { category title description createdBy createdAt }')

  it('are several, in the order they came', async () => {
    await add({ category: 'DETECTORS', title: 'TPC', description: 'trip of a 100% channel' })
    const { run } = await add({ category: 'LHC' })
    const by = { createdBy: 'shifter', createdAt: '2024-05-01T12:00:00.000Z' }
    expect(run.endReasons).toEqual([
      { category: 'DETECTORS', title: 'TPC', description: 'trip of a 100% channel', ...by }, { category: 'LHC', title: null, description: null, ...by },
    ])
    const { changes } = await readRun(admin, 1, 'changes(first: 1) { nodes { field before after } }')
    expect(changes.nodes).toEqual([{ field: 'endReasons', before: null, after: { category: 'LHC', title: null, description: null } }])
  })

  it('are not told twice', async () => {
    const { revision } = await readRun(admin, 1, 'revision')
    expect((await add({ category: ' LHC ' })).run.endReasons).toHaveLength(2)
    expect(await readRun(admin, 1, 'revision')).toEqual({ revision })
  })

  it('of the category DETECTORS name a detector, with the path in what was sent', async () => {
    for (const category of ['DETECTORS', 'detectors', 'Detector']) {
      expect(codesOf(await add({ category }))).toEqual(['UNKNOWN_DETECTOR title'])
      expect(codesOf(await add({ category, title: 'NOPE' }))).toEqual(['UNKNOWN_DETECTOR title'])
    }
    expect(codesOf(await add({ category: '' }))).toEqual(['INVALID_INPUT category'])
    expect(codesOf(await add({ category: 'x'.repeat(65) }))).toEqual(['INVALID_INPUT category'])
    expect(codesOf(await add({ category: 'OTHER', title: ' ' }))).toEqual(['INVALID_INPUT title'])
    expect(codesOf(await add({ category: 'OTHER', description: 'x'.repeat(2001) }))).toEqual(['INVALID_INPUT description'])
    expect(codesOf(await callRun(shifter, 'addEndReason', { number: 404, category: 'OTHER' }))).toEqual(['NOT_FOUND number'])
    expect((await readRun(admin, 1, 'endReasons { category }')).endReasons).toHaveLength(2)
  })
})

describe('an end reason of a run', () => {
  const told = 'revision endReasons { category title description }'
  const remove = (as: Client, input: object) => callRun(as, 'removeEndReason', { number: 3, ...input }, told)
  const add = (input: object) => callRun(admin, 'addEndReason', { number: 3, ...input }, told)
  const trip = { category: 'DETECTORS', title: 'TPC', description: 'trip' }

  it('is taken back, and no other one like it', async () => {
    for (const reason of [trip, { ...trip, description: 'another trip' }, { category: 'LHC' }]) await add(reason)
    const { run } = await remove(shifter, trip)
    expect(run.endReasons).toEqual([{ ...trip, description: 'another trip' }, { category: 'LHC', title: null, description: null }])
    const { changes } = await readRun(admin, 3, 'changes(first: 1) { nodes { field before after actor } }')
    expect(changes.nodes).toEqual([{ field: 'endReasons', before: trip, after: null, actor: 'shifter' }])
    expect((await remove(shifter, { category: 'LHC' })).run.endReasons).toEqual([{ ...trip, description: 'another trip' }])
  })

  it('that is not there changes nothing, and may be told again', async () => {
    const { revision } = await readRun(admin, 3, 'revision')
    for (const reason of [trip, { ...trip, title: null }, { category: 'LHC', description: 'x' }, { category: 'NEVER' }])
      expect((await remove(shifter, reason)).run.revision).toBe(revision)
    expect((await add(trip)).run.endReasons).toHaveLength(2)
    expect(codesOf(await remove(shifter, { number: 404, category: 'LHC' }))).toEqual(['NOT_FOUND number'])
    expect(codesOf(await remove(shifter, { category: 'a\u0000b' }))).toEqual(['INVALID_INPUT category'])
  })
})

describe('the counters of a run', () => {
  const set = (counters: object[]) => callRun(shifter, 'updateRun', { number: 2, counters }, 'counters { name value unit }')

  it('are set by name, and the others stay', async () => {
    await set([{ name: 'tf.size', value: '349405847290', unit: 'B' }, { name: 'events', value: 12 }])
    const { run } = await set([{ name: 'events', value: '-9223372036854775808' }, { name: 'tf.size', value: '9223372036854775807' }])
    expect(run.counters).toEqual([{ name: 'events', value: '-9223372036854775808', unit: null }, { name: 'tf.size', value: '9223372036854775807', unit: 'B' }])
    const { changes } = await readRun(admin, 2, 'changes(first: 2) { nodes { field before after } }')
    expect(changes.nodes).toEqual([
      { field: 'counters.tf.size', before: '349405847290 B', after: '9223372036854775807 B' },
      { field: 'counters.events', before: '12', after: '-9223372036854775808' },
    ])
  })

  it.each(['9223372036854775808', '1.5', 'many', ''])('refuse %j as a value', async (value) => {
    const { errors } = await shifter.ask('mutation ($input: UpdateRunInput!) { updateRun(input: $input) { userErrors { code } } }', { input: { number: 2, counters: [{ name: 'events', value }] } })
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT')
  })
})
