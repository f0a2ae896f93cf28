import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '../../server/domain/actor.ts'
import type { Right, Role } from '../../server/domain/access.ts'
import { mostViews } from '../../server/domain/saved-view.ts'
import { startApp, type TestApp } from '../kit/app.ts'
import { createClient, type Client, type Loose } from '../kit/client.ts'
import { dump } from '../kit/dump.ts'

let server: TestApp
/** Two shifters of one name, and a coordinator. */
let ann: Client, otherAnn: Client, coordinator: Client

/** Somebody with a token of their own. */
const person = async (name: string, may: { role: Role } | { scopes: Right[] }) =>
  createClient(server.url, (await server.app.tokens.create({ name, ...may }, systemActor('test'))).value!.secret)

beforeAll(async () => {
  server = await startApp()
  ann = await person('Ann', { role: 'SHIFTER' })
  otherAnn = await person('Ann', { role: 'SHIFTER' })
  coordinator = await person('Cleo', { role: 'COORDINATOR' })
})
afterAll(() => server[Symbol.asyncDispose]())

const view = 'id number list name search isShared revision createdBy updatedBy createdAt updatedAt'
const create = async (by: Client, input: object): Promise<Loose> =>
  (await by.get(`mutation ($input: CreateSavedViewInput!) { payload: createSavedView(input: $input) { savedView { ${view} } userErrors { code path message } } }`, {
    input: { list: 'RUNS', search: '?q=quality:bad', ...input },
  })).payload
const update = async (by: Client, input: object): Promise<Loose> =>
  (await by.get(`mutation ($input: UpdateSavedViewInput!) { payload: updateSavedView(input: $input) { savedView { ${view} changes { nodes { field before after actor } } } userErrors { code path message } } }`, { input })).payload
const remove = async (by: Client, input: object): Promise<Loose> =>
  (await by.get('mutation ($input: DeleteSavedViewInput!) { payload: deleteSavedView(input: $input) { id userErrors { code path message } } }', { input })).payload
const namesOf = async (by: Client, filter: object | null = null): Promise<string[]> =>
  (await by.get('query ($filter: SavedViewFilter) { savedViews(filter: $filter, first: 1000) { totalCount nodes { name } } }', { filter })).savedViews.nodes.map(({ name }: { name: string }) => name)
const nodeOf = async (by: Client, id: string): Promise<Loose> => (await by.get('query ($id: ID!) { node(id: $id) { id ... on SavedView { name } } }', { id })).node
const codesOf = ({ savedView = null, id = null, userErrors }: Loose) => [savedView ?? id, ...userErrors.map((error: Loose) => [error.code, error.path.join('.')])]
const cursorOf = async (by: Client): Promise<string> => (await by.get('{ server { eventCursor } }')).server.eventCursor

describe('createSavedView', () => {
  it('keeps what the page shows, under a name, for its owner alone', async () => {
    const { savedView, userErrors } = await create(ann, { name: ' Bad runs ', search: '?q=quality%3Abad+sort%3Astarted-desc&from=now-7d&to=now&columns=number,type&peek=526080&view=3' })
    expect(userErrors).toEqual([])
    const now = new Date(server.clock.now()).toISOString()
    expect(savedView).toEqual({
      id: expect.any(String), number: expect.any(Number), list: 'RUNS', name: 'Bad runs', search: '?q=quality:bad+sort:started-desc&from=now-7d&to=now&columns=number,type',
      isShared: false, revision: 1, createdBy: 'Ann', updatedBy: 'Ann', createdAt: now, updatedAt: now,
    })
    expect(await namesOf(ann)).toContain('Bad runs')
    expect(await nodeOf(ann, savedView.id)).toEqual({ id: savedView.id, name: 'Bad runs' })
    // Nor to somebody of the same name, nor to admins, nor to strangers.
    for (const other of [otherAnn, coordinator, await server.as('ADMIN'), await server.as()]) {
      expect(await namesOf(other)).not.toContain('Bad runs')
      expect(await nodeOf(other, savedView.id)).toBeNull()
    }
  })

  it('shares with everybody, for those who may', async () => {
    expect(codesOf(await create(ann, { name: 'For all', isShared: true }))).toEqual([null, ['NOT_ALLOWED', '']])
    const { savedView } = await create(coordinator, { name: 'For all', isShared: true })
    expect(savedView).toMatchObject({ isShared: true, createdBy: 'Cleo' })
    for (const other of [ann, await server.as('VIEWER'), await server.as()]) {
      expect(await namesOf(other)).toContain('For all')
      expect(await nodeOf(other, savedView.id)).toMatchObject({ name: 'For all' })
    }
  })

  it('lets a name stand once for each list and owner, in upper or lower case', async () => {
    expect((await create(ann, { name: 'Twice' })).userErrors).toEqual([])
    const again = await create(ann, { name: 'twice' })
    expect(codesOf(again)).toEqual([null, ['ALREADY_EXISTS', 'name']])
    expect(again.userErrors[0].message).toBe('A view of yours of this list is called “Twice” already')
    expect((await create(ann, { name: 'Twice', list: 'FILLS', search: '?q=beam:pp' })).userErrors).toEqual([])
    expect((await create(otherAnn, { name: 'Twice' })).userErrors).toEqual([])
    expect((await create(coordinator, { name: 'Twice', isShared: true })).userErrors).toEqual([])
    const racing = await Promise.all(Array.from({ length: 5 }, () => create(ann, { name: 'Raced' })))
    expect(racing.map(({ userErrors: [error] }) => error?.code ?? 'CREATED').toSorted()).toEqual(['ALREADY_EXISTS', 'ALREADY_EXISTS', 'ALREADY_EXISTS', 'ALREADY_EXISTS', 'CREATED'])
  })

  it.each([
    [{ name: '  ' }, 'name', 'needs a name'],
    [{ name: 'x'.repeat(81) }, 'name', 'at most 80'],
    [{ name: 'a\u0000b' }, 'name', 'printed'],
    [{ name: 'x', search: '' }, 'search', 'It says nothing'],
    [{ name: 'x', search: '?peek=5' }, 'search', 'It says nothing'],
    [{ name: 'x', search: '?q=qualty:bad' }, 'search', 'qualty'],
    [{ name: 'x', search: '?q=quality:worse' }, 'search', 'worse'],
    [{ name: 'x', list: 'FILLS', search: '?q=detector:ITS' }, 'search', 'detector'],
    [{ name: 'x', search: '?from=last-tuesday' }, 'search', 'from: '],
    [{ name: 'x', search: '?from=2024-05-02&to=2024-05-01' }, 'search', 'to: '],
    [{ name: 'x', search: '?columns=number,%22%3E' }, 'search', 'columns'],
    [{ name: 'x', search: '?kiosk=1&q=quality:bad' }, 'search', 'kiosk'],
    [{ name: 'x', search: `?q=${'a'.repeat(8000)}` }, 'search', 'at most 8000'],
  ])('refuses %j', async (input, place, words) => {
    const before = await dump(server.db)
    const answer = await create(ann, input)
    expect(codesOf(answer)).toEqual([null, ['INVALID_INPUT', place]])
    expect(answer.userErrors[0].message).toContain(words)
    expect(await dump(server.db)).toEqual(before)
  })

  it.each(['?from=run:526080', '?from=fill:8178&to=now', '?from=shift:current', '?q=number:1..5', '?columns=number'])('takes %s', async (search) => {
    expect(await create(ann, { name: `takes ${search}`, search })).toMatchObject({ savedView: { search } })
  })

  it('is for people who signed in: a stranger has no views, whatever role strangers have', async () => {
    const stranger = await server.as()
    const { errors } = await stranger.ask('mutation { createSavedView(input: { list: RUNS, name: "x", search: "?q=5" }) { userErrors { code } } }')
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN'])
    await using open = await startApp({ settings: { LOGLINE_ANONYMOUS: 'admin' } })
    const anybody = await open.as()
    expect((await anybody.get('{ viewer { role rights } }')).viewer).toMatchObject({ role: 'ADMIN' })
    expect((await anybody.get('{ viewer { rights } }')).viewer.rights).not.toContain('view:write')
  })

  it('stops at as many as a menu can show, for each person and for the shared ones', async () => {
    const hoarder = await person('Hal', { role: 'VIEWER' })
    for (let number = 0; number < mostViews; number += 20) {
      await Promise.all(Array.from({ length: 20 }, (_, index) => create(hoarder, { name: `mine ${number + index}` })))
    }
    expect(await namesOf(hoarder, { isShared: false })).toHaveLength(mostViews)
    expect(codesOf(await create(hoarder, { name: 'one more' }))).toEqual([null, ['LIMIT_REACHED', '']])
    expect((await create(ann, { name: 'another person' })).userErrors).toEqual([])
    const { savedViews: { nodes: [first] } } = await hoarder.get('{ savedViews(first: 1, filter: { isShared: false }) { nodes { id } } }')
    expect((await update(hoarder, { id: first.id, name: 'renamed' })).userErrors).toEqual([])
    expect((await remove(hoarder, { id: first.id })).userErrors).toEqual([])
    expect((await create(hoarder, { name: 'one more' })).userErrors).toEqual([])
  })
})

describe('updateSavedView', () => {
  it('changes name and query string, and refuses what would go over a change that was not seen', async () => {
    const { savedView: { id } } = await create(coordinator, { name: 'Nights', isShared: true })
    const { savedView } = await update(coordinator, { id, name: 'Late nights', search: '?q=quality:good', revision: 1 })
    expect(savedView).toMatchObject({ name: 'Late nights', search: '?q=quality:good', revision: 2, updatedBy: 'Cleo' })
    expect(savedView.changes.nodes).toEqual([
      { field: 'search', before: '?q=quality:bad', after: '?q=quality:good', actor: 'Cleo' },
      { field: 'name', before: 'Nights', after: 'Late nights', actor: 'Cleo' },
    ])
    const stale = await update(await server.as('ADMIN'), { id, name: 'Early nights', revision: 1 })
    expect(codesOf(stale)).toEqual([null, ['CONFLICT', 'revision']])
    expect(stale.userErrors[0].message).toContain('Cleo')
    expect((await update(coordinator, { id, name: 'Late nights' })).savedView.revision).toBe(2)
    expect(codesOf(await remove(coordinator, { id, revision: 1 }))).toEqual([null, ['CONFLICT', 'revision']])
    expect(codesOf(await update(coordinator, { id, search: '?q=nonsense:1' }))).toEqual([null, ['INVALID_INPUT', 'search']])
    expect(codesOf(await update(coordinator, { id, name: '' }))).toEqual([null, ['INVALID_INPUT', 'name']])
    await create(coordinator, { name: 'Days', isShared: true })
    expect(codesOf(await update(coordinator, { id, name: 'days' }))).toEqual([null, ['ALREADY_EXISTS', 'name']])
  })

  it('is for those who may: shared views for some, private ones for their owner, who alone knows that they are there', async () => {
    const { savedView: shared } = await create(coordinator, { name: 'Not yours', isShared: true })
    const { savedView: own } = await create(ann, { name: 'Mine alone' })
    const before = await dump(server.db)
    expect(codesOf(await update(ann, { id: shared.id, name: 'taken' }))).toEqual([null, ['NOT_ALLOWED', '']])
    expect(codesOf(await remove(ann, { id: shared.id }))).toEqual([null, ['NOT_ALLOWED', '']])
    for (const other of [otherAnn, await server.as('ADMIN')]) {
      expect(codesOf(await update(other, { id: own.id, name: 'taken' }))).toEqual([null, ['NOT_FOUND', 'id']])
      expect(codesOf(await remove(other, { id: own.id }))).toEqual([null, ['NOT_FOUND', 'id']])
    }
    expect(codesOf(await update(ann, { id: 'x' }))).toEqual([null, ['INVALID_INPUT', 'id']])
    expect(codesOf(await remove(ann, { id: Buffer.from('SavedView:4000000000').toString('base64url') }))).toEqual([null, ['NOT_FOUND', 'id']])
    expect(codesOf(await update(ann, { id: own.id, isShared: true }))).toEqual([null, ['NOT_ALLOWED', '']])
    expect(await dump(server.db)).toEqual(before)
    expect((await remove(ann, { id: own.id })).userErrors).toEqual([])
    expect(await nodeOf(ann, own.id)).toBeNull()
  })
})

describe('what is told', () => {
  it('is what becomes of shared views; of private ones neither events, nor histories, nor subscriptions say a word', async () => {
    const after = await cursorOf(ann)
    const listening = (await server.as()).listen('subscription ($after: String) { savedViewChanged(after: $after) { kind id node { name search isShared revision } } }', { after })
    const { savedView: { id, number } } = await create(coordinator, { name: 'A secret', search: '?q=tag:secret' })
    await update(coordinator, { id, name: 'Still secret', search: '?q=tag:hidden' })
    await update(coordinator, { id, name: 'Shown', search: '?q=tag:shown', isShared: true })
    expect((await listening.next()).savedViewChanged).toEqual({ kind: 'CREATED', id, node: { name: 'Shown', search: '?q=tag:shown', isShared: true, revision: 3 } })
    await update(coordinator, { id, name: 'Shown better' })
    expect((await listening.next()).savedViewChanged).toMatchObject({ kind: 'UPDATED', id, node: { name: 'Shown better' } })
    const { savedView: { changes: { nodes } } } = await update(coordinator, { id, name: 'Secret again', isShared: false })
    expect((await listening.next()).savedViewChanged).toEqual({ kind: 'DELETED', id, node: null })
    expect(nodes.map(({ field, after: value }: Loose) => [field, value])).toEqual([['isShared', false], ['name', 'Shown better'], ['isShared', true]])
    await remove(coordinator, { id })
    expect(listening.waiting()).toEqual([])
    await listening.stop()
    const { events } = await ann.get('query ($after: String) { events(after: $after, first: 1000) { nodes { kind entity key nodeId fields data actor } } }', { after })
    const own = events.nodes.filter(({ entity, key }: Loose) => entity === 'SAVED_VIEW' && key === String(number))
    expect(own.map(({ kind, fields }: Loose) => [kind, fields])).toEqual([
      ['savedView.created', ['isShared']], ['savedView.updated', ['name']], ['savedView.deleted', ['isShared']],
    ])
    expect(own[0].nodeId).toBe(id)
    expect(JSON.stringify(await dump(server.db))).not.toMatch(/secret|hidden/i)
  })
})

describe('savedViews', () => {
  it('are read by name, page by page, and by list', async () => {
    const reader = await person('Rae', { role: 'VIEWER' })
    for (const name of ['b', 'A', 'c']) await create(reader, { name: `rae ${name}`, list: 'INSTRUMENTS', search: '?q=kind:pump' })
    const query = 'query ($after: String) { savedViews(filter: { list: { eq: INSTRUMENTS }, isShared: false }, first: 2, after: $after) { totalCount nodes { name } pageInfo { endCursor hasNextPage } } }'
    const { savedViews: first } = await reader.get(query)
    expect([first.totalCount, first.nodes, first.pageInfo.hasNextPage]).toEqual([3, [{ name: 'rae A' }, { name: 'rae b' }], true])
    const { savedViews: second } = await reader.get(query, { after: first.pageInfo.endCursor })
    expect([second.nodes, second.pageInfo.hasNextPage]).toEqual([[{ name: 'rae c' }], false])
    expect(await namesOf(reader, { name: { contains: 'E B' } })).toEqual(['rae b'])
  })
})
