import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { runs } from '../../drizzle/embedded/process.ts'
import { type Embedded, openEmbedded } from '../../drizzle/embedded.ts'
import {
  ask, createNotes, createWorkshop, lastRow, type Other, postmasterFile, postmasterOf, until, writesRows,
} from './embedded-workshop.ts'

const workshop = createWorkshop()
const directory = join(workshop.folder, 'common')

/** A process that has written some rows, and goes on. */
const writer = async (): Promise<Other> => {
  const other = workshop.another(directory, { does: writesRows })
  await until(() => lastRow(other) > 100, () => 'some rows were written')
  return other
}

const expectRows = async (embedded: Embedded, last: number): Promise<void> => {
  const rows = await ask(embedded.url, `select count(*)::int as count from said where row <= ${last}`)
  expect(rows).toEqual([{ count: last }])
}

beforeAll(async () => {
  await using _ = await openEmbedded({ directory })
})
afterEach(workshop.tidy)
afterAll(workshop.remove)

describe('after a crash', () => {
  it('adopts the PostgreSQL of a killed process with every acknowledged row', async () => {
    const killed = await writer()
    const pid = postmasterOf(directory)
    await killed.kill()
    {
      await using embedded = await openEmbedded({ directory })
      expect(embedded).toMatchObject({ adopted: true, started: false })
      expect(postmasterOf(directory)).toBe(pid)
      await expectRows(embedded, lastRow(killed))
    }
    expect(runs(pid)).toBe(false)
  })

  it('recovers every acknowledged row when PostgreSQL itself was killed too', async () => {
    const killed = await writer()
    process.kill(postmasterOf(directory), 'SIGKILL')
    await killed.kill()
    await using embedded = await openEmbedded({ directory })
    expect(embedded.started).toBe(true)
    await expectRows(embedded, lastRow(killed))
  })

  it('ends a busy backend that has not noticed that PostgreSQL was killed', async () => {
    const busy = workshop.another(directory, {
      does: `void postgres(embedded.url, { max: 1, fetch_types: false })
        .unsafe('select sum(n) from generate_series(1, 1000000000000) as n').catch(() => undefined)`,
    })
    const { url = '' } = await busy.opened()
    const backend = async () => {
      const active = `select pid from pg_stat_activity where query like '%generate_series%' and pid <> pg_backend_pid()`
      return Number((await ask(url, active))[0]?.pid ?? 0)
    }
    await until(async () => (await backend()) > 0, () => 'the statement ran')
    const pid = await backend()
    process.kill(postmasterOf(directory), 'SIGKILL')
    await busy.kill()
    await using embedded = await openEmbedded({ directory })
    expect(embedded.started).toBe(true)
    expect(runs(pid)).toBe(false)
  })

  it('is not held up by a left-over postmaster.pid whose pid is another program by now', async () => {
    const holder = workshop.another(directory)
    await holder.opened()
    process.kill(postmasterOf(directory), 'SIGKILL')
    await holder.kill()
    const { uid, gid } = statSync(postmasterFile(directory))
    const owner = process.geteuid?.() === 0 ? { uid, gid } : {}
    const unrelated = workshop.follow(spawn('sleep', ['60'], { ...owner, stdio: 'ignore', cwd: '/' }))
    const file = readFileSync(postmasterFile(directory), 'utf8')
    writeFileSync(postmasterFile(directory), file.replace(/^\d+/, String(unrelated.pid)))
    await using embedded = await openEmbedded({ directory })
    expect(embedded.started).toBe(true)
    expect(unrelated.exitCode ?? unrelated.signalCode).toBeNull()
  })

  it('is not held up by a postmaster.pid that was never written to the end', async () => {
    writeFileSync(postmasterFile(directory), '')
    utimesSync(postmasterFile(directory), 0, 0)
    await using embedded = await openEmbedded({ directory })
    expect(embedded.started).toBe(true)
  })

  it('ends a PostgreSQL that runs but does not answer, and starts it afresh', async () => {
    const holder = workshop.another(directory)
    await holder.opened()
    const pid = postmasterOf(directory)
    await holder.kill()
    process.kill(pid, 'SIGSTOP')
    const { told, log } = createNotes()
    // The new one must answer within this, too.
    await using embedded = await openEmbedded({ directory, patience: 3000, log })
    expect(embedded.started).toBe(true)
    expect(runs(pid)).toBe(false)
    expect(told).toEqual([expect.stringContaining(`PostgreSQL (pid ${pid}) on`)])
  })

  it('starts PostgreSQL again under a running server, at the same port and still as the only server', async () => {
    const { told, log } = createNotes()
    await using embedded = await openEmbedded({ directory, log })
    await using _ = await embedded.holdServer('http://127.0.0.1:4000')
    const { url } = embedded
    process.kill(postmasterOf(directory), 'SIGKILL')
    await until(() => told.length > 1, () => 'the connection came back')
    expect(told).toEqual([expect.stringContaining('is lost'), expect.stringContaining('is there again')])
    expect(embedded.url).toBe(url)
    expect(await ask(url, 'select 1 as one')).toEqual([{ one: 1 }])
    const second = workshop.another(directory, { does: 'await embedded.holdServer()' })
    expect(await second.opened()).toMatchObject({ code: 'IN_USE' })
  })

  it('begins anew when it was killed in the middle of making the cluster', async () => {
    const fresh = join(workshop.folder, 'fresh')
    const first = workshop.another(fresh)
    const atWork = () => existsSync(fresh) && readdirSync(fresh).some((entry) => /^postgres\.init-[\w-]+$/.test(entry))
    await until(atWork, () => 'initdb was at work')
    await first.kill()
    expect(existsSync(join(fresh, 'postgres'))).toBe(false)
    {
      await using embedded = await openEmbedded({ directory: fresh })
      expect(embedded.started).toBe(true)
    }
    await using _ = await openEmbedded({ directory: fresh })
    expect(readdirSync(fresh).sort()).toEqual(['postgres', 'postgres.log'])
  })
})
