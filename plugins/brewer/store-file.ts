import { and, eq, isNull, notInArray, sql, type SQL } from 'drizzle-orm'
import { deflateSync, inflateSync } from 'node:zlib'
import type { PluginDatabase } from '../api/index.ts'
import { codeOf } from './codes/code-table.ts'
import { curesOf } from './codes/cures.ts'
import type { BrewerEvent, Digest, Level } from './codes/event.ts'
import { masksOf } from './codes/masks.ts'
import { instrumentOf, type FileIdentity } from './digest-file.ts'
import { worstOf } from './levels.ts'
import { event, file } from './tables.ts'

export type Transaction = Parameters<Parameters<PluginDatabase['transact']>[0]>[0]

/** Faults of a file that the intake sees and the file itself does not say: they stay, whatever it says later. */
export const intakeCodes = { SHRUNK: 82, REWRITTEN: 84, UNREADABLE: 85 } as const
const kept: number[] = Object.values(intakeCodes)

export type StoredFile = typeof file.$inferSelect

export const inflate = (content: Uint8Array): Buffer => inflateSync(content)

const toIso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString())
const toDate = (ms: number | null): Date | null => (ms === null ? null : new Date(ms))

/** How the bytes of a file came to be what they are, by those that are kept. */
export type Turn = 'NEW' | 'SAME' | 'GROWN' | 'SHRUNK' | 'REWRITTEN' | 'COPY'

const beginsWith = (bytes: Uint8Array, start: Uint8Array) => bytes.length >= start.length && Buffer.compare(bytes.subarray(0, start.length), start) === 0

/**
 * @param known what is kept of it; `empty` when it never could be read
 * @param fromElsewhere it lies at another path than what is kept: a shorter copy takes nothing away
 */
export const turnOf = (known: Uint8Array | null, bytes: Uint8Array, fromElsewhere: boolean): Turn => {
  if (known === null || known.length === 0) return 'NEW'
  if (beginsWith(bytes, known)) return bytes.length === known.length ? 'SAME' : 'GROWN'
  if (fromElsewhere && beginsWith(known, bytes)) return 'COPY'
  return bytes.length < known.length ? 'SHRUNK' : 'REWRITTEN'
}

const limitsLock = sql`hashtextextended('brewer limits', 0)`

/** Whoever changes what files are judged by has this lock alone: none is judged by what holds no more. */
export const holdLimits = (tx: Transaction) => tx.execute(sql`select pg_advisory_xact_lock(${limitsLock})`)

/** Waits for whoever else has this file or changes what it is judged by, and gives what is kept of it. */
export const lockFile = async (tx: Transaction, identity: string): Promise<StoredFile | null> => {
  await tx.execute(sql`select pg_advisory_xact_lock_shared(${limitsLock}), pg_advisory_xact_lock(hashtextextended(${`brewer file ${identity}`}, 0))`)
  const [row] = await tx.select().from(file).where(eq(file.identity, identity)).for('update')
  return row ?? null
}

type EventValues = Omit<typeof event.$inferInsert, 'id' | 'fileId'>

const eventValues = (instrument: string, one: BrewerEvent): EventValues => ({
  instrument, code: one.code, level: one.level, at: new Date(one.at), line: one.line, position: one.offset, length: one.length, message: one.message.slice(0, 4000).replaceAll('\0', ' '), count: one.count,
  isGuess: one.isGuess, incident: one.incident, quantity: one.measured?.quantity ?? null, value: one.measured?.value ?? null, target: one.measured?.target ?? null,
  bound: one.measured?.limit ?? null, source: one.measured?.source ?? null, clearedAt: toDate(one.clearedAt), cures: [...curesOf(one.code, one.message)],
})

const keyOf = ({ position, code, count }: Pick<EventValues, 'position' | 'code' | 'count'>) => `${position} ${code} ${count}`

const isSame = (one: EventValues, other: EventValues) => JSON.stringify(one) === JSON.stringify(other)

const eventColumns = sql.raw('instrument, code, level, at, line, position, length, message, count, is_guess, incident, quantity, value, target, bound, source, cleared_at, cures')
const eventShape = sql.raw(`"id" bigint, "instrument" text, "code" int, "level" brewer.level, "at" timestamptz, "line" int, "position" bigint, "length" int, "message" text, "count" int,
  "isGuess" boolean, "incident" text, "quantity" text, "value" float8, "target" float8, "bound" float8, "source" brewer.limit_source, "clearedAt" timestamptz, "cures" text[]`)
const eventFields = sql.raw(`g."instrument", g."code", g."level", g."at", g."line", g."position", g."length", g."message", g."count", g."isGuess", g."incident", g."quantity", g."value", g."target",
  g."bound", g."source", g."clearedAt", g."cures"`)

const given = (rows: readonly object[], shape: SQL): SQL => sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g(${shape})`

/** The file whose rows are brought; of a new one there are none yet. */
type Target = { fileId: number; instrument: string; isNew: boolean }

/** Brings events to what the file says now: what stays keeps its id. @returns whether anything is other than it was */
const bringEvents = async (tx: Transaction, { fileId, isNew }: Target, values: readonly EventValues[]): Promise<boolean> => {
  const stored = isNew ? [] : await tx.select().from(event).where(and(eq(event.fileId, fileId), notInArray(event.code, kept)))
  const known = new Map(stored.map(({ id, fileId: _, ...row }) => [keyOf(row), { id, row: row as EventValues }]))
  const fresh: EventValues[] = []
  const changed: (EventValues & { id: number })[] = []
  for (const one of values) {
    const key = keyOf(one)
    const found = known.get(key)
    known.delete(key)
    if (!found) fresh.push(one)
    else if (!isSame({ ...found.row, ...one }, found.row)) changed.push({ id: found.id, ...one })
  }
  const gone = Array.from(known.values(), ({ id }) => id)
  if (gone.length > 0) await tx.execute(sql`delete from ${event} where id = any(${`{${gone.join(',')}}`}::bigint[])`)
  if (changed.length > 0) await tx.execute(sql`update ${event} as e set (${eventColumns}) = (select ${eventFields}) from ${given(changed, eventShape)} where e.id = g.id`)
  if (fresh.length > 0) await tx.execute(sql`insert into ${event} (file_id, ${eventColumns}) select ${fileId}::bigint, ${eventFields} from ${given(fresh, eventShape)}`)
  return gone.length + changed.length + fresh.length > 0
}

/** Brings rows to what is given: `columns` are all that they have beside file and instrument. */
const bringRows = async (
  tx: Transaction, table: string, of: Target, columns: Readonly<Record<string, string>>, rows: readonly object[], equal: '=' | 'is not distinct from',
): Promise<void> => {
  const names = Object.keys(columns)
  const own = sql.raw(`brewer.${table}`)
  const g = given(rows, sql.raw(Object.entries(columns).map(([name, type]) => `${name} ${type}`).join(', ')))
  const isOne = sql.raw(names.map((name) => `t.${name} ${equal} g.${name}`).join(' and '))
  if (!of.isNew) await tx.execute(sql`delete from ${own} t where t.file_id = ${of.fileId}::bigint and (t.instrument <> ${of.instrument}::text or not exists (select from ${g} where ${isOne}))`)
  if (rows.length === 0) return
  const fields = sql.raw(names.map((name) => `g.${name}`).join(', '))
  const isKept = of.isNew ? sql`` : sql`where not exists (select from ${own} t where t.file_id = ${of.fileId}::bigint and ${isOne})`
  await tx.execute(sql`insert into ${own} (file_id, instrument, ${sql.raw(names.join(', '))}) select ${of.fileId}::bigint, ${of.instrument}::text, ${fields} from ${g} ${isKept}`)
}

const distinctBy = <Item>(items: readonly Item[], keyOf: (item: Item) => string | number): Item[] => [...new Map(items.map((item) => [keyOf(item), item])).values()]

/** A fault of the whole file, as an event of its own. */
export type FileFault = { code: number; at: Date; message: string }

const addFault = async (tx: Transaction, { fileId, instrument }: { fileId: number; instrument: string }, { code, at, message }: FileFault): Promise<void> => {
  await tx.execute(sql`
    insert into ${event} (file_id, instrument, code, level, at, line, position, length, message, count, is_guess, cures)
    select ${fileId}::bigint, ${instrument}, ${code}::int, ${codeOf(code)?.level ?? 'ERROR'}::brewer.level, ${at.toISOString()}::timestamptz, 0, 0, 0, ${message.slice(0, 1000).replaceAll('\0', ' ')},
      1 + count(*)::int, false, '{}' from ${event} where file_id = ${fileId}::bigint and code = ${code}::int`)
}

/** What the intake saw of the file until now, by code, and the worst of it. */
const keptFaults = async (tx: Transaction, fileId: number): Promise<{ code: number; level: Level; count: number }[]> => {
  const rows = await tx.execute<{ code: number; level: Level; count: number }>(
    sql`select code, level, count(*)::int as count from ${event} where file_id = ${fileId}::bigint and code = any(${`{${kept.join(',')}}`}::int[]) group by 1, 2`)
  return [...rows]
}

export type Stored = { id: number; instrument: string; turn: Turn; isChanged: boolean; addedRecords: number }

/** What is to be kept of a file that was read. */
export type Read = { of: FileIdentity; digest: Digest & { brewer: number }; medians: Readonly<Record<string, number>>; bytes: Uint8Array; arrivedAt: number | null; now: number; turn: Turn; fault: FileFault | null }

/** Brings all that is kept of a file to what it says now, within the transaction that has locked it. */
export const storeDigest = async (tx: Transaction, known: StoredFile | null, { of, digest, medians, bytes, arrivedAt, now, turn, fault }: Read): Promise<Stored> => {
  const instrument = instrumentOf(digest.brewer)
  const values = {
    path: of.path, name: of.name, identity: of.identity, kind: digest.kind, instrument, date: digest.date, station: digest.station?.replaceAll('\0', ' ') ?? null, latitude: digest.latitude,
    longitude: digest.longitude, records: digest.records, bytes: bytes.length, firstAt: toDate(digest.firstAt), lastAt: toDate(digest.lastAt), arrivedAt: toDate(arrivedAt) ?? known?.arrivedAt ?? null,
    problems: digest.problems.map(({ line, message }) => ({ line, message: message.replaceAll('\0', ' ') })), readAt: new Date(now), medians, judgeAgain: false,
    content: known && turn === 'SAME' ? known.content : new Uint8Array(deflateSync(bytes, { level: 3 })),
  }
  const { a, b, c, d } = masksOf(digest.counts.keys())
  const summary = { counts: Object.fromEntries(digest.counts), maskA: a, maskB: b, maskC: c, maskD: d, worst: worstOf(digest.events.map(({ level }) => level)) }
  const id = known?.id ?? (await tx.insert(file).values({ ...values, ...summary }).returning({ id: file.id }))[0]!.id
  const target = { fileId: id, instrument, isNew: known === null }
  if (known && known.instrument !== instrument) await tx.update(event).set({ instrument }).where(eq(event.fileId, id))

  const hasOther = await bringEvents(tx, target, distinctBy(digest.events.map((one) => eventValues(instrument, one)), keyOf))
  await bringRows(tx, 'cure', target, { name: 'text', first_at: 'timestamptz', last_at: 'timestamptz' },
    distinctBy(digest.cures, ({ name }) => name).map(({ name, firstAt, lastAt }) => ({ name, first_at: toIso(firstAt), last_at: toIso(lastAt) })), '=')
  await bringRows(tx, 'reading', target, { quantity: 'text', at: 'timestamptz', value: 'real', line: 'int', position: 'bigint', length: 'int' },
    digest.readings.filter(({ value }) => Number.isFinite(value)).map(({ quantity, at, value, line, offset, length }) => ({ quantity, at: toIso(at), value, line, position: offset, length })), '=')
  await bringRows(tx, 'configuration', target,
    { at: 'timestamptz', line: 'int', dead_time_ns: 'float8', cal_step: 'float8', etc_o3: 'float8', model: 'text', icf: 'text', schedule: 'text' },
    distinctBy(digest.configurations, ({ line }) => line).map(({ at, line, deadTimeNs, calStep, etcO3, model, icf, schedule }) =>
      ({ at: toIso(at), line, dead_time_ns: deadTimeNs, cal_step: calStep, etc_o3: etcO3, model, icf, schedule })), 'is not distinct from')

  const isChanged = hasOther || turn !== 'SAME'
  if (known) {
    if (fault) await addFault(tx, target, fault)
    // It could be read: that it could not before is over.
    await tx.update(event).set({ clearedAt: new Date(now) }).where(and(eq(event.fileId, id), eq(event.code, intakeCodes.UNREADABLE), isNull(event.clearedAt)))
    const faults = await keptFaults(tx, id)
    const counts = { ...summary.counts, ...Object.fromEntries(faults.map(({ code, count }) => [code, count])) }
    const worst = worstOf([...(summary.worst ? [summary.worst] : []), ...faults.map(({ level }) => level)])
    await tx.update(file).set({ ...values, ...summary, counts, worst, revision: isChanged ? known.revision + 1 : known.revision }).where(eq(file.id, id))
  }
  return { id, instrument, turn, isChanged, addedRecords: Math.max(0, digest.records - (known?.records ?? 0)) }
}

/** Notes that a file cannot be read now, once until it can: what is known of it stays. @returns whether that is news */
export const noteUnreadable = async (tx: Transaction, known: StoredFile | null, { of, now, message }: { of: FileIdentity; now: number; message: string }): Promise<string | null> => {
  if (!known && !of.said) return null
  const at = new Date(now)
  const instrument = known?.instrument ?? instrumentOf(of.said!.brewer)
  const fileId = known?.id ?? (await tx.insert(file).values({
    path: of.path, name: of.name, identity: of.identity, kind: of.said!.kind, instrument, date: of.said!.date, records: 0, bytes: 0, maskA: 0, maskB: 0, maskC: 0, maskD: 0, counts: {}, problems: [],
    content: new Uint8Array(deflateSync(new Uint8Array())), readAt: at,
  }).returning({ id: file.id }))[0]!.id
  const open = await tx.select({ id: event.id }).from(event).where(and(eq(event.fileId, fileId), eq(event.code, intakeCodes.UNREADABLE), isNull(event.clearedAt)))
  if (open.length > 0) return null
  await addFault(tx, { fileId, instrument }, { code: intakeCodes.UNREADABLE, at, message })
  const faults = await keptFaults(tx, fileId)
  const before = known ? known.counts : {}
  const worst = worstOf([...(known?.worst ? [known.worst] : []), ...faults.map(({ level }) => level)])
  await tx.update(file).set({ counts: { ...before, ...Object.fromEntries(faults.map(({ code, count }) => [code, count])) }, worst }).where(eq(file.id, fileId))
  return instrument
}
