import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { token } from '../../drizzle/tables/token.ts'
import { isSecret } from '../../server/domain/token-secret.ts'
import { createDomain } from '../../server/domain/domain.ts'
import { openWorld, type World } from './world.ts'

let world: World

beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

const made = async (input: Parameters<World['tokens']['create']>[0]) => {
  const { value, faults } = await world.tokens.create(input, world.admin)
  if (!value) throw new Error(JSON.stringify(faults))
  return value
}

describe('tokens', () => {
  it('are made with a secret that is shown once and not stored', async () => {
    const { secret, token: record } = await made({ name: 'ops', role: 'ADMIN' })
    expect(secret).toMatch(/^ll_pat_[\w-]{49}$/)
    expect(isSecret(secret)).toBe(true)
    const rows = await world.database.raw`select row_to_json(token)::text as row from token where id = ${record.id}`
    expect(rows[0]?.['row']).not.toContain(secret.slice(7, 40))
    expect(JSON.stringify(await world.tokens.list())).not.toContain('hash')
  })

  it('tell a typing error from an unknown token, without asking the database', async () => {
    const { secret } = await made({ name: 'typo', role: 'VIEWER' })
    for (let at = 7; at < secret.length; at++) {
      const other = secret[at] === 'A' ? 'B' : 'A'
      expect(isSecret(secret.slice(0, at) + other + secret.slice(at + 1))).toBe(false)
    }
  })

  it('become principals', async () => {
    const person = await made({ name: 'ops', role: 'COORDINATOR' })
    expect(await world.tokens.verify(person.secret)).toMatchObject({
      id: `token:${person.token.id}`,
      name: 'ops',
      role: 'COORDINATOR',
      expiresAt: null,
    })
    const service = await made({ name: 'readout', scopes: ['run:write', 'run:write'] })
    expect(service.secret).toMatch(/^ll_svc_/)
    const principal = await world.tokens.verify(service.secret)
    expect([principal?.role, [...(principal?.rights ?? [])]]).toEqual([null, ['run:write']])
  })

  it.each([
    [{ name: '', role: 'VIEWER' }, 'name'],
    [{ name: 'x'.repeat(65), role: 'VIEWER' }, 'name'],
    [{ name: 'a\u0000b', role: 'VIEWER' }, 'name'],
    [{ name: 'x', role: 'KING' }, 'role'],
    [{ name: 'x' }, 'role'],
    [{ name: 'x', role: 'VIEWER', scopes: ['read'] }, 'role'],
    [{ name: 'x', scopes: ['everything'] }, 'scopes'],
    [{ name: 'x', role: 'VIEWER', expiresAt: new Date(0) }, 'expiresAt'],
    [{ name: 'x', role: 'VIEWER', expiresAt: new Date(NaN) }, 'expiresAt'],
  ])('are refused with a fault for %j', async (input, path) => {
    const { value, faults } = await world.tokens.create(input, world.admin)
    expect([value, faults[0]?.code, faults[0]?.path[0]]).toEqual([null, 'INVALID_INPUT', path])
  })

  it('announce what became of them, in the same transaction', async () => {
    const { token: record } = await made({ name: 'announced', role: 'VIEWER' })
    await world.tokens.revoke(record.id, world.admin)
    await world.tokens.revoke(record.id, world.admin)
    const events = await world.database
      .raw`select kind, actor from event where entity = 'TOKEN' and key = ${String(record.id)} order by id`
    expect(events.map((event) => ({ ...event }))).toEqual([
      { kind: 'token.created', actor: 'test' },
      { kind: 'token.revoked', actor: 'test' },
    ])
  })

  it('are good for nothing once they are revoked', async () => {
    const { secret, token: record } = await made({ name: 'gone', role: 'VIEWER' })
    expect(await world.tokens.verify(secret)).not.toBeNull()
    expect((await world.tokens.revoke(record.id, world.admin)).value?.revokedAt).toBeInstanceOf(Date)
    expect(await world.tokens.verify(secret)).toBeNull()
    expect((await world.tokens.revoke(999_999, world.admin)).faults[0]?.code).toBe('NOT_FOUND')
  })

  it('that another server revoked count here within a moment', async () => {
    const { secret, token: record } = await made({ name: 'elsewhere', role: 'VIEWER' })
    await using other = await createDomain(world.database, { clock: world.clock })
    const principal = await world.tokens.verify(secret)
    await other.tokens.revoke(record.id, world.admin)
    expect(await world.tokens.fallen([principal!])).toEqual(new Set([principal]))
    await expect.poll(() => world.tokens.verify(secret)).toBeNull()
  })

  it('remember when they were used, to the minute', async () => {
    const { secret, token: record } = await made({ name: 'used', role: 'VIEWER' })
    const lastUse = async () =>
      (await world.database.writer.select().from(token).where(eq(token.id, record.id)))[0]?.lastUsedAt?.getTime() ??
      null
    const start = world.clock.now()
    await world.tokens.verify(secret)
    await expect.poll(lastUse).toBe(start)
    world.clock.forward(30_000)
    await world.tokens.verify(secret)
    world.clock.forward(31_000)
    await world.tokens.verify(secret)
    await expect.poll(lastUse).toBe(start + 61_000)
  })
})
