import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { keepShort } from '../../drizzle/embedded/log-file.ts'
import { runs } from '../../drizzle/embedded/process.ts'
import { EmbeddedInUse, openEmbedded, openTemporary } from '../../drizzle/embedded.ts'
import { ask, createNotes, createWorkshop, postmasterFile, postmasterOf, until } from './embedded-workshop.ts'

const workshop = createWorkshop()
/** One cluster for all tests that leave it as they found it. */
const directory = join(workshop.folder, 'common')

beforeAll(async () => {
  await using _ = await openEmbedded({ directory })
})
afterEach(workshop.tidy)
afterAll(workshop.remove)

describe('an embedded PostgreSQL', () => {
  it('keeps its data over a stop, in a place where nobody else can read them', async () => {
    const elsewhere = join(workshop.folder, 'not', 'there', 'yet')
    const { told, log } = createNotes()
    {
      await using embedded = await openEmbedded({ directory: elsewhere, log })
      expect(embedded).toMatchObject({ started: true, adopted: false, dataDirectory: elsewhere })
      expect(embedded.url).toMatch(/^postgres:\/\/logline:[\w-]{32}@127\.0\.0\.1:\d+\/logline$/)
      await ask(embedded.url, `create table kept as select 'Zürich' as place`)
    }
    expect(told).toEqual([expect.stringMatching(/^making a new PostgreSQL 18\.\d+ database in /)])
    expect(existsSync(postmasterFile(elsewhere))).toBe(false)
    expect(statSync(join(elsewhere, 'postgres')).mode & 0o777).toBe(0o700)
    expect(statSync(join(elsewhere, 'postgres', 'logline.password')).mode & 0o777).toBe(0o600)
    expect(readdirSync(elsewhere).sort()).toEqual(['postgres', 'postgres.log'])

    await using again = await openEmbedded({ directory: elsewhere })
    expect(await ask(again.url, 'select place from kept')).toEqual([{ place: 'Zürich' }])
  })

  it('listens on loopback alone, asks for a password, and is set up for durable UTF-8 data in UTC', async () => {
    await using embedded = await openEmbedded({ directory })
    const [settings] = await ask(
      embedded.url,
      `select json_object_agg(name, setting) as now from pg_settings where name in ('listen_addresses', 'jit', 'fsync',
       'unix_socket_directories', 'TimeZone', 'server_encoding', 'data_checksums', 'synchronous_commit')`,
    )
    expect(settings?.now).toEqual({
      listen_addresses: '127.0.0.1',
      unix_socket_directories: '',
      TimeZone: 'UTC',
      server_encoding: 'UTF8',
      data_checksums: 'on',
      fsync: 'on',
      synchronous_commit: 'on',
      jit: 'off',
    })
    const rules = await ask(embedded.url, 'select distinct auth_method as method from pg_hba_file_rules')
    expect(rules).toEqual([{ method: 'scram-sha-256' }])
    const guess = embedded.url.replace(/logline:[^@]+@/, 'logline:guess@')
    await expect(ask(guess, 'select 1')).rejects.toThrow(/password authentication failed/)
  })

  it('leads a process group of its own, so that Ctrl+C in a terminal does not reach it', async () => {
    await using _ = await openEmbedded({ directory })
    const pid = postmasterOf(directory)
    const group = spawnSync('ps', ['-o', 'pgid=', '-p', String(pid)], { encoding: 'utf8' }).stdout
    expect(Number(group)).toBe(pid)
  })

  it('does not let its log grow for ever', async () => {
    const log = join(workshop.folder, 'large.log')
    writeFileSync(log, Buffer.alloc(9 * 1024 ** 2, 'x'))
    using _ = keepShort(log)
    await until(() => statSync(log).size === 0, () => 'the log was cut')
    expect(statSync(`${log}.1`).size).toBe(9 * 1024 ** 2)
  })
})

describe('several processes on the same data', () => {
  it('share one PostgreSQL when they start at the same moment, and the last one out stops it', async () => {
    const together = join(workshop.folder, 'together')
    const [first, second] = [workshop.another(together), workshop.another(together)]
    const [one, two] = [await first.opened(), await second.opened()]
    expect([one.started, two.started].sort()).toEqual([false, true])
    expect(one.url).toBe(two.url)
    const pid = postmasterOf(together)
    await first.close()
    expect(runs(pid)).toBe(true)
    expect(await ask(two.url ?? '', 'select 1 as one')).toEqual([{ one: 1 }])
    await second.close()
    expect(runs(pid)).toBe(false)
  })

  it('leave none running when they end at the same moment', async () => {
    const all = await Promise.all([1, 2, 3, 4].map(() => openEmbedded({ directory })))
    expect(all.filter((embedded) => embedded.started)).toHaveLength(1)
    const pid = postmasterOf(directory)
    await Promise.all(all.map((embedded) => embedded[Symbol.asyncDispose]()))
    expect(runs(pid)).toBe(false)
  })

  it('can come and go all the time', async () => {
    const visitor = async () => {
      for (let visit = 0; visit < 5; visit++) {
        await using embedded = await openEmbedded({ directory })
        expect(await ask(embedded.url, 'select 1 as one')).toEqual([{ one: 1 }])
      }
    }
    await Promise.all([visitor(), visitor(), visitor()])
    expect(existsSync(postmasterFile(directory))).toBe(false)
  })

  it('lets a command work beside the server, whichever ends first', async () => {
    const server = workshop.another(directory, { does: `await embedded.holdServer('http://127.0.0.1:4000')` })
    await server.opened()
    const pid = postmasterOf(directory)
    {
      await using command = await openEmbedded({ directory })
      expect(command).toMatchObject({ adopted: true, started: false })
    }
    expect(runs(pid)).toBe(true)
    {
      await using command = await openEmbedded({ directory })
      await server.close()
      expect(await ask(command.url, 'select 1 as one')).toEqual([{ one: 1 }])
    }
    expect(runs(pid)).toBe(false)
  })

  it('refuses a second server and names the first, until that one is gone, however it went', async () => {
    const server = workshop.another(directory, {
      does: `const hold = await embedded.holdServer(); await hold.announce('http://127.0.0.1:4123')`,
    })
    await server.opened()
    await using embedded = await openEmbedded({ directory })
    const refusal = await embedded.holdServer('http://127.0.0.1:4000').catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(EmbeddedInUse)
    expect(refusal).toMatchObject({
      message: `Logline already runs on ${directory} (pid ${server.child.pid}, http://127.0.0.1:4123)`,
      pid: server.child.pid,
      address: 'http://127.0.0.1:4123',
    })
    await server.kill()
    const hold = await embedded.holdServer('http://127.0.0.1:4000')
    await expect(embedded.holdServer()).rejects.toThrow(`pid ${process.pid}, http://127.0.0.1:4000`)
    await hold[Symbol.asyncDispose]()
    await using _ = await embedded.holdServer()
  })
})

describe('a cluster to throw away', () => {
  it('never waits for the disk, and is gone without a trace', async () => {
    const embedded = await openTemporary({ directory: workshop.folder })
    expect(await ask(embedded.url, `select current_setting('fsync') as fsync`)).toEqual([{ fsync: 'off' }])
    const pid = postmasterOf(embedded.dataDirectory)
    await embedded[Symbol.asyncDispose]()
    expect(runs(pid)).toBe(false)
    expect(existsSync(embedded.dataDirectory)).toBe(false)
  })

  it('is cleared away by the next one when its process was killed', async () => {
    const suite = join(workshop.folder, 'suite')
    mkdirSync(suite)
    const ended = spawnSync(process.execPath, ['-e', 'console.log(process.pid)'], { encoding: 'utf8' }).stdout.trim()
    const left = join(suite, `logline-temporary-${ended}-abc`)
    cpSync(directory, left, { recursive: true })
    const holder = workshop.another(left)
    await holder.opened()
    const pid = postmasterOf(left)
    await holder.kill()
    await using _ = await openTemporary({ directory: suite })
    expect(runs(pid)).toBe(false)
    expect(existsSync(left)).toBe(false)
  })
})
