import { describe, expect, it } from 'vitest'
import { createDomain } from '../../server/domain/domain.ts'
import { isSecret } from '../../server/domain/token-secret.ts'
import { createClock } from '../kit/clock.ts'
import { createDatabase } from '../kit/database.ts'
import { logline } from './process.ts'
import { typed } from './typed.ts'

describe('logline token', () => {
  it('prints a new token alone on standard output; it opens the door until it is revoked', async () => {
    await using db = await createDatabase()
    const env = { DATABASE_URL: db.url }
    const [admin, bridge] = await Promise.all([
      logline(['token', 'create', '--role', 'admin', '--name', 'ops'], { env }),
      logline(['token', 'create', '--scopes', 'read,run:ingest', '--name', 'bridge', '--expires', '30d'], { env }),
    ])
    expect([admin.code, bridge.code]).toEqual([0, 0])
    expect(admin.stdout).toMatch(/^ll_pat_\S+\n$/)
    expect(bridge.stdout).toMatch(/^ll_svc_\S+\n$/)
    expect(admin.stderr).toContain('"ops" (admin) does not expire')
    for (const { stdout, stderr } of [admin, bridge]) {
      expect(isSecret(stdout.trim())).toBe(true)
      expect(stderr).not.toContain(stdout.trim())
    }

    await using domain = await createDomain(db, { clock: createClock() })
    const { tokens } = domain
    const principal = await tokens.verify(admin.stdout.trim())
    expect(principal).toMatchObject({ name: 'ops', role: 'ADMIN' })
    expect([...((await tokens.verify(bridge.stdout.trim()))?.rights ?? [])]).toEqual(['read', 'run:ingest'])

    const id = principal?.id.replace('token:', '') ?? ''
    const revoked = await typed(['token', 'revoke', id], db)
    expect([revoked.code, revoked.stdout]).toEqual([0, `Token ${id} "ops" is revoked\n`])
    const { stdout } = await typed(['token', 'list'], db)
    expect(stdout).toMatch(new RegExp(`^${id} +ops +admin +revoked `, 'm'))
    expect(stdout).toMatch(/^\d+ +bridge +read,run:ingest +valid /m)
    expect(stdout).not.toContain('ll_')
    expect(await typed(['token', 'revoke', '999'], db)).toMatchObject({
      code: 1,
      stdout: '',
      stderr: 'logline: there is no token 999\n',
    })
  })

  it.each([
    [['create', '--role', 'admin'], 'needs a name'],
    [['create', '--name', 'x'], 'either a role'],
    [['create', '--name', 'x', '--role', 'admin', '--scopes', 'read'], 'either a role'],
    [['create', '--name', 'x', '--role', 'amdin'], 'Did you mean "admin"?'],
    [['create', '--name', 'x', '--scopes', 'read,run:injest'], 'Did you mean "run:ingest"?'],
    [['create', '--name', 'x', '--role', 'admin', '--expires', 'soon'], '--expires'],
    [['revoke', 'ops'], "is no token's id"],
  ])('refuses %j before it opens anything', async (args, words) => {
    const { code, stdout, stderr } = await typed(['token', ...args], { url: 'postgres://127.0.0.1:1/none' })
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain(words)
  })
})
