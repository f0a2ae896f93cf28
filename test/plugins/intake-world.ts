import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach } from 'vitest'
import type { Intake, IntakeReader } from '../../plugins/api/intake.ts'
import { createIntake } from '../../server/domain/intake.ts'
import { createClock, type TestClock } from '../kit/clock.ts'
import { createDatabase, type TestDatabase } from '../kit/database.ts'

export const never = new AbortController().signal

/** What each test finds anew. */
type World = {
  db: TestDatabase
  clock: TestClock
  folder: string
  intake: Intake
  /** What the reader was given. */
  read: { path: string; change: string; from: number; resume: unknown; text: string }[]
  /** How often others were woken. */
  woken: number
}

/** A folder that is taken in, empty before each test of a file. */
export const openIntake = () => {
  const world = {} as World
  beforeEach(async () => {
    world.db = await createDatabase()
    world.clock = createClock()
    world.folder = await mkdtemp(join(tmpdir(), 'logline-intake-'))
    world.intake = createIntake({ plugin: 'series', db: world.db, clock: world.clock, actor: { name: 'series' }, wake: () => void world.woken++ })
    world.read = []
    world.woken = 0
  })
  afterEach(async () => {
    await rm(world.folder, { recursive: true })
    await world.db[Symbol.asyncDispose]()
  })

  /** Takes lines: each is a record, `!` is a fault; goes on where it stood. An unfinished line is left while it may grow. */
  const readLines: IntakeReader<{ at: number; line: number }> = async (source) => {
    const { at, line } = source.resume ?? { at: 0, line: 0 }
    const chunks: Uint8Array[] = []
    for await (const chunk of source.bytes(at)) chunks.push(chunk)
    const whole = Buffer.concat(chunks).toString()
    const end = source.rested ? whole.length : whole.lastIndexOf('\n') + 1
    const text = whole.slice(0, end)
    const { path, change, from, resume } = source
    world.read.push({ path, change, from, resume, text })
    if (text.includes('BOOM')) throw new Error('cannot read this')
    const lines = text.split('\n').filter(Boolean)
    const faults = lines.flatMap((one, index) => (one.startsWith('!') ? [{ line: line + index + 1, message: `"${one}" is no number` }] : []))
    return { records: lines.length - faults.length, faults, resume: { at: at + Buffer.byteLength(text), line: line + lines.length }, unfinished: end < whole.length }
  }

  let ticks = 0
  const touch = async (path: string, secondsAgo = 3600 - ++ticks) => {
    const at = new Date(world.clock.now() - secondsAgo * 1000)
    await utimes(join(world.folder, path), at, at)
  }
  /** Writes a file that nobody has touched for a while, at a moment of its own. */
  const put = async (path: string, text: string, secondsAgo = 3600 - ++ticks) => {
    const file = join(world.folder, path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, text)
    await touch(path, secondsAgo)
  }
  const look = (options = {}) => world.intake.folder(world.folder, { read: readLines, signal: never, ...options })
  return {
    world, readLines, touch, put, look,
    changes: async (options = {}) => (await look(options)).outcomes.map(({ path, change, status }) => `${path} ${change} ${status}`),
    rows: () => world.db.raw`select path, origin, size::int, state, records, faults, gone_at is not null as gone from intake_file order by path`,
  }
}
