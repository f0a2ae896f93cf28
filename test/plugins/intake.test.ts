import { execFileSync } from 'node:child_process'
import { appendFile, chmod, mkdir, mkdtemp, readFile, rename, rm, symlink, truncate, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Intake, IntakeReader, IntakeSource } from '../../plugins/api/intake.ts'
import { createIntake } from '../../server/domain/intake.ts'
import { createClock, type TestClock } from '../kit/clock.ts'
import { createDatabase, type TestDatabase } from '../kit/database.ts'

let db: TestDatabase
let clock: TestClock
let folder: string
let intake: Intake
let read: { path: string; change: string; from: number; resume: unknown; text: string }[]

const never = new AbortController().signal

/** Takes lines: each is a record, `!` is a fault; goes on where it stood. An unfinished line is left while it may grow. */
const readLines: IntakeReader<{ at: number; line: number }> = async (source) => {
  const { at, line } = source.resume ?? { at: 0, line: 0 }
  const chunks: Uint8Array[] = []
  for await (const chunk of source.bytes(at)) chunks.push(chunk)
  const whole = Buffer.concat(chunks).toString()
  const end = source.rested ? whole.length : whole.lastIndexOf('\n') + 1
  const text = whole.slice(0, end)
  const { path, change, from, resume } = source
  read.push({ path, change, from, resume, text })
  if (text.includes('BOOM')) throw new Error('cannot read this')
  const lines = text.split('\n').filter(Boolean)
  const faults = lines.flatMap((one, index) => (one.startsWith('!') ? [{ line: line + index + 1, message: `"${one}" is no number` }] : []))
  return { records: lines.length - faults.length, faults, resume: { at: at + Buffer.byteLength(text), line: line + lines.length }, unfinished: end < whole.length }
}

let ticks = 0
/** Writes a file that nobody has touched for a while, at a moment of its own. */
const put = async (path: string, text: string, secondsAgo = 3600 - ++ticks) => {
  const file = join(folder, path)
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, text)
  await touch(path, secondsAgo)
}
const touch = async (path: string, secondsAgo = 3600 - ++ticks) => {
  const at = new Date(clock.now() - secondsAgo * 1000)
  await utimes(join(folder, path), at, at)
}
const look = (options = {}) => intake.folder(folder, { read: readLines, signal: never, ...options })
const changes = async (options = {}) => (await look(options)).outcomes.map(({ path, change, status }) => `${path} ${change} ${status}`)
const rows = () => db.raw`select path, origin, size::int, state, records, faults, gone_at is not null as gone from intake_file order by path`

beforeEach(async () => {
  db = await createDatabase()
  clock = createClock()
  folder = await mkdtemp(join(tmpdir(), 'logline-intake-'))
  intake = createIntake({ plugin: 'series', db, clock, actor: { name: 'series' } })
  read = []
})
afterEach(async () => {
  await rm(folder, { recursive: true })
  await db[Symbol.asyncDispose]()
})

describe('a watched folder', () => {
  it('gives each new file once: looked through again, nothing is read and nothing changes', async () => {
    await put('pump1/a.csv', '1\n2\n')
    await put('pump2/deep/b.csv', '3\n!x\n')
    await put('readme.txt', 'no\n')
    const report = await look({ patterns: ['**/*.csv'] })
    expect(report).toMatchObject({ files: 2, records: 3, counts: { NEW: 2, UNCHANGED: 0, GONE: 0 } })
    expect(report.outcomes).toEqual([
      { path: 'pump1/a.csv', change: 'NEW', status: 'CREATED', records: 2, faults: [] },
      { path: 'pump2/deep/b.csv', change: 'NEW', status: 'CREATED', records: 1, faults: [{ line: 2, message: '"!x" is no number' }] },
    ])
    const before = await rows()
    expect(before).toMatchObject([{ path: 'pump1/a.csv', state: 'READ', records: 2 }, { path: 'pump2/deep/b.csv', state: 'FAULTY', records: 1 }])
    clock.forward(60_000)
    expect(await look({ patterns: ['**/*.csv'] })).toMatchObject({ counts: { NEW: 0, UNCHANGED: 2 }, outcomes: [], records: 0 })
    expect(read).toHaveLength(2)
    expect(await rows()).toEqual(before)
  })

  it('gives what was added to a file, with what the reader knew', async () => {
    await put('a.csv', '1\n!\n')
    await look()
    await appendFile(join(folder, 'a.csv'), '3\n!!\n')
    await touch('a.csv')
    expect(await changes()).toEqual(['a.csv GROWN UPDATED'])
    expect(read.at(-1)).toEqual({ path: 'a.csv', change: 'GROWN', from: 4, resume: { at: 4, line: 2 }, text: '3\n!!\n' })
    expect(await rows()).toMatchObject([{ size: 9, records: 2, state: 'FAULTY', faults: [{ line: 2 }, { line: 4 }] }])
  })

  it('gives a file whole when it was rewritten, with the same length or another, or became shorter', async () => {
    await put('a.csv', '1\n2\n')
    await look()
    await put('a.csv', '1\n9\n')
    expect(await changes()).toEqual(['a.csv REWRITTEN UPDATED'])
    await put('a.csv', '7\n9\n11\n')
    expect(await changes()).toEqual(['a.csv REWRITTEN UPDATED'])
    await truncate(join(folder, 'a.csv'), 2)
    await touch('a.csv')
    expect(await changes()).toEqual(['a.csv SHRUNK UPDATED'])
    expect(read.map(({ from, resume, text }) => ({ from, resume, text })).slice(1)).toEqual(
      ['1\n9\n', '7\n9\n11\n', '7\n'].map((text) => ({ from: 0, resume: null, text })))
    expect(await rows()).toMatchObject([{ size: 2, records: 1, state: 'READ' }])
  })

  it('reads nothing of a file that was only touched', async () => {
    await put('a.csv', '1\n')
    await look()
    await touch('a.csv')
    expect(await look()).toMatchObject({ counts: { UNCHANGED: 1 } })
    expect(read).toHaveLength(1)
  })

  it('sees a change of the same length that came within the same tick as the reading', async () => {
    await put('a.csv', '1\n', 0)
    await look()
    await put('a.csv', '2\n', 0)
    expect(await changes()).toEqual(['a.csv REWRITTEN UPDATED'])
  })

  it('keeps what was read of a file that is gone, and says so once; back again, it is as it was', async () => {
    await put('a.csv', '1\n')
    await put('b.csv', '1\n')
    await look()
    await rename(join(folder, 'a.csv'), join(folder, '.a'))
    expect(await changes()).toEqual(['a.csv GONE UPDATED'])
    expect(await changes()).toEqual([])
    expect(await rows()).toMatchObject([{ path: 'a.csv', gone: true, records: 1 }, { path: 'b.csv', gone: false }])
    await rename(join(folder, '.a'), join(folder, 'a.csv'))
    expect(await changes()).toEqual([])
    expect(await rows()).toMatchObject([{ gone: false }, { gone: false }])
    expect(read).toHaveLength(2)
  })

  it('that is not there fails, and nothing in it is taken for gone', async () => {
    await put('a.csv', '1\n')
    await look()
    await expect(intake.folder(join(folder, 'elsewhere'), { read: readLines, signal: never })).rejects.toThrow('it is not there')
    expect(await rows()).toMatchObject([{ gone: false }])
  })

  it('leaves an unfinished last line to the writer, and takes it when the file has rested', async () => {
    await put('a.csv', '1\n2', 5)
    expect(await changes()).toEqual(['a.csv NEW CREATED'])
    await appendFile(join(folder, 'a.csv'), '2\n33')
    await touch('a.csv', 4)
    expect(await changes()).toEqual(['a.csv GROWN UPDATED'])
    clock.forward(120_000)
    expect(await changes()).toEqual(['a.csv GROWN UPDATED'])
    expect(await changes()).toEqual([])
    expect(read.map(({ text }) => text)).toEqual(['1\n', '22\n', '33'])
    expect(await rows()).toMatchObject([{ records: 3 }])
  })

  it('does not follow links, nor reads what is no file or hidden', async () => {
    await put('a.csv', '1\n')
    await mkdir(join(folder, 'sub'))
    await symlink('/etc', join(folder, 'etc'))
    await symlink('/etc/passwd', join(folder, 'passwd.csv'))
    await symlink(folder, join(folder, 'sub/loop'))
    await writeFile(join(folder, '.hidden.csv'), '1\n')
    execFileSync('mkfifo', [join(folder, 'pipe.csv')])
    expect(await look()).toMatchObject({ files: 1, counts: { NEW: 1 } })
  })

  it('takes names in any bytes', async () => {
    const name = Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0x70, 0xff, 0xfe, 0x0a]), Buffer.from('ü.csv')])
    await writeFile(name, '1\n')
    await utimes(name, new Date(0), new Date(0))
    expect(await changes()).toEqual(['p%FF%FE%0Aü.csv NEW CREATED'])
    expect(await changes()).toEqual([])
    expect(read).toHaveLength(1)
  })
})

describe('a file that cannot be read', () => {
  it('by its reader is FAILED with the reason, left alone until it changes or ten minutes are over', async () => {
    await put('a.csv', 'BOOM\n')
    await put('b.csv', '1\n')
    expect(await changes()).toEqual(['a.csv NEW FAILED', 'b.csv NEW CREATED'])
    expect(await rows()).toMatchObject([{ state: 'FAILED', faults: [{ message: 'cannot read this' }], size: 0, records: 0 }, { state: 'READ' }])
    clock.forward(60_000)
    expect(await look()).toMatchObject({ counts: { WAITING: 1, UNCHANGED: 1 }, outcomes: [] })
    clock.forward(600_000)
    expect(await changes()).toEqual(['a.csv NEW FAILED'])
    await put('a.csv', '1\n')
    expect(await changes()).toEqual(['a.csv NEW CREATED'])
    expect(await rows()).toMatchObject([{ state: 'READ', faults: [] }, {}])
  })

  it('after it has grown keeps what was read well, and goes on from there when it is mended', async () => {
    await put('a.csv', '1\n!\n')
    await look()
    await appendFile(join(folder, 'a.csv'), 'BOOM\n')
    await touch('a.csv')
    expect(await changes()).toEqual(['a.csv GROWN FAILED'])
    expect(await rows()).toMatchObject([{ state: 'FAILED', size: 4, records: 1, faults: [{ message: 'cannot read this' }, { line: 2 }] }])
    await put('a.csv', '1\n!\n5\n')
    expect(await changes()).toEqual(['a.csv GROWN UPDATED'])
    expect(read.at(-1)).toMatchObject({ from: 4, resume: { at: 4, line: 2 } })
    expect(await rows()).toMatchObject([{ state: 'FAULTY', records: 2, faults: [{ line: 2 }] }])
  })

  it('for lack of rights, or in a folder that nobody may open, is UNREADABLE and not gone', async () => {
    await put('a.csv', '1\n')
    await put('sub/b.csv', '1\n')
    await look()
    // As somebody who is not root: for root everything is readable.
    const restore = process.geteuid?.() === 0 ? [process.getegid!(), process.geteuid()] as const : null
    await chmod(folder, 0o755)
    await put('a.csv', '1\n2\n')
    await chmod(join(folder, 'a.csv'), 0)
    await chmod(join(folder, 'sub'), 0)
    if (restore) process.seteuid!(65_534)
    try {
      expect(await changes()).toEqual(['a.csv UNREADABLE FAILED', 'sub/ UNREADABLE FAILED'])
    } finally {
      if (restore) process.seteuid!(restore[1])
    }
    expect(await rows()).toMatchObject([
      { path: 'a.csv', state: 'FAILED', records: 1, faults: [{ message: 'it may not be read' }] }, { path: 'sub/b.csv', state: 'READ', gone: false },
    ])
    await chmod(join(folder, 'sub'), 0o755)
    await chmod(join(folder, 'a.csv'), 0o644)
    expect(await changes()).toEqual(['a.csv GROWN UPDATED'])
    expect(await rows()).toMatchObject([{ state: 'READ', records: 2 }, { state: 'READ' }])
  })
})

describe('a reader that is stopped', () => {
  it('in the middle leaves the file as it was known: it is read again from the same place', async () => {
    await put('a.csv', '1\n')
    await look()
    await appendFile(join(folder, 'a.csv'), '2\n')
    await touch('a.csv')
    const stop = new AbortController()
    const stopped: IntakeReader = async () => {
      stop.abort(new Error('the server stops'))
      return { records: 1 }
    }
    await expect(intake.folder(folder, { read: stopped, signal: stop.signal })).rejects.toThrow('the server stops')
    expect(await rows()).toMatchObject([{ size: 2, records: 1, state: 'READ' }])
    expect(await changes()).toEqual(['a.csv GROWN UPDATED'])
    expect(read.at(-1)).toMatchObject({ from: 2, resume: { at: 2 }, text: '2\n' })
  })

  it('of the database is no failure of the file: nothing is noted, and the next look reads it', async () => {
    await put('a.csv', '1\n')
    const cutOff: IntakeReader = async () => {
      await db.raw`select pg_terminate_backend(pg_backend_pid())`
      return { records: 1 }
    }
    await expect(look({ read: cutOff })).rejects.toThrow()
    expect(await rows()).toEqual([])
    expect(await changes()).toEqual(['a.csv NEW CREATED'])
  })

  it('of a file that was cut while it was read fails it, and the next look reads what is there', async () => {
    await put('a.csv', '1\n2\n')
    const cut: IntakeReader = async (source: IntakeSource) => {
      await truncate(join(folder, 'a.csv'), 0)
      const chunks: Uint8Array[] = []
      for await (const chunk of source.bytes()) chunks.push(chunk)
      return { records: chunks.length }
    }
    expect(await changes({ read: cut })).toEqual(['a.csv NEW FAILED'])
    await put('a.csv', '1\n')
    expect(await changes()).toEqual(['a.csv NEW CREATED'])
  })
})

describe('an upload', () => {
  const bring = (text: string, path = 'pump1/a.csv', more = {}) =>
    writeFile(join(folder, 'spooled'), text).then(() => intake.file(join(folder, 'spooled'), { read: readLines, signal: never, path, ...more }))

  it('is CREATED, UNCHANGED the second time, UPDATED when it has grown, and read again when asked', async () => {
    expect(await bring('1\n')).toMatchObject({ status: 'CREATED', change: 'NEW', records: 1 })
    expect(await bring('1\n')).toMatchObject({ status: 'UNCHANGED', records: 0 })
    expect(await bring('1\n2\n')).toMatchObject({ status: 'UPDATED', change: 'GROWN', records: 1 })
    expect(await bring('1\n2\n', 'pump1/a.csv', { again: true })).toMatchObject({ status: 'UPDATED', change: 'REWRITTEN', records: 2 })
    expect(await bring('BOOM', 'pump1/b.csv')).toMatchObject({ status: 'FAILED', faults: [{ message: 'cannot read this' }] })
    expect(await bring('1\n', '../../etc/passwd')).toMatchObject({ status: 'FAILED' })
    expect(await rows()).toMatchObject([{ path: 'pump1/a.csv', origin: 'UPLOAD', records: 2 }, { path: 'pump1/b.csv', state: 'FAILED' }])
    expect(await readFile(join(folder, 'spooled'), 'utf8')).toBe('1\n')
  })

  it('is never taken for gone from a folder, and the same file in the folder is nothing new', async () => {
    await bring('1\n')
    await rm(join(folder, 'spooled'))
    expect(await look()).toMatchObject({ files: 0, counts: { GONE: 0 } })
    await put('pump1/a.csv', '1\n')
    expect(await look()).toMatchObject({ counts: { UNCHANGED: 1 } })
    expect(await rows()).toMatchObject([{ origin: 'FOLDER', records: 1 }])
  })
})

it('thousands of files that nobody touched are looked through with one statement and without being read', async () => {
  for (let number = 0; number < 2000; number++) {
    const file = join(folder, `${number % 20}`)
    if (number < 20) await mkdir(file)
    await writeFile(join(file, `${number}.csv`), `${number}\n`)
    await utimes(join(file, `${number}.csv`), new Date(0), new Date(0))
  }
  expect(await look()).toMatchObject({ files: 2000, counts: { NEW: 2000 } })
  const before = db.reader.statements()
  const began = performance.now()
  expect(await look()).toMatchObject({ counts: { UNCHANGED: 2000 } })
  expect(db.reader.statements() - before).toBe(1)
  console.info(`2000 files that nobody touched: ${Math.round(performance.now() - began)} ms`)
})
