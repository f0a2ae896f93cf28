import type { Host, IngestAnswer, IngestRequest, IntakeOutcome, IntakeReader, IntakeReport, IntakeResult } from '../api/index.ts'
import type { Digest } from './codes/event.ts'
import { digestFile, identityOf, type CircumstancesOf } from './digest-file.ts'
import { faultOf } from './file-faults.ts'
import { turnOf } from './file-turn.ts'
import type { Settings } from './settings.ts'
import { writeStatus } from './status-file.ts'
import { lockFile, noteUnreadable, pack, storeDigest, unpack, type Stored, type Transaction } from './store-file.ts'

/** A day of a Brewer has 0.2 MB; what is larger than this is none. */
const mostBytes = 32 * 1024 * 1024

/** What came of the files of a Brewer; times in epoch ms. */
export type BrewerNews = {
  /** Records that were not there. */
  points: number
  isChanged: boolean
  lastAt: number | null
  /** Where the newest of these files says that it stands. */
  place: Pick<Digest, 'station' | 'latitude' | 'longitude'>
}
export type News = Map<string, BrewerNews>

const nowhere = { station: null, latitude: null, longitude: null }

const note = (news: News, { instrument, addedRecords, isChanged }: Stored, { lastAt, station, latitude, longitude }: Digest) => {
  const known = news.get(instrument) ?? { points: 0, isChanged: false, lastAt: null, place: nowhere }
  const isNewest = (lastAt ?? -Infinity) >= (known.lastAt ?? -Infinity)
  news.set(instrument, {
    points: known.points + addedRecords, isChanged: known.isChanged || isChanged, lastAt: isNewest ? lastAt : known.lastAt,
    place: latitude !== null && (isNewest || known.place.latitude === null) ? { station, latitude, longitude } : known.place,
  })
}

/** Without a last record that may still be written, unless what was read before goes further. */
const wholeRecords = (all: Buffer, readBefore: number): Buffer => {
  const length = all.lastIndexOf(0x0a) + 1
  return length >= readBefore ? all.subarray(0, length) : all
}

const collect = async (chunks: AsyncIterable<Uint8Array>): Promise<Buffer> => {
  const all: Uint8Array[] = []
  for await (const chunk of chunks) all.push(chunk)
  return Buffer.concat(all)
}

type Parts = Pick<Host<Settings>, 'config' | 'intake' | 'db' | 'clock'> & {
  circumstancesOf: CircumstancesOf
  /** Notes which other files it leaves to be judged again. */
  mark: (tx: Transaction, stored: Stored, digest: Digest) => Promise<void>
  /** Tells the core what came, and how those instruments are now. */
  tell: (news: News) => Promise<void>
}

export const createFileIntake = ({ config, intake, db, clock, circumstancesOf, mark, tell }: Parts) => {
  /** Reads one file and keeps what it says. The same bytes again change nothing. */
  const take = async (path: string, all: Buffer, { modifiedMs, rested, news }: { modifiedMs: number | null; rested: boolean; news: News }): Promise<IntakeResult> => {
    const of = identityOf(path)
    const lookedAt = clock.now()
    const { digest, result, unfinished } = await db.transact(async (tx) => {
      const stored = await lockFile(tx, of.identity)
      const before = stored && (await unpack(stored.content))
      const bytes = rested ? all : wholeRecords(all, before?.length ?? 0)
      const unfinished = bytes.length < all.length
      const turn = turnOf(before, bytes, stored !== null && stored.path !== path)
      // What was sent was written by now; what has grown since was not there when it last came.
      const arrivedAt = modifiedMs ?? (turn === 'SAME' || turn === 'COPY' ? stored?.arrivedAt?.getTime() : null) ?? lookedAt
      const [content, { digest, medians }] = await Promise.all([
        turn === 'SAME' || turn === 'COPY' ? null : pack(bytes),
        digestFile(of, bytes, { arrivedAt, circumstancesOf }),
      ])
      const { brewer } = digest
      if (brewer === null || digest.kind === null) throw new Error('Neither its name nor what is in it says which Brewer it is of')
      // Somebody else has read on since this look, or it is a shorter copy.
      const isOlder = stored !== null && stored.readAt.getTime() > lookedAt && turn === 'SHRUNK' && turnOf(before, bytes, true) === 'COPY'
      if (turn === 'COPY' || isOlder) return { digest, result: null, unfinished }
      if (config.statusFolder !== null) await writeStatus(config.statusFolder, of, { ...digest, brewer })
      const fault = before && faultOf(turn, { before: before.length, now: { at: lookedAt, bytes: bytes.length }, path, from: stored!.path })
      const result = await storeDigest(tx, stored, { of, digest: { ...digest, brewer }, medians, size: bytes.length, content, arrivedAt, now: lookedAt, turn, fault })
      if (result.isChanged) await mark(tx, result, digest)
      return { digest, result, unfinished }
    })
    if (result) note(news, result, digest)
    return { records: digest.records, faults: digest.problems, unfinished }
  }

  const readerFor = (news: News): IntakeReader => async ({ path, size, bytes, modifiedMs, rested }, signal) => {
    if (size > mostBytes) throw new Error(`It has ${size} bytes: more than a file of a Brewer can have`)
    const all = await collect(bytes())
    signal.throwIfAborted()
    return take(path, all, { modifiedMs, rested, news })
  }

  const fail = async ({ path, faults }: Pick<IntakeOutcome, 'path' | 'faults'>, news: News): Promise<void> => {
    const of = identityOf(path)
    const message = `The file cannot be read: ${faults[0]?.message ?? 'nobody knows why'}`
    const instrument = await db.transact(async (tx) => noteUnreadable(tx, await lockFile(tx, of.identity), { of, now: clock.now(), message }))
    if (instrument !== null) news.set(instrument, { points: 0, lastAt: null, place: nowhere, ...news.get(instrument), isChanged: true })
  }

  /** Several folders have their own paths before those of their files, so that none is taken for another's. */
  const prefixOf = (folder: string) => (config.folders.length > 1 ? `${folder.replace(/^[/\\]+|[/\\]+$/g, '').replaceAll('\\', '/')}/` : '')

  return {
    /** Looks through the folders: what exists, what of it has changed, what it says. */
    poll: async (signal: AbortSignal): Promise<(IntakeReport & { folder: string })[] | string> => {
      if (config.folders.length === 0) return 'no folder is set'
      const reports: (IntakeReport & { folder: string })[] = []
      const news: News = new Map()
      try {
        for (const folder of config.folders) {
          const report = await intake.folder(folder, { read: readerFor(news), signal, patterns: config.patterns, prefix: prefixOf(folder) })
          for (const outcome of report.outcomes) if (outcome.status === 'FAILED' && !outcome.path.endsWith('/')) await fail(outcome, news)
          reports.push({ folder, ...report, outcomes: report.outcomes.slice(0, 20) })
        }
      } finally {
        await tell(news)
      }
      return reports
    },

    /** Takes in one file; the same again is UNCHANGED. `?again=1` reads it again. */
    upload: async ({ file, name, query, actor }: IngestRequest, signal: AbortSignal): Promise<IngestAnswer> => {
      const news: News = new Map()
      const path = [query['folder'], name].filter(Boolean).join('/')
      const outcome = await intake.file(file, { read: readerFor(news), signal, path, again: query['again'] === '1', actor })
      await tell(news)
      return { status: outcome.status === 'FAILED' ? 422 : 200, body: outcome }
    },
  }
}
