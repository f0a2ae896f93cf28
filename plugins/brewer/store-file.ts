import { eq, sql } from 'drizzle-orm'
import { promisify } from 'node:util'
import { deflate, inflate } from 'node:zlib'
import type { PluginDatabase } from '../api/index.ts'
import type { Digest } from './codes/event.ts'
import { masksOf } from './codes/masks.ts'
import { instrumentOf, type FileIdentity } from './digest-file.ts'
import { addFault, clearUnreadable, hasFaults, intakeCodes, isUnreadable, withFaults, type FileFault } from './file-faults.ts'
import type { Turn } from './file-turn.ts'
import { worstOf } from './levels.ts'
import { bringDigest, insertDigest } from './store-rows.ts'
import { event, file } from './tables.ts'

export type Transaction = Parameters<Parameters<PluginDatabase['transact']>[0]>[0]

export type StoredFile = typeof file.$inferSelect

const packed = promisify(deflate)
const unpacked = promisify(inflate)

/** In one piece, for most files: each further one is a way to another thread and back. */
const chunkSize = 256 * 1024

/** A file as it is kept, and back: beside what else is done meanwhile. */
export const pack = async (bytes: Uint8Array): Promise<Uint8Array> => new Uint8Array(await packed(bytes, { level: 1, chunkSize }))
export const unpack = (content: Uint8Array): Promise<Buffer> => unpacked(content, { chunkSize })

const limitsLock = sql`hashtextextended('brewer limits', 0)`

/** Whoever changes what files are judged by has this lock alone: none is judged by what holds no more. */
export const holdLimits = (tx: Transaction) => tx.execute(sql`select pg_advisory_xact_lock(${limitsLock})`)

/**
 * Waits for whoever else has this file or changes what it is judged by, and gives what is kept of it. This transaction
 * need not reach the disk by itself: what is lost with the machine is read, or judged, again, because whoever notes that
 * it was done commits after it.
 */
export const lockFile = async (tx: Transaction, identity: string): Promise<StoredFile | null> => {
  await tx.execute(sql`select set_config('synchronous_commit', 'off', true), pg_advisory_xact_lock_shared(${limitsLock}), pg_advisory_xact_lock(hashtextextended(${`brewer file ${identity}`}, 0))`)
  const [row] = await tx.select().from(file).where(eq(file.identity, identity)).for('update')
  return row ?? null
}

const toDate = (ms: number | null): Date | null => (ms === null ? null : new Date(ms))
const clean = (text: string): string => text.replaceAll('\0', ' ')

export type Stored = { id: number; instrument: string; turn: Turn; isChanged: boolean; addedRecords: number }

/** What is to be kept of a file that was read. Times in epoch ms. */
export type Read = {
  of: FileIdentity
  digest: Digest & { brewer: number }
  /** What was usual for its Brewer when it was judged. */
  medians: Readonly<Record<string, number>>
  /** In bytes, before it was packed. */
  size: number
  /** Packed; null: what is kept is still the same. */
  content: Uint8Array | null
  arrivedAt: number | null
  now: number
  turn: Turn
  fault: FileFault | null
}

/** The row of a file, by what it says itself. */
const fileValues = ({ of, digest, medians, size, arrivedAt, now }: Read, known: StoredFile | null) => {
  const { a, b, c, d } = masksOf(digest.counts.keys())
  return {
    path: of.path, name: of.name, identity: of.identity, kind: digest.kind, instrument: instrumentOf(digest.brewer), date: digest.date, station: digest.station && clean(digest.station),
    latitude: digest.latitude, longitude: digest.longitude, records: digest.records, bytes: size, firstAt: toDate(digest.firstAt), lastAt: toDate(digest.lastAt),
    maskA: a, maskB: b, maskC: c, maskD: d, worst: worstOf(digest.events.map(({ level }) => level)), counts: Object.fromEntries(digest.counts),
    problems: digest.problems.map(({ line, message }) => ({ line, message: clean(message) })), arrivedAt: toDate(arrivedAt) ?? known?.arrivedAt ?? null, readAt: new Date(now), medians, judgeAgain: false,
  }
}

const storeNew = async (tx: Transaction, read: Read): Promise<Stored> => {
  const { digest, turn, content } = read
  if (content === null) throw new Error('of a new file nothing is kept yet')
  const values = fileValues(read, null)
  const id = await insertDigest(tx, { ...values, content }, digest)
  return { id, instrument: values.instrument, turn, isChanged: true, addedRecords: digest.records }
}

const storeKnown = async (tx: Transaction, known: StoredFile, read: Read): Promise<Stored> => {
  const { digest, turn, fault, now, content } = read
  const values = fileValues(read, known)
  const { instrument } = values
  const { id } = known
  // Also what the intake saw of it is of that Brewer then.
  if (known.instrument !== instrument) await tx.update(event).set({ instrument }).where(eq(event.fileId, id))
  const hasOther = await bringDigest(tx, { fileId: id, instrument }, digest)
  const isChanged = hasOther || turn !== 'SAME'
  if (fault) await addFault(tx, { fileId: id, instrument }, fault)
  if (intakeCodes.UNREADABLE in known.counts) await clearUnreadable(tx, id, new Date(now))
  const summed = fault || hasFaults(known) ? await withFaults(tx, id, values) : values
  await tx.update(file).set({ ...summed, ...(content && { content }), revision: isChanged ? known.revision + 1 : known.revision }).where(eq(file.id, id))
  return { id, instrument, turn, isChanged, addedRecords: Math.max(0, digest.records - known.records) }
}

/** Brings all that is kept of a file to what it says now, within the transaction that has locked it. */
export const storeDigest = (tx: Transaction, known: StoredFile | null, read: Read): Promise<Stored> => (known ? storeKnown(tx, known, read) : storeNew(tx, read))

/** Notes that a file cannot be read now, once until it can: what is known of it stays. @returns of which Brewer, when that is news */
export const noteUnreadable = async (tx: Transaction, known: StoredFile | null, { of, now, message }: { of: FileIdentity; now: number; message: string }): Promise<string | null> => {
  if (!known && !of.said) return null
  const at = new Date(now)
  const instrument = known?.instrument ?? instrumentOf(of.said!.brewer)
  const fileId = known?.id ?? (await tx.insert(file).values({
    path: of.path, name: of.name, identity: of.identity, kind: of.said!.kind, instrument, date: of.said!.date, records: 0, bytes: 0, maskA: 0, maskB: 0, maskC: 0, maskD: 0, counts: {}, problems: [],
    content: await pack(new Uint8Array()), readAt: at,
  }).returning({ id: file.id }))[0]!.id
  if (await isUnreadable(tx, fileId)) return null
  await addFault(tx, { fileId, instrument }, { code: intakeCodes.UNREADABLE, at, message })
  await tx.update(file).set(await withFaults(tx, fileId, { counts: known?.counts ?? {}, worst: known?.worst ?? null })).where(eq(file.id, fileId))
  return instrument
}
