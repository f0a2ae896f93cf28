import type { IngestResult } from '../domain/ingest.ts'
import { createNotes, type Note, type Notes } from './import-notes.ts'

export type Counts = { created: number; updated: number; unchanged: number }

/** What became of a file, while it is imported and after. */
export type FileReport = {
  file: string
  /** What kind of file it is; null when that could not be told. */
  kind: string | null
  rows: number
  items: Counts
  /** Runs that a fill table lists, and their links to the fills; null for other files. */
  links: Counts | null
  /** Rows that spoke of a number that an earlier row spoke of. */
  merged: Notes
  /** Rows of which nothing was taken. */
  refused: Notes
  /** Runs that are in another fill than the file says, and were left there. */
  conflicts: Notes
  /** Rows that were taken, but not with all that is in them. */
  warnings: Notes
  detectorsCreated: string[]
  ignoredColumns: readonly string[]
  seconds: number
  /** Why the file was not read to its end. */
  stopped: string | null
}

const noCounts = (): Counts => ({ created: 0, updated: 0, unchanged: 0 })

export const createReport = (file: string, { links, keepAll }: { links: boolean; keepAll: boolean }): FileReport => {
  const most = keepAll ? Infinity : 20
  return {
    file,
    kind: null,
    rows: 0,
    items: noCounts(),
    links: links ? noCounts() : null,
    merged: createNotes(most),
    refused: createNotes(most),
    conflicts: createNotes(most),
    warnings: createNotes(keepAll ? most : 0),
    detectorsCreated: [],
    ignoredColumns: [],
    seconds: 0,
    stopped: null,
  }
}

/** Counts what the domain said of one item; a failed one is a refused line. */
export const countResult = (
  report: FileReport,
  counts: Counts,
  line: number,
  { status, faults }: IngestResult,
  about = '',
): void => {
  if (status === 'CREATED') counts.created++
  else if (status === 'UPDATED') counts.updated++
  else if (status === 'UNCHANGED') counts.unchanged++
  else {
    const words = faults.map(({ code, message }) =>
      code === 'UNKNOWN_DETECTOR' ? `${message} (--create-detectors makes it)` : message,
    )
    report.refused.add({ line, text: about + words.join('; ') })
  }
}

/** Whether all that the file says came in. */
export const isWhole = ({ refused, conflicts, stopped }: FileReport): boolean =>
  refused.count === 0 && conflicts.count === 0 && stopped === null

const sum = ({ created, updated, unchanged }: Counts): number => created + updated + unchanged

const number = (value: number): string => value.toLocaleString('en-US')

/** `  fills:        3 created, 0 updated, 1,343 unchanged` */
const labelled = (label: string, text: string): string => `  ${`${label}:`.padEnd(14)}${text}`

const wordsOfCounts = ({ created, updated, unchanged }: Counts, isRehearsal: boolean): string => {
  const [made, changed] = isRehearsal ? ['to create', 'to update'] : ['created', 'updated']
  return `${number(created)} ${made}, ${number(updated)} ${changed}, ${number(unchanged)} unchanged`
}

const linesOf = (lines: readonly number[], count: number) =>
  `line${count > 1 ? 's' : ''} ${lines.join(', ')}${count > lines.length ? ' …' : ''}`

const noteLines = (title: string, notes: Notes): string[] => {
  if (notes.count === 0) return []
  const rest = notes.count - notes.kept.length
  return [
    `  ${title}: ${number(notes.count)}`,
    ...notes.kept.map(({ line, text }: Note) => `    line ${line}: ${text}`),
    ...(rest > 0 ? [`    and ${number(rest)} more (--verbose lists all)`] : []),
  ]
}

const warningLines = (warnings: Notes, isVerbose: boolean): string[] => {
  if (isVerbose) return noteLines('warnings', warnings)
  if (warnings.count === 0) return []
  const groups = warnings.groups()
  return [
    `  warnings: ${number(warnings.count)} (--verbose lists all)`,
    ...groups
      .slice(0, 12)
      .map(
        ({ count, example, lines }) =>
          `    ${number(count)} × ${count > 1 ? 'such as ' : ''}${example} (${linesOf(lines, count)})`,
      ),
    ...(groups.length > 12 ? [`    and ${groups.length - 12} more kinds`] : []),
  ]
}

/** A report to read. */
export const toText = (
  report: FileReport,
  noun: string,
  { isRehearsal, isVerbose }: { isRehearsal: boolean; isVerbose: boolean },
): string[] => {
  const { file, kind, items, links, merged, refused, conflicts, warnings, seconds, stopped } = report
  const repeats = merged.count > 0 ? `, of which ${number(merged.count)} repeat a number` : ''
  const detectors = report.detectorsCreated.join(', ')
  const written = sum(items) + sum(links ?? noCounts())
  const pace = `, ${number(Math.round(written / seconds))} ${noun}${links ? ' and runs' : ''} a second`
  const hint = written > 0 && !isRehearsal ? ' (what is counted above is done; importing again does the rest)' : ''
  return [
    `${file}: ${kind ?? 'not read'}${isRehearsal ? ' (dry run: nothing is changed)' : ''}`,
    labelled('rows', number(report.rows) + repeats),
    labelled(noun, wordsOfCounts(items, isRehearsal)),
    ...(links ? [labelled('their runs', wordsOfCounts(links, isRehearsal))] : []),
    ...(detectors ? [labelled('detectors', `${detectors} ${isRehearsal ? 'to create' : 'created'}`)] : []),
    ...noteLines('refused', refused),
    ...noteLines('runs left in another fill (--relink moves them)', conflicts),
    ...noteLines('brought into an earlier row', merged),
    ...warningLines(warnings, isVerbose),
    ...(report.ignoredColumns.length > 0 ? [`  ignored columns: ${report.ignoredColumns.join(', ')}`] : []),
    ...(stopped === null ? [] : [`  stopped: ${stopped}${hint}`]),
    `  ${seconds.toFixed(1)} s${seconds > 0.5 && written > 0 ? pace : ''}`,
  ]
}

/** The same for a program. */
export const toJson = (report: FileReport) => {
  const { merged, refused, conflicts, warnings, ...rest } = report
  return { ...rest, merged: merged.kept, refused: refused.kept, conflicts: conflicts.kept, warnings: warnings.kept }
}
