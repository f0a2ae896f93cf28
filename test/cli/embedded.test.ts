import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { createClient } from '../kit/client.ts'
import { createFolder, logline, olderNode, start, type Running } from './process.ts'

const until = async <Found>(look: () => Found | Promise<Found>, what: string): Promise<NonNullable<Found>> => {
  for (const end = performance.now() + 60_000; performance.now() < end; await wait(50)) {
    const found = await look()
    if (found) return found
  }
  throw new Error(`It never came true that ${what}`)
}

const addressOf = ({ said }: Running) =>
  until(() => {
    const { stdout, stderr, code } = said()
    if (code !== null) throw new Error(stdout + stderr)
    return /"url":"(http:[^"]+)"/.exec(stdout)?.[1]
  }, 'the server listens')

const row = (index: number) => `env${index},RUNNING,2024-05-01T10:00:00Z\n`

describe('on the data of a running server', () => {
  it('an import is seen live, can be stopped, and a token works at once', async () => {
    using folder = createFolder()
    const env = { LOGLINE_DATA: `${folder.path}/data`, LOGLINE_DEMO: 'off', PORT: '0' }
    const server = start(['serve'], { env })
    try {
      const url = await addressOf(server)
      const live = createClient(url).listen<{ fillChanged: { kind: string; node: { number: number } | null } }>(
        'subscription { fillChanged { kind node { number } } }',
      )
      const token = await logline(['token', 'create', '--role', 'viewer', '--name', 'wall'], { env })
      expect((await createClient(url, token.stdout.trim()).ask('{ server { version } }')).errors).toBeUndefined()

      const imported = await logline(['import', 'fills', '-'], { env, input: 'number,runs\n8178,526080 526081\n' })
      expect([imported.code, imported.stderr]).toEqual([0, ''])
      expect(await live.next()).toMatchObject({ fillChanged: { kind: 'CREATED', node: { number: 8178 } } })
      await live.stop()
      const { data } = await createClient(url).ask('{ fill(number: 8178) { runs { totalCount } } }')
      expect(data).toEqual({ fill: { runs: { totalCount: 2 } } })

      const second = await logline(['serve'], { env })
      expect([second.code, second.stderr]).toEqual([1, expect.stringMatching(/^logline: Logline already runs on /)])

      // Through an old Node, if there is one: it must pass the signal on.
      const node = olderNode() ?? process.execPath
      const stopped = start(['import', 'environments', '--report', 'json', '-'], { env, node })
      stopped.child.stdin?.write(`id,status,at\n${Array.from({ length: 600 }, (_, index) => row(index)).join('')}`)
      const countOf = async () =>
        (await createClient(url).ask('{ environments { totalCount } }')).data.environments.totalCount as number
      await until(async () => (await countOf()) === 500, 'a batch is written')
      stopped.child.kill('SIGINT')
      const { code, stdout, stderr } = await stopped.ended
      expect([code, stderr]).toEqual([130, 'logline: stopped by SIGINT\n'])
      expect(JSON.parse(stdout)).toMatchObject({
        files: [{ items: { created: 500 }, stopped: expect.stringContaining('SIGINT') }],
      })
      expect(await countOf()).toBe(500)
    } finally {
      server.child.kill('SIGTERM')
    }
    expect((await server.ended).code).toBe(0)

    const alone = await logline(['import', 'environments', '-'], { env, input: `id,status,at\n${row(1)}${row(600)}` })
    expect([alone.code, alone.stderr]).toEqual([0, ''])
    expect(alone.stdout).toContain('environments: 1 created, 0 updated, 1 unchanged')
  }, 300_000)
})
