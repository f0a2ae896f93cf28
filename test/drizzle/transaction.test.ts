import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Transaction } from '../../drizzle/database.ts'
import { createDatabase, type TestDatabase } from '../kit/database.ts'

let db: TestDatabase

beforeAll(async () => {
  db = await createDatabase()
  await db.raw`create table note (text text)`
})
afterAll(() => db[Symbol.asyncDispose]())

const endBackend = async (tx: Transaction) => {
  const [row] = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`)
  await db.raw`select pg_terminate_backend(${row!.pid})`
}

const note = (tx: Transaction, text: string) => tx.execute(sql`insert into note values (${text})`)
const notes = async () => (await db.raw`select text from note order by text`).map(({ text }) => text as string)

// What postgres.js makes of each of these by itself ends the process: vitest would tell of an uncaught TypeError.
describe('a transaction whose connection is cut', () => {
  it.each<[when: string, work: (tx: Transaction) => Promise<unknown>]>([
    ['before its next statement', async (tx) => { await endBackend(tx); await new Promise((go) => setTimeout(go, 50)); await note(tx, 'late') }],
    ['during a statement', async (tx) => { await Promise.all([tx.execute(sql`select pg_sleep(5)`), endBackend(tx)]) }],
    ['and goes on after a statement that failed', async (tx) => { await endBackend(tx); await note(tx, 'a').catch(() => undefined); await note(tx, 'b') }],
    ['and fails for another reason at the same time', async (tx) => { await endBackend(tx); throw new Error('something else') }],
    ['before it commits', async (tx) => { await note(tx, 'uncommitted'); await endBackend(tx) }],
  ])('rejects, changes nothing, and nobody else notices: %s', async (_when, work) => {
    await expect(db.writer.transaction(work)).rejects.toThrow()
    expect(await notes()).toEqual([])
    expect(await db.writer.transaction(async (tx) => (await tx.execute(sql`select 1 as one`))[0])).toEqual({ one: 1 })
  })

  it('and one that is left alone commits, or is rolled back with what it threw', async () => {
    await db.writer.transaction((tx) => note(tx, 'kept'))
    await expect(db.writer.transaction(async (tx) => { await note(tx, 'thrown away'); throw new Error('my own') })).rejects.toThrow('my own')
    expect(await notes()).toEqual(['kept'])
  })
})
