import { eq } from 'drizzle-orm'
import type { Host } from '../api/index.ts'
import { textArray } from '../api/list.ts'
import { digestFile, identityOf, type CircumstancesOf } from './digest-file.ts'
import type { Settings } from './settings.ts'
import { lockFile, storeDigest, unpack } from './store-file.ts'
import { file } from './tables.ts'

const batch = 50

type Parts = Pick<Host<Settings>, 'db' | 'clock'> & { circumstancesOf: CircumstancesOf }

/** Judges files again by what holds now, from the bytes that are kept of them. */
export const createJudging = ({ db, clock, circumstancesOf }: Parts) => {
  const judgeOne = (identity: string) => db.transact(async (tx) => {
    const stored = await lockFile(tx, identity)
    if (!stored?.judgeAgain) return null
    const bytes = await unpack(stored.content)
    const of = identityOf(stored.path)
    const arrivedAt = stored.arrivedAt?.getTime() ?? null
    const { digest, medians } = await digestFile(of, bytes, { arrivedAt: arrivedAt ?? stored.readAt.getTime(), circumstancesOf })
    if (bytes.length === 0 || digest.brewer === null) {
      await tx.update(file).set({ judgeAgain: false }).where(eq(file.id, stored.id))
      return null
    }
    const { isChanged, instrument } = await storeDigest(tx, stored, {
      of, digest: { ...digest, brewer: digest.brewer }, medians, size: bytes.length, content: null, arrivedAt, now: stored.readAt.getTime(), turn: 'SAME', fault: null,
    })
    return isChanged ? instrument : null
  })

  return {
    /**
     * Judges what is to be judged again, the newest days first.
     * @param most of files and milliseconds; the rest waits for the next time
     * @returns the instruments of which something is other than it was, and how many files were looked at
     */
    judgeDue: async (signal: AbortSignal, { instruments = null, most = { files: Infinity, ms: Infinity } }: { instruments?: readonly string[] | null; most?: { files: number; ms: number } } = {}) => {
      const changed = new Set<string>()
      const end = clock.now() + most.ms
      let judged = 0
      for (;;) {
        signal.throwIfAborted()
        const due = await db.reader.rows<{ identity: string }>(
          `select identity from brewer.file where judge_again and ($1::text[] is null or instrument = any($1::text[])) order by date desc nulls last, id desc limit ${batch}`,
          [instruments === null ? null : textArray(instruments)],
        )
        for (const { identity } of due) {
          if (judged >= most.files || clock.now() >= end) return { changed, judged }
          signal.throwIfAborted()
          const instrument = await judgeOne(identity)
          if (instrument !== null) changed.add(instrument)
          judged++
        }
        if (due.length === 0) return { changed, judged }
      }
    },
  }
}

export type Judging = ReturnType<typeof createJudging>
