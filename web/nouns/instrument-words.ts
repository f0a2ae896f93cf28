import type { EnumOf } from '../graphql/graphql.ts'
import type { Kind } from '../kit/timeline/model.ts'

export type InstrumentStatus = EnumOf<'InstrumentStatus'>

/** What most needs a look stands first. */
export const instrumentStatuses = ['CRITICAL', 'ERROR', 'LOST', 'STALE', 'WARNING', 'UNKNOWN', 'OK'] as const satisfies readonly InstrumentStatus[]

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

/** What the server said of an instrument when it was asked. */
export type Watched = {
  readonly status: InstrumentStatus
  readonly statusSince: string
  readonly statusReason: string | null
  readonly reportedStatus: InstrumentStatus
  readonly lastDataAt: string | null
  readonly createdAt: string
  readonly archivedAt: string | null
}

/** How an instrument is; `since` in epoch ms. */
export type Standing = { readonly status: InstrumentStatus; readonly since: number; readonly reason: string | null }

/** What silence makes of an instrument, and since when (epoch ms): STALE after 24 hours, LOST after 48; null before. */
export const silenceAt = (heard: number, now: number): { readonly status: 'STALE' | 'LOST'; readonly since: number } | null => {
  if (now - heard >= lostMs) return { status: 'LOST', since: heard + lostMs }
  return now - heard >= staleMs ? { status: 'STALE', since: heard + staleMs } : null
}

/**
 * How it is at this moment, by the rule of the server: silence counts from the last data, and before any from when the
 * instrument was made known, until it is put away. So a page that is open turns STALE by itself.
 * @param now epoch ms by the server's clock
 */
export const standingAt = (instrument: Watched, now: number): Standing => {
  const { lastDataAt, createdAt, archivedAt } = instrument
  const heard = Date.parse(lastDataAt ?? createdAt)
  const silence = silenceAt(heard, archivedAt === null ? now : Date.parse(archivedAt))
  const status = silence?.status ?? instrument.reportedStatus
  // The server knows more of a status that it has told of.
  if (status === instrument.status) return { status, since: Date.parse(instrument.statusSince), reason: instrument.statusReason }
  const since = silence?.since ?? heard
  return { status, since, reason: silence ? `No data for ${(since - heard) / hour} hours` : null }
}
