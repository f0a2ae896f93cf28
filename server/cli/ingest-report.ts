import { z } from 'zod'
import type { IngestAnswer } from '../../plugins/api/route.ts'

const statuses = ['CREATED', 'UPDATED', 'UNCHANGED', 'FAILED'] as const

/** TAKEN: the plugin took it, and does not say in these words what came of it. */
export type IngestStatus = (typeof statuses)[number] | 'TAKEN'

/** What a plugin did with a file. */
export type Ingested = { status: IngestStatus; records: number | null; faults: readonly { line?: number | undefined; message: string }[] }

/** As the command tells of it; `answer` is all that the plugin said, null when it was not asked. */
export type FileReport = Ingested & { file: string; name: string; seconds: number; answer: unknown }

/** What `host.intake` gives, which plugins pass on; each part may be missing, or be something else. */
const outcome = z.object({
  status: z.enum(statuses).nullable().catch(null),
  records: z.number().nullable().catch(null),
  faults: z.array(z.object({ line: z.number().optional().catch(undefined), message: z.string() })).catch([]),
  message: z.string().nullable().catch(null),
})

/** An answer of a plugin, which may say what it likes, in the words of imports. */
export const ingestedOf = ({ status: code, body }: IngestAnswer): Ingested => {
  const { status, records, faults, message } = outcome.safeParse(body).data ?? { status: null, records: null, faults: [], message: null }
  if (code < 400 && status !== 'FAILED') return { status: status ?? 'TAKEN', records, faults }
  const why = message ?? (typeof body === 'string' && body !== '' ? body : `the plugin refused it (${code}) without a reason`)
  return { status: 'FAILED', records, faults: faults.length > 0 ? faults : [{ message: why }] }
}

/** Whether all of it came in, or what did not was told when it came: whoever runs this each hour hears of a line once. */
export const isWhole = ({ status, faults }: Ingested): boolean => status === 'UNCHANGED' || (status !== 'FAILED' && faults.length === 0)

const counted = (count: number, noun: string): string => `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`

/** Of one file; all of them are in the report for programs. */
const mostFaults = 20

/** What became of one file, and what was wrong with it. */
export const fileLines = ({ status, file, records, faults }: FileReport): string[] => [
  `${status.padEnd(9)}  ${file}${records ? `: ${counted(records, 'record')}` : ''}`,
  ...faults.slice(0, mostFaults).map(({ line, message }) => `           ${line === undefined ? '' : `line ${line}: `}${message}`),
  ...(faults.length > mostFaults ? [`           and ${faults.length - mostFaults} more (--report json lists them)`] : []),
]

/** How many files had which end. */
export const countsOf = (reports: readonly FileReport[]) => {
  const count = (wanted: IngestStatus) => reports.filter(({ status }) => status === wanted).length
  return { created: count('CREATED'), updated: count('UPDATED'), unchanged: count('UNCHANGED'), taken: count('TAKEN'), failed: count('FAILED') }
}

/** All files in a line. */
export const summaryLine = (reports: readonly FileReport[], passedOver = 0): string => {
  const { taken, ...counts } = countsOf(reports)
  const words = Object.entries({ ...counts, ...(taken > 0 && { taken }) }).map(([word, count]) => `${count.toLocaleString('en-US')} ${word}`)
  return `${counted(reports.length, 'file')}: ${words.join(', ')}; ${counted(reports.reduce((sum, { records }) => sum + (records ?? 0), 0), 'record')}${passedOver > 0 ? `; ${counted(passedOver, 'other')} passed over` : ''}`
}
