import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { systemActor } from '../../server/domain/actor.ts'
import { createDomain, type Domain } from '../../server/domain/domain.ts'
import { createClock } from '../kit/clock.ts'
import { createDatabase, type TestDatabase } from '../kit/database.ts'
import { until } from '../kit/live.ts'
import { createListener, cursorOf, happen, install, startHookServer, waitingCalls } from './hook-workshop.ts'

let db: TestDatabase
let domain: Domain
const children = new Set<ChildProcess>()

beforeAll(async () => {
  db = await createDatabase()
  domain = await createDomain(db, { clock: createClock() })
  await db.raw`create table told (nr serial, event text, key text, pid int)`
  await install(db, 'brewer')
})
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL')
  await domain[Symbol.asyncDispose]()
  await db[Symbol.asyncDispose]()
})

/** A process of its own that tells the hooks, and kills itself in the hook of one event, or stays in that of another. */
const startChild = async (fatalKey = '', endlessKey = ''): Promise<ChildProcess> => {
  const child = fork(fileURLToPath(new URL('hook-child.ts', import.meta.url)), [db.url, fatalKey, endlessKey], { execArgv: [] })
  children.add(child)
  child.once('exit', () => children.delete(child))
  await once(child, 'message')
  return child
}

const told = () => db.raw<{ key: string; event: string }[]>`select key, event from told order by nr`
const keys = async () => (await told()).map(({ key }) => key)

it('tells an event again when its server was killed between the hook and the cursor, and none is left out or overtaken', async () => {
  const first = await startChild('3')
  await until(async () => (await cursorOf(db, 'brewer')).xid !== null)
  const killed = once(first, 'exit')
  for (const number of [1, 2, 3, 4, 5]) await happen(domain, number)
  expect((await killed)[1]).toBe('SIGKILL')
  expect(await keys()).toEqual(['1', '2', '3'])
  await startChild()
  await until(async () => (await keys()).includes('5'))
  expect(await keys()).toEqual(['1', '2', '3', '3', '4', '5'])
  const events = (await told()).map(({ event }) => event)
  expect(events[3]).toBe(events[2])
  expect(new Set(events).size).toBe(5)
})

it('is followed by another server when it is killed, which leaves none out', async () => {
  const before = (await keys()).length
  for (let child = 0; child < 2; child++) await startChild()
  await happen(domain, 10)
  await until(async () => (await keys()).includes('10'))
  for (let number = 11; number <= 40; number++) {
    await happen(domain, number)
    if (number !== 20) continue
    // Whoever told the last one is the one that tells.
    const [teller] = await db.raw<{ pid: number }[]>`select pid from told order by nr desc limit 1`
    process.kill(teller!.pid, 'SIGKILL')
  }
  await until(async () => (await keys()).includes('40'))
  const heard = (await keys()).slice(before)
  expect([...new Set(heard)]).toEqual(Array.from({ length: 31 }, (_, index) => String(index + 10)))
  // At most the one that was being told is told twice.
  expect(heard.length).toBeLessThanOrEqual(32)
  const pids = await db.raw<{ pid: number }[]>`select distinct pid from told where nr > ${before}`
  expect(pids).toHaveLength(2)
})

it('lets go of the turn at once when it is killed in the midst of a hook: what was parked is retried on another', async () => {
  for (const child of children) child.kill('SIGKILL')
  await until(() => children.size === 0)
  const stuck = await startChild('', '51')
  await happen(domain, 50)
  await until(async () => (await keys()).includes('50'))
  const events = await domain.hub.page({ limit: 1000 })
  await domain.parkedEvents.park('brewer', events.find(({ key }) => key === '50')!, { attempts: 4, error: 'no' })
  await happen(domain, 51)
  await until(async () => (await keys()).includes('51'))
  const heard = createListener('brewer')
  await using server = await startHookServer(db, { listeners: [heard], clock: createClock() })
  const [parked] = await db.raw<{ id: number }[]>`select id::int from parked_event`
  const retried = server.domain.parkedEvents.retry(parked!.id, systemActor('admin'), new AbortController().signal)
  await until(async () => (await waitingCalls(db)) === 1, 'the retry waits')
  expect(heard.keys()).toEqual([])
  stuck.kill('SIGKILL')
  expect((await retried).value).toMatchObject({ state: 'DONE' })
  expect(heard.keys()[0]).toBe('50')
})
