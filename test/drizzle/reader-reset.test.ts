import { connect as connectSocket, createServer, type AddressInfo, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { connect, type Database } from '../../drizzle/database.ts'
import { createDatabase, type TestDatabase } from '../kit/database.ts'

let behind: TestDatabase
let db: Database
const lines = new Set<Socket>()
const proxy = createServer((near) => {
  const far = connectSocket(Number(new URL(behind.url).port), '127.0.0.1')
  lines.add(near)
  near.on('error', () => undefined).on('close', () => (lines.delete(near), far.destroy())).pipe(far)
  far.on('error', () => undefined).on('close', () => near.destroy()).pipe(near)
})

beforeAll(async () => {
  behind = await createDatabase()
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  const url = new URL(behind.url)
  url.port = String((proxy.address() as AddressInfo).port)
  db = connect(url.href, { readers: 3 })
})
afterAll(async () => {
  await db[Symbol.asyncDispose]()
  proxy.close()
  await behind[Symbol.asyncDispose]()
})

// A PostgreSQL that is killed resets its connections; postgres.js loses what is sent on one that has failed and not yet closed.
it('reads come to their end when their connections are reset, each of them', async () => {
  for (let round = 0; round < 25; round++) {
    const reads = Array.from({ length: 9 }, (_, index) => db.reader.values(`select ${index}::int, pg_sleep(0.03)::text`))
    await wait(10)
    for (const line of lines) line.resetAndDestroy()
    const lost = wait(20_000, 'a read was lost')
    expect(await Promise.race([Promise.all(reads.map(async (read, index) => (await read)[0]![0] === index)), lost])).toEqual(reads.map(() => true))
  }
})
