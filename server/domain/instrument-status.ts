/**
 * How an instrument is, at any moment: what it reported last, unless it has been silent for too long. Nothing of that is
 * stored, so that it is true whenever somebody looks. Times in epoch ms unless they are texts.
 */

export const reportedStatuses = ['UNKNOWN', 'OK', 'WARNING', 'ERROR', 'CRITICAL'] as const
export type ReportedStatus = (typeof reportedStatuses)[number]

export const instrumentStatuses = [...reportedStatuses, 'STALE', 'LOST'] as const
export type InstrumentStatus = (typeof instrumentStatuses)[number]

const hourMs = 3_600_000

/** Silent for so long (ms), an instrument is STALE (1) and then LOST (2). */
export const silences = [
  { level: 1, status: 'STALE', afterMs: 24 * hourMs, reason: 'No data for 24 hours' },
  { level: 2, status: 'LOST', afterMs: 48 * hourMs, reason: 'No data for 48 hours' },
] as const

/** 0: not silent for long. */
export type SilenceLevel = 0 | 1 | 2

/** Why it has its status, when that is its silence. */
export const silenceReason = (level: number): string | null => silences.find((one) => one.level === level)?.reason ?? null

/** What the status hangs on; times as RFC 3339. */
export type Watched = {
  reportedStatus: ReportedStatus
  reportedReason: string | null
  /** Since when it has had its reported status, recoveries counted. */
  reportedSince: string
  lastDataAt: string | null
  archivedAt: string | null
  createdAt: string
}

/** What its silence hangs on, as rows have it: texts where they were read, dates where they are written. */
export type Heard = { lastDataAt: string | Date | null; createdAt: string | Date; archivedAt: string | Date | null }

const toMs = (moment: string | Date): number => (typeof moment === 'string' ? Date.parse(moment) : moment.getTime())

/** From when its silence counts. */
export const silentSince = ({ lastDataAt, createdAt }: Pick<Heard, 'lastDataAt' | 'createdAt'>): number => toMs(lastDataAt ?? createdAt)

/** One that was put away is watched no more: its silence grows no longer. */
export const silenceLevel = (row: Heard, now: number): SilenceLevel => {
  const silent = (row.archivedAt === null ? now : toMs(row.archivedAt)) - silentSince(row)
  return silences.findLast(({ afterMs }) => silent >= afterMs)?.level ?? 0
}

/** The status now, since when, and why. */
export const statusOf = (row: Watched, now: number): { status: InstrumentStatus; since: string; reason: string | null } => {
  const level = silenceLevel(row, now)
  const silence = silences.find((one) => one.level === level)
  return silence
    ? { status: silence.status, since: new Date(silentSince(row) + silence.afterMs).toISOString(), reason: silence.reason }
    : { status: row.reportedStatus, since: row.reportedSince, reason: row.reportedReason }
}
