import type { Reader } from '../../drizzle/database.ts'
import { parseHistoryPattern, patternGrams, type EnvironmentStatus } from './environment-history.ts'
import { BadQuestion } from './fault.ts'
import { combine, whereEnum, whereMoment, whereText, type EnumFilter, type MomentRange, type TextFilter } from './filter.ts'
import { createList, type ListOrder } from './list.ts'
import { textArray, type Parameters } from './parameters.ts'
import { columnsFor, rowMaker, together, type Noun, type Sibling } from './row.ts'
import { parseRunRanges } from './run-ranges.ts'

/** An environment as it was read. */
export type EnvironmentRow = {
  id: string
  status: EnvironmentStatus | null
  /** The history as letters. */
  history: string
  createdAt: string
  updatedAt: string
}

/** A status that an environment took: the moment to the millisecond, and nanoseconds since 1970 as a whole. */
export type EnvironmentStep = { status: EnvironmentStatus; message: string | null; atNs: bigint; untilNs: bigint | null }

export const environmentNoun: Noun<keyof EnvironmentRow> = {
  key: 'id',
  columns: { id: 'e.id', status: 'e.status', history: 'e.history', createdAt: 'e.created_at', updatedAt: 'e.updated_at' },
  needs: { status: ['status'], historyLetters: ['history'], createdAt: ['createdAt'], updatedAt: ['updatedAt'] },
}

export type EnvironmentFilter = {
  and?: readonly EnvironmentFilter[] | null | undefined
  or?: readonly EnvironmentFilter[] | null | undefined
  not?: EnvironmentFilter | null | undefined
  id?: TextFilter | null | undefined
  status?: EnumFilter<EnvironmentStatus> | null | undefined
  /** "S-E": STANDBY directly followed by ERROR */
  history?: string | null | undefined
  /** Environments of any of these runs: numbers and ranges */
  runNumbers?: string | null | undefined
  createdAt?: MomentRange | null | undefined
  updatedAt?: MomentRange | null | undefined
}

const whereHistory = (text: string | null | undefined, { put }: Parameters) => {
  if (text == null) return null
  const pattern = parseHistoryPattern(text)
  if ('fault' in pattern) throw new BadQuestion(`history: ${pattern.fault}`)
  return `(e.history_grams @> ${put(textArray(patternGrams(pattern.letters)))}::text[] and e.history like ${put(`%${pattern.letters}%`)}::text)`
}

const whereRuns = (text: string | null | undefined, { put }: Parameters) => {
  if (text == null) return null
  const parsed = parseRunRanges(text)
  if ('fault' in parsed) throw new BadQuestion(`runNumbers: ${parsed.fault}`)
  const among = parsed.ranges.map(([from, to]) => `r.number between ${put(from)}::int and ${put(to)}::int`).join(' or ')
  return `e.id in (select r.environment_id from run r where ${among})`
}

export const whereEnvironment = (filter: EnvironmentFilter | null | undefined, parameters: Parameters): string | null =>
  filter
    ? combine(filter, (part) => [
        whereText('e.id', part.id, parameters),
        whereEnum('e.status', 'environment_status', part.status, parameters),
        whereHistory(part.history, parameters),
        whereRuns(part.runNumbers, parameters),
        whereMoment('e.created_at', part.createdAt, parameters),
        whereMoment('e.updated_at', part.updatedAt, parameters),
      ])
    : null

export const environmentOrders = {
  CREATED_AT: { column: 'createdAt', sql: 'e.created_at', type: 'timestamptz' },
  UPDATED_AT: { column: 'updatedAt', sql: 'e.updated_at', type: 'timestamptz' },
  ID: { column: 'id', sql: 'e.id', type: 'text' },
} as const

export type EnvironmentOrderField = keyof typeof environmentOrders
export type EnvironmentOrder = ListOrder<EnvironmentOrderField>

export type EnvironmentReads = ReturnType<typeof createEnvironmentReads>

/** How environments are read. */
export const createEnvironmentReads = ({ reader }: { reader: Reader }) => {
  const list = createList<Sibling<EnvironmentRow>, keyof EnvironmentRow, EnvironmentFilter, EnvironmentOrderField>({
    reader,
    name: 'environments',
    from: 'environment e',
    key: { sql: 'e.id', type: 'text', of: (row) => row.id },
    orders: environmentOrders,
    usualOrder: { field: 'UPDATED_AT', descending: true },
    where: whereEnvironment,
    plan: (wanted, more) => {
      const columns = columnsFor(environmentNoun, wanted, more)
      const make = rowMaker<EnvironmentRow>(columns)
      return { select: columns.map((column) => environmentNoun.columns[column]).join(', '), joins: '', toRows: (values) => together(values.map(make)) }
    },
  })
  return {
    ...list,

    /** The histories of many environments, each in the order of its times. */
    histories: async (ids: readonly string[]): Promise<Map<string, EnvironmentStep[]>> => {
      const values = await reader.values(
        `select environment_id, status, message, at_ns, lead(at_ns) over (partition by environment_id order by at_ns, id)
         from environment_history where environment_id = any($1::text[]) order by environment_id, at_ns, id`,
        [textArray(new Set(ids))],
      )
      const histories = new Map<string, EnvironmentStep[]>()
      for (const [id, status, message, atNs, untilNs] of values) {
        const list = histories.get(String(id)) ?? []
        histories.set(String(id), list)
        list.push({
          status: status as EnvironmentStatus, message: message as string | null, atNs: BigInt(String(atNs)),
          untilNs: untilNs === null ? null : BigInt(String(untilNs)),
        })
      }
      return histories
    },
  }
}
