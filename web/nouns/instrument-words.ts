import type { Kind } from '../kit/timeline/model.ts'

export const instrumentStatuses = ['CRITICAL', 'ERROR', 'LOST', 'STALE', 'WARNING', 'UNKNOWN', 'OK'] as const

/** What most needs a look stands first. */
export type InstrumentStatus = (typeof instrumentStatuses)[number]

export const instrumentWords: Readonly<Record<InstrumentStatus, string>> = {
  CRITICAL: 'critical',
  ERROR: 'error',
  LOST: 'lost',
  STALE: 'stale',
  WARNING: 'warning',
  UNKNOWN: 'unknown',
  OK: 'ok',
}

export const instrumentHints: Readonly<Record<InstrumentStatus, string>> = {
  CRITICAL: 'It reported that it must be seen to at once',
  ERROR: 'It reported that something does not work',
  LOST: 'Nothing has come from it for 48 hours',
  STALE: 'Nothing has come from it for 24 hours',
  WARNING: 'It reported that something needs a look',
  UNKNOWN: 'It has reported no status yet',
  OK: 'It works, by its own report, and data come',
}

/** As bars of a timeline. */
export const instrumentKinds: Readonly<Record<InstrumentStatus, Kind>> = {
  CRITICAL: { word: instrumentWords.CRITICAL, tone: 'bad' },
  ERROR: { word: instrumentWords.ERROR, tone: 'orange' },
  LOST: { word: instrumentWords.LOST, tone: 'black' },
  STALE: { word: instrumentWords.STALE, tone: 'quiet' },
  WARNING: { word: instrumentWords.WARNING, tone: 'yellow' },
  UNKNOWN: { word: instrumentWords.UNKNOWN, tone: 'plain' },
  OK: { word: instrumentWords.OK, tone: 'good' },
}

/** What can be reported: STALE and LOST come of silence alone. */
export const reportable = ['OK', 'WARNING', 'ERROR', 'CRITICAL', 'UNKNOWN'] as const satisfies readonly InstrumentStatus[]
export type Reportable = (typeof reportable)[number]

const hour = 3_600_000
const staleMs = 24 * hour
const lostMs = 48 * hour

type Watched = {
  readonly reportedStatus: InstrumentStatus
  readonly lastDataAt: string | null
  readonly createdAt: string
}

/**
 * The status at this moment, by the rule of the server: silence counts from the last data, and before any from when the
 * instrument was made known. So a page that is open turns STALE by itself. @param now epoch ms by the server's clock
 */
export const statusAt = ({ reportedStatus, lastDataAt, createdAt }: Watched, now: number): InstrumentStatus => {
  const silence = now - Date.parse(lastDataAt ?? createdAt)
  return silence >= lostMs ? 'LOST' : silence >= staleMs ? 'STALE' : reportedStatus
}

/** When that status began: by the server while it said the same, else the moment its silence became that long. */
export const statusSinceAt = (
  instrument: Watched & { readonly status: InstrumentStatus; readonly statusSince: string },
  now: number,
): number => {
  const status = statusAt(instrument, now)
  if (status === instrument.status) return Date.parse(instrument.statusSince)
  const reference = Date.parse(instrument.lastDataAt ?? instrument.createdAt)
  return status === 'LOST' ? reference + lostMs : status === 'STALE' ? reference + staleMs : Date.parse(instrument.statusSince)
}
