import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startApp, type TestApp } from '../kit/app.ts'
import type { Client } from '../kit/client.ts'
import { dump } from '../kit/dump.ts'
import { createWorld, ingest } from '../kit/world.ts'

let server: TestApp
let admin: Client

beforeAll(async () => {
  server = await startApp()
  admin = await server.as('ADMIN')
  await createWorld(admin).tag('old', { archived: true }).fill(1, { stableBeamsStart: '2024-04-01T08:00:00Z', stableBeamsEnd: '2024-04-01T20:00:00Z' })
    .goodPhysics(1, '2024-04-01T10:00:00Z', '2024-04-01T12:00:00Z', { fillNumber: 1, detectors: ['ITS'], endReasons: [{ category: 'LHC' }] })
    .run(2, { startedAt: '2024-05-01T10:00:00Z', detectors: ['TPC'] }).environment('env1', ['STANDBY', 'ERROR']).make()
  await ingest(admin, 'Runs', [{ number: 3 }], { idempotencyKey: 'used' })
  await admin.get('mutation { createInstrument(input: { name: "pump1", kind: "pump" }) { userErrors { code } } }')
  await ingest(admin, 'Measurements', [point])
})
afterAll(() => server[Symbol.asyncDispose]())

const problems = 'userErrors { code path message }'
const verb = (name: string, input: object, type = `${name[0]!.toUpperCase()}${name.slice(1)}Input`) =>
  [`mutation ($input: ${type}!) { payload: ${name}(input: $input) { ${problems}${name.startsWith('ingest') ? ` results { status ${problems} }` : ''} } }`, { input }] as const
const point = { instrument: 'pump1', channel: 'pressure', unit: 'mbar', at: '2024-05-01T10:00:00Z', value: 1 }
const items = (noun: 'Runs' | 'Fills' | 'Environments' | 'Measurements', ...list: object[]) => verb(`ingest${noun}`, { idempotencyKey: 'never used', items: list, atomic: true })

/** Every error code in an answer, wherever it stands; a message must never hold SQL, a stack or a path. */
const codesIn = (answer: unknown): string[] => {
  const text = JSON.stringify(answer)
  expect(text).not.toMatch(/INTERNAL|select |insert |constraint|\/work\/|node_modules|\.ts:|postgres/i)
  return [...text.matchAll(/"code":"([A-Z_]+)"/g)].map(([, code]) => code!).filter((code) => code !== 'NOT_APPLIED')
}

const local = '2024-05-01T10:00:00'
const cases: [what: string, ask: readonly [query: string, variables?: object], code: string][] = [
  ['a run that ends before it starts', verb('startRun', { number: 9, startedAt: '2024-05-01T10:00:00Z', endedAt: '2024-05-01T09:00:00Z' }), 'INVALID_INPUT'],
  ['an end before the start', verb('endRun', { number: 2, endedAt: '2024-05-01T09:00:00Z' }), 'INVALID_INPUT'],
  ['a correction that would end a run before it starts', verb('updateRun', { number: 1, triggerStartedAt: '2024-04-01T12:00:00Z' }), 'INVALID_INPUT'],
  ['the same by ingest', items('Runs', { number: 9, startedAt: '2024-05-01T10:00:00Z', endedAt: '2024-05-01T10:00:00Z' }), 'INVALID_INPUT'],
  ['an unknown detector', verb('startRun', { number: 9, detectors: [{ name: 'NOPE' }] }), 'UNKNOWN_DETECTOR'],
  ['an unknown detector in ingest', items('Runs', { number: 9, detectors: [{ name: 'NOPE' }] }), 'UNKNOWN_DETECTOR'],
  ['an unknown detector to judge', verb('setDetectorQuality', { number: 1, detector: 'NOPE', quality: 'BAD', reason: 'x' }), 'UNKNOWN_DETECTOR'],
  ['an unknown detector as an end reason', verb('addEndReason', { number: 1, category: 'DETECTORS', title: 'NOPE' }), 'UNKNOWN_DETECTOR'],
  ['a local time without offset', verb('startRun', { number: 9, startedAt: local }), 'BAD_USER_INPUT'],
  ['a local time in an ingest', items('Runs', { number: 9 }, { number: 10, endedAt: local }), 'BAD_USER_INPUT'],
  ['a local time in a literal', [`mutation { endRun(input: { number: 2, endedAt: "${local}" }) { ${problems} } }`], 'GRAPHQL_VALIDATION_FAILED'],
  ['a day that does not exist', verb('endRun', { number: 2, endedAt: '2024-02-30T10:00:00Z' }), 'BAD_USER_INPUT'],
  ['an hour that does not exist', verb('endRun', { number: 2, endedAt: '2024-05-01T24:00:00Z' }), 'BAD_USER_INPUT'],
  ['a time beyond the year 9999', verb('endRun', { number: 2, endedAt: '9999-12-31T23:59:59-10:00' }), 'BAD_USER_INPUT'],
  ['a time as a number', verb('endRun', { number: 2, endedAt: 1714557600 }), 'BAD_USER_INPUT'],
  ['501 runs', items('Runs', ...Array.from({ length: 501 }, (_, index) => ({ number: 100 + index }))), 'TOO_MANY_ITEMS'],
  ['501 fills', items('Fills', ...Array.from({ length: 501 }, (_, index) => ({ number: 100 + index }))), 'TOO_MANY_ITEMS'],
  ['501 statuses', items('Environments', ...Array.from({ length: 501 }, (_, index) => ({ id: `e${index}`, status: 'DONE', at: '2024-05-01T10:00:00Z' }))), 'TOO_MANY_ITEMS'],
  ['a reused key with other input', verb('ingestRuns', { idempotencyKey: 'used', items: [{ number: 4 }] }), 'IDEMPOTENCY_KEY_REUSED'],
  ['a reused key for another noun', verb('ingestFills', { idempotencyKey: 'used', items: [{ number: 3 }] }), 'IDEMPOTENCY_KEY_REUSED'],
  ['a run that is there already', verb('startRun', { number: 1 }), 'ALREADY_EXISTS'],
  ['a run that is not there', verb('updateRun', { number: 404, type: 'NEW', period: 'NEW', tags: ['NEW'], fillNumber: 77, environmentId: 'NEW' }), 'NOT_FOUND'],
  ['a second end', verb('endRun', { number: 1 , endedAt: '2024-04-01T12:00:00Z', endedBy: 'x'.repeat(129) }), 'INVALID_INPUT'],
  ['a verdict before the end', verb('setRunQuality', { number: 2, quality: 'GOOD' }), 'RUN_NOT_ENDED'],
  ['a verdict without a reason', verb('setRunQuality', { number: 1, quality: 'BAD' }), 'REASON_REQUIRED'],
  ['an archived tag', verb('tagRun', { number: 1, add: ['new', 'old'] }), 'TAG_ARCHIVED'],
  ['a stale revision', verb('updateRun', { number: 1, expectedRevision: 99, type: 'NEW' }), 'CONFLICT'],
  ['stable beams that end before they start', items('Fills', { number: 1, stableBeamsEnd: '2024-04-01T07:00:00Z' }), 'INVALID_INPUT'],
  ['doubles in one call', items('Fills', { number: 5 }, { number: 5 }), 'DUPLICATE_ITEM'],
  ['a text with NUL', verb('updateRun', { number: 1, endedBy: 'a\0b' }), 'INVALID_INPUT'],
  ['a reason with NUL', verb('setRunQuality', { number: 1, quality: 'BAD', reason: 'a\0b' }), 'INVALID_INPUT'],
  ['half of a surrogate pair', items('Fills', { number: 1, beamType: 'a\ud800' }), 'INVALID_INPUT'],
  ['a message with NUL', items('Environments', { id: 'env1', status: 'DONE', at: '2024-05-01T10:00:00Z', message: '\0' }), 'INVALID_INPUT'],
  ['a tag description with NUL', verb('createTag', { text: 'new', description: '\0' }), 'INVALID_INPUT'],
  ['a number beyond 32 bits', verb('startRun', { number: 2 ** 31 }), 'BAD_USER_INPUT'],
  ['a fraction of a run', verb('startRun', { number: 1.5 }), 'BAD_USER_INPUT'],
  ['an enum that is none', verb('setRunQuality', { number: 1, quality: 'FINE' }), 'BAD_USER_INPUT'],
  ['a field that is none', verb('updateRun', { number: 1, colour: 'red' }), 'BAD_USER_INPUT'],
  ['an energy that is not finite', [`mutation { ingestFills(input: { idempotencyKey: "never used", items: [{ number: 1, energyGeV: 1e999 }] }) { results { ${problems} } } }`], 'INVALID_INPUT'],
  ['a luminosity that is not finite', [`mutation { ingestFills(input: { idempotencyKey: "never used", items: [{ number: 1, deliveredLuminosity: 1e999 }] }) { results { ${problems} } } }`], 'INVALID_INPUT'],
  ['an instrument that is there already', verb('createInstrument', { name: 'pump1', kind: 'pump' }), 'ALREADY_EXISTS'],
  ['an instrument of a name that is none', verb('createInstrument', { name: 'a b', kind: 'pump' }), 'INVALID_INPUT'],
  ['an instrument with NUL', verb('updateInstrument', { name: 'pump1', place: '\0' }), 'INVALID_INPUT'],
  ['an instrument that is not there', verb('reportInstrumentStatus', { name: 'a\ufffdb', status: 'OK' }), 'NOT_FOUND'],
  ['a name with NUL', verb('archiveInstrument', { name: '\0' }), 'INVALID_INPUT'],
  ['a channel that is not there', verb('updateChannel', { name: 'pump1', channel: 'a\ufffdb', description: 'x' }), 'NOT_FOUND'],
  ['a channel description with NUL', verb('updateChannel', { name: 'pump1', channel: 'pressure', description: '\0' }), 'INVALID_INPUT'],
  ['a latitude beyond the pole', verb('updateInstrument', { name: 'pump1', latitude: 90.1 }), 'INVALID_INPUT'],
  ['a stale revision of an instrument', verb('updateInstrument', { name: 'pump1', place: 'X', revision: 9 }), 'CONFLICT'],
  ['a status that depends on the clock', verb('reportInstrumentStatus', { name: 'pump1', status: 'STALE' }), 'BAD_USER_INPUT'],
  ['a status of tomorrow', verb('reportInstrumentStatus', { name: 'pump1', status: 'OK', at: '2024-05-02T12:00:00Z' }), 'INVALID_INPUT'],
  ['a measurement of an unknown instrument', items('Measurements', point, { ...point, instrument: 'pump2' }), 'NOT_FOUND'],
  ['a measurement in another unit', items('Measurements', { ...point, unit: 'Pa' }), 'INVALID_INPUT'],
  ['a measurement that is an array now', items('Measurements', { ...point, value: undefined, values: [1] }), 'INVALID_INPUT'],
  ['a measurement before 1900', items('Measurements', { ...point, at: '1899-12-31T23:59:59.999Z' }), 'INVALID_INPUT'],
  ['a series with fewer values than times', items('Measurements', { ...point, at: [point.at, '2024-05-01T10:00:01Z'] }), 'INVALID_INPUT'],
  ['a channel with NUL', items('Measurements', { ...point, channel: '\0' }), 'INVALID_INPUT'],
  ['an instrument of a measurement with NUL', items('Measurements', { ...point, instrument: '\0' }), 'INVALID_INPUT'],
  ['a measurement that is not finite', [`mutation { ingestMeasurements(input: { idempotencyKey: "never used", items: [{ instrument: "pump1", channel: "pressure", at: "2024-05-01T10:00:00Z", value: -1e999 }] }) { results { ${problems} } } }`], 'INVALID_INPUT'],
  ['501 measurements', items('Measurements', ...Array.from({ length: 501 }, () => point)), 'TOO_MANY_ITEMS'],
  ['a window that ends before it begins', ['{ instrument(name: "pump1") { measurements(channel: "pressure", from: "2024-05-02T00:00:00Z", to: "2024-05-01T00:00:00Z") { count } } }'], 'BAD_USER_INPUT'],
  ['first: 99999999', ['{ runs(first: 99999999) { nodes { number } } }'], 'BAD_USER_INPUT'],
  ['a cursor from elsewhere', ['{ runs(after: "bm90IGEgY3Vyc29y") { nodes { number } } }'], 'BAD_USER_INPUT'],
  ['a filter with NUL', ['query ($text: String) { runs(filter: { text: $text }) { totalCount } }', { text: 'a\0' }], 'BAD_USER_INPUT'],
  ['an id of nothing', ['{ node(id: "????") { id } }'], 'BAD_USER_INPUT'],
  ['a kind of event that is none', ['{ events(kinds: ["run.exploded"]) { totalCount } }'], 'BAD_USER_INPUT'],
]

describe('bad input', () => {
  it.each(cases)('%s is told by code, and changes nothing', async (_what, [query, variables], code) => {
    const before = await dump(server.db)
    const answer = await admin.ask(query, variables)
    expect(new Set(codesIn(answer))).toEqual(new Set([code]))
    const after = await dump(server.db)
    // An atomic ingest keeps its refusal under its key.
    expect({ ...after, idempotency_key: after['idempotency_key']!.filter((row) => !row.includes('never used')) }).toEqual(before)
    await server.db.raw`delete from idempotency_key where key = 'never used'`
  })
})
