import type { Host } from '../api/index.ts'
import type { BrewerAnswers } from './answers.ts'
import { createCircumstances } from './circumstances.ts'
import { windowOf } from './event-state.ts'
import { createFileIntake } from './intake.ts'
import { createJudging } from './judging.ts'
import type { Settings } from './settings.ts'
import { createContext } from './store-context.ts'
import { createEventLists } from './store-events.ts'
import { createFileLists } from './store-files.ts'
import { createLimitsOf, createThresholds } from './store-limits.ts'
import { createMutes } from './store-mutes.ts'
import { createSeriesReads } from './store-series.ts'
import { createStates } from './store-states.ts'
import { createTell } from './tell.ts'

/** Whoever sets a limit waits for the files of about a month to be judged by it; the job does the rest. */
const atOnce = { files: 60, ms: 2000 }

export type BrewerService = ReturnType<typeof createBrewer>

export const createBrewer = (host: Host<Settings>) => {
  const { db, clock, config } = host
  const windows = config.windows
  const { circumstancesOf, mark } = createCircumstances(db)
  const limitsOf = createLimitsOf(db.reader)
  const judging = createJudging({ db, clock, circumstancesOf })
  const states = createStates({ reader: db.reader, windows, now: clock.now, limitsOf })
  const telling = createTell({ ...host, states })
  const files = createFileIntake({ ...host, circumstancesOf, mark, tell: telling.tell })

  /** Judges the newest of what is due, and tells of those Brewers, or (null) of all whose files say something else. */
  const changed = async (instruments: readonly string[] | null): Promise<void> => {
    const judged = await judging.judgeDue(host.signal, { instruments, most: atOnce })
    await telling.changed(instruments ?? [...judged.changed])
  }

  const judgeAll = async (signal: AbortSignal): Promise<number> => {
    const { changed: others, judged } = await judging.judgeDue(signal)
    if (others.size > 0) await telling.changed([...others])
    return judged
  }

  const answers: BrewerAnswers = {
    windowOf: (code) => windowOf(windows, code),
    ...states,
    ...createEventLists({ reader: db.reader, windows, now: clock.now }),
    ...createFileLists(db),
    ...createContext(db),
    ...createSeriesReads({ db, limitsOf, now: clock.now }),
    ...createThresholds({ db, clock, changed }),
    ...createMutes({ db, clock, changed }),
  }

  return {
    ...answers,

    /** Takes in what is new or other in the folders, and judges again what that leaves to be judged. */
    poll: async (signal: AbortSignal) => {
      const folders = await files.poll(signal)
      return { folders, judgedAgain: await judgeAll(signal) }
    },

    upload: files.upload,

    /** Which files a folder is searched for. */
    patterns: config.patterns,

    /** What time alone changes: mutes that have ended; and what was left to be judged by limits that are set now, or to be told. */
    keepState: async (signal: AbortSignal): Promise<{ judgedAgain: number; reported: number }> => {
      const judgedAgain = await judgeAll(signal)
      signal.throwIfAborted()
      await telling.tellLeftOver()
      return { judgedAgain, reported: await telling.report(null) }
    },

    health: async (): Promise<string> => {
      const [row] = await db.reader.rows<{ files: number; brewers: number; waiting: number }>(
        `select count(*)::int as files, count(distinct instrument)::int as brewers, count(*) filter (where judge_again)::int as waiting from brewer.file`)
      const { files: count, brewers, waiting } = row!
      const watched = config.folders.length === 0 ? 'no folder is watched' : `watching ${config.folders.join(', ')}`
      return `${count} files of ${brewers} Brewers; ${watched}${waiting > 0 ? `; ${waiting} files to be judged again` : ''}`
    },
  }
}
