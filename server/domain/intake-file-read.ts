import type { Reader } from '../../drizzle/database.ts'
import type { FileState } from './intake-change.ts'
import { combine, whereEnum, whereMoment, whereText, type EnumFilter, type MomentRange, type TextFilter } from './filter.ts'
import { createList } from './list.ts'
import { wholeRows } from './row.ts'

export const fileStates = ['READ', 'FAULTY', 'FAILED'] as const satisfies readonly FileState[]

/** A file that a plugin took in, as it was read. */
export type IntakeFileRow = {
  id: number
  plugin: string
  path: string
  origin: 'FOLDER' | 'UPLOAD'
  size: string
  modifiedAt: string | null
  hash: string
  state: FileState
  records: number
  /** JSON text */
  faults: string
  firstSeenAt: string
  readAt: string
  goneAt: string | null
  actor: string
}

const columns: Readonly<Record<keyof IntakeFileRow, string>> = {
  id: 'f.id::int', plugin: 'f.plugin', path: 'f.path', origin: 'f.origin', size: 'f.size::text', modifiedAt: 'f.modified_at', hash: `encode(f.hash, 'hex')`,
  state: 'f.state', records: 'f.records', faults: 'f.faults::text', firstSeenAt: 'f.first_seen_at', readAt: 'f.read_at', goneAt: 'f.gone_at', actor: 'f.actor',
}

const plan = wholeRows<IntakeFileRow>(columns)

export const fileOrigins = ['FOLDER', 'UPLOAD'] as const

/** Which files. All that is given must hold. */
export type IntakeFileFilter = {
  and?: readonly IntakeFileFilter[] | null | undefined
  or?: readonly IntakeFileFilter[] | null | undefined
  not?: IntakeFileFilter | null | undefined
  plugin?: TextFilter | null | undefined
  path?: TextFilter | null | undefined
  /** They lie in this folder, or in one in it. */
  folder?: string | null | undefined
  origin?: EnumFilter<(typeof fileOrigins)[number]> | null | undefined
  state?: EnumFilter<FileState> | null | undefined
  readAt?: MomentRange | null | undefined
  gone?: boolean | null | undefined
}

export type IntakeFileReads = ReturnType<typeof createIntakeFileReads>

/** The files that plugins took in, those read last first. */
export const createIntakeFileReads = ({ reader }: { reader: Reader }) =>
  createList<IntakeFileRow, keyof IntakeFileRow, IntakeFileFilter, 'READ_AT'>({
    reader,
    name: 'files taken in',
    from: 'intake_file f',
    key: { sql: 'f.id', type: 'int', of: (row) => row.id },
    orders: { READ_AT: { column: 'readAt', sql: 'f.read_at', type: 'timestamptz' } },
    usualOrder: { field: 'READ_AT', descending: true },
    where: (filter, parameters) =>
      filter
        ? combine(filter, (part) => [
            whereText('f.plugin', part.plugin, parameters),
            whereText('f.path', part.path, parameters),
            part.folder == null ? null : `starts_with(f.path, ${parameters.put(`${part.folder}/`)}::text)`,
            whereEnum('f.origin', 'intake_origin', part.origin, parameters),
            whereEnum('f.state', 'intake_state', part.state, parameters),
            whereMoment('f.read_at', part.readAt, parameters),
            part.gone == null ? null : `f.gone_at is ${part.gone ? 'not ' : ''}null`,
          ])
        : null,
    plan: () => plan,
  })
