import type { Reader } from '../../drizzle/database.ts'
import type { FileState } from './intake-change.ts'
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

/** Which files; all without a state. */
export type IntakeFileFilter = { state?: FileState | null | undefined }

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
    where: (filter, { put }) => (filter?.state == null ? null : `f.state = ${put(filter.state)}::intake_state`),
    plan: () => plan,
  })
