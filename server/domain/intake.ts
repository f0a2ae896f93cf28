import { matchesGlob } from 'node:path'
import type { Database } from '../../drizzle/database.ts'
import type { Actor } from './actor.ts'
import type { Clock } from './clock.ts'
import { changeOf, isRested, toLookInto, type FileChange } from './intake-change.ts'
import { openContent, CutShort, type Content } from './intake-content.ts'
import { createFileStore, type FileFault, type StoredFile } from './intake-file.ts'
import { createNews } from './intake-news.ts'
import { checkPath, UnusableName } from './intake-path.ts'
import type { Intake, IntakeOutcome, IntakeReader, IntakeReport, IntakeSource } from './intake-terms.ts'
import { reasonOf, walkFolder, type Found } from './intake-walk.ts'
import { isDatabaseGone } from './transact.ts'

const mostFaults = 100
const mostOutcomes = 100
const emptyHash = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'

const statusOf = (change: FileChange, failed: boolean): IntakeOutcome['status'] =>
  failed ? 'FAILED' : change === 'NEW' ? 'CREATED' : change === 'UNCHANGED' ? 'UNCHANGED' : 'UPDATED'

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error)).slice(0, 1000)

/** What is wrong with what was read well: the reason of a failure stands before it. */
const standingFaults = ({ state, faults }: Pick<StoredFile, 'state' | 'faults'>): readonly FileFault[] => (state === 'FAILED' ? faults.slice(1) : faults)

/** @param known faults of a file's beginning, which are kept beside those of what was added to it */
const keptFaults = (known: readonly FileFault[], found: readonly FileFault[]): FileFault[] => {
  const all = [...known, ...found]
  if (all.length <= mostFaults) return all
  const more = all.length - mostFaults + 1
  return [...all.slice(0, mostFaults - 1), { message: `and ${more} more` }]
}

export const createIntake = (
  { plugin, db, clock, actor: self, wake }:
  {
    plugin: string; db: Pick<Database, 'reader' | 'raw'>; clock: Clock; actor: Pick<Actor, 'name'>
    /** Wakes those who wait for events. */
    wake: () => void
  },
): Intake => {
  const store = createFileStore(db, plugin)
  const news = createNews(wake)

  type Reading<Resume> = {
    path: string; known: StoredFile | undefined; content: Content; origin: StoredFile['origin']; rested: boolean; again: boolean
    read: IntakeReader<Resume>; signal: AbortSignal; actor: string
  }

  /** Compares, reads when there is need, and writes down what came of it. */
  const takeIn = async <Resume>({ path, known, content, origin, rested, again, read, signal, actor }: Reading<Resume>): Promise<IntakeOutcome> => {
    const { size } = content
    // What was uploaded lies in the spool: when that was written says nothing of the file.
    const modifiedMs = origin === 'FOLDER' ? content.modifiedMs : null
    const before: StoredFile = known ?? {
      path, origin, size: 0, hash: emptyHash, modifiedMs: null, readMs: 0, state: 'READ', unfinished: false, gone: false, records: 0, faults: [], resume: null,
    }
    const standing = standingFaults(before)
    const put = async (changes: Partial<StoredFile>, wasRead = false) => {
      const file = { ...before, origin, modifiedMs, readMs: clock.now(), gone: false, ...changes }
      if (await store.put(file, { before: known, wasRead, actor })) news.add()
    }
    const fail = async (change: FileChange, error: unknown): Promise<IntakeOutcome> => {
      signal.throwIfAborted()
      const reason = { message: wordsOf(error) }
      // Shorter by now than it was: its time is that of another file, and the next look must not be content with it.
      await put({ state: 'FAILED', faults: [reason, ...standing], ...(error instanceof CutShort && { modifiedMs: null }) })
      return { path, change, status: 'FAILED', records: 0, faults: [reason] }
    }
    const prefixLength = known && known.size <= size ? known.size : size
    const hashes = await content.hashes([prefixLength, size], signal).catch((error: unknown) => ({ error }))
    if ('error' in hashes) return fail('REWRITTEN', hashes.error instanceof CutShort ? hashes.error : new Error(reasonOf(hashes.error)))
    const [prefix, hash] = hashes.map((one) => one.toString('hex')) as [string, string]
    const found = changeOf(known, { size, prefix: known && known.size > size ? null : prefix, rested })
    const change = again && found !== 'NEW' ? 'REWRITTEN' : found
    if (change === 'UNCHANGED') {
      await put({ state: standing.length > 0 ? 'FAULTY' : 'READ', faults: standing })
      return { path, change, status: 'UNCHANGED', records: 0, faults: standing }
    }
    const grown = change === 'GROWN'
    const from = grown ? before.size : 0
    const source: IntakeSource<Resume> = {
      path, change, size, from, modifiedMs, rested, resume: grown ? (before.resume as Resume | null) : null,
      bytes: (start = 0) => content.bytes(start, signal),
    }
    try {
      const { records, faults = [], resume, unfinished = false } = await read(source, signal)
      signal.throwIfAborted()
      const all = keptFaults(grown ? standing : [], faults)
      await put({
        size, hash, state: all.length > 0 ? 'FAULTY' : 'READ', records: records + (grown ? before.records : 0), faults: all, resume: resume ?? null,
        unfinished: unfinished && !rested,
      }, true)
      return { path, change, status: statusOf(change, false), records, faults: keptFaults([], faults) }
    } catch (error) {
      // It may have been read well, and is read again; noted as failed, it would be left alone for a while.
      if (isDatabaseGone(error)) throw error
      return fail(change, error)
    }
  }

  const noteUnreadable = async (path: string, known: StoredFile | undefined, reason: string): Promise<IntakeOutcome> => {
    const fault = { message: reason }
    if (known?.state !== 'FAILED' || known.faults[0]?.message !== reason || known.gone) {
      const file: StoredFile = {
        size: 0, hash: emptyHash, records: 0, resume: null, unfinished: false, ...known, path, origin: 'FOLDER', modifiedMs: null, readMs: clock.now(),
        state: 'FAILED', faults: [fault, ...(known ? standingFaults(known) : [])], gone: false,
      }
      if (await store.put(file, { before: known, actor: self.name })) news.add()
    }
    return { path, change: 'UNREADABLE', status: 'FAILED', records: 0, faults: [fault] }
  }

  const createReport = () => {
    const report: IntakeReport = {
      files: 0, records: 0, outcomes: [],
      counts: { NEW: 0, GROWN: 0, REWRITTEN: 0, SHRUNK: 0, GONE: 0, UNREADABLE: 0, UNCHANGED: 0, FAILED: 0, WAITING: 0 },
    }
    return {
      report,
      add: (outcome: IntakeOutcome) => {
        report.counts[outcome.status === 'FAILED' && outcome.change !== 'UNREADABLE' ? 'FAILED' : outcome.change]++
        report.records += outcome.records
        if (outcome.change !== 'UNCHANGED' && report.outcomes.length < mostOutcomes) report.outcomes.push(outcome)
      },
    }
  }

  return {
    folder: async (folder, { read, signal, patterns = ['**'], prefix = '', restSeconds = 30 }) => {
      const wants = (path: string) => patterns.some((pattern) => matchesGlob(path.slice(prefix.length), pattern))
      using _told = { [Symbol.dispose]: news.flush }
      const known = await store.under(prefix)
      const { report, add } = createReport()
      const seen = new Set<string>()
      const hidden: string[] = []
      const back: string[] = []
      const restMs = restSeconds * 1000

      const take = async (path: string, { file, size, modifiedMs }: Found & { kind: 'FILE' }) => {
        const before = known.get(path)
        const now = clock.now()
        const look = toLookInto(before, { size, modifiedMs }, { now, restMs })
        if (look !== 'LOOK') {
          if (before?.gone) back.push(path)
          if (look === 'WAIT') report.counts.WAITING++
          else report.counts.UNCHANGED++
          return
        }
        let content: Content
        try {
          content = await openContent(file)
        } catch (error) {
          // Gone since the folder was read: the next look will say so.
          if ((error as NodeJS.ErrnoException).code !== 'ENOENT') add(await noteUnreadable(path, before, reasonOf(error)))
          return
        }
        await using open = content
        const rested = isRested(open.modifiedMs, now, restMs)
        add(await takeIn({ path, known: before, content: open, origin: 'FOLDER', rested, again: false, read, signal, actor: self.name }))
      }

      for await (const found of walkFolder(folder)) {
        signal.throwIfAborted()
        const path = prefix + found.path
        if (found.kind === 'UNREADABLE' && found.isFolder) {
          hidden.push(`${path}/`)
          add({ path: `${path}/`, change: 'UNREADABLE', status: 'FAILED', records: 0, faults: [{ message: found.reason }] })
        } else if (wants(path)) {
          seen.add(path)
          report.files++
          if (found.kind === 'UNREADABLE') add(await noteUnreadable(path, known.get(path), found.reason))
          else await take(path, found)
        }
      }

      const gone = Array.from(known.values()).filter(({ path, origin, gone: already }) =>
        origin === 'FOLDER' && !already && !seen.has(path) && wants(path) && !hidden.some((lost) => path.startsWith(lost)))
      const by = { actor: self.name, at: new Date(clock.now()) }
      if (await store.mark(gone.map(({ path }) => path), by.at, by)) news.add()
      for (const { path } of gone) add({ path, change: 'GONE', status: 'UPDATED', records: 0, faults: [] })
      if (await store.mark(back, null, by)) news.add()
      return report
    },

    file: async (file, { read, signal, path: name, again = false, actor = self }) => {
      let path: string
      try {
        path = checkPath(name)
      } catch (error) {
        if (!(error instanceof UnusableName)) throw error
        return { path: name, change: 'UNREADABLE', status: 'FAILED', records: 0, faults: [{ message: error.message }] }
      }
      using _told = { [Symbol.dispose]: news.flush }
      const known = await store.find(path)
      await using content = await openContent(file)
      return await takeIn({ path, known, content, origin: 'UPLOAD', rested: true, again, read, signal, actor: actor.name })
    },
  }
}
