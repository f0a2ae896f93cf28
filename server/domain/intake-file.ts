import type { Reader, Row, Writer } from '../../drizzle/database.ts'
import { sql } from 'drizzle-orm'
import { intakeFile } from '../../drizzle/tables/intake-file.ts'
import type { FileState, KnownFile } from './intake-change.ts'
import { textArray } from './parameters.ts'

/** What was wrong with a file, and where. */
export type FileFault = { line?: number; message: string }

export type StoredFile = KnownFile & {
  path: string
  origin: 'FOLDER' | 'UPLOAD'
  gone: boolean
  records: number
  faults: readonly FileFault[]
  /** What the reader gave back. */
  resume: unknown
}

type FileRow = Row & {
  path: string; origin: 'FOLDER' | 'UPLOAD'; size: string; modifiedAt: string | null; hash: string; state: FileState; records: number
  faults: string; resume: string | null; readAt: string; goneAt: string | null
}

const columns = `path, origin, size, modified_at as "modifiedAt", encode(hash, 'hex') as hash, state, records, faults::text as faults,
  resume::text as resume, read_at as "readAt", gone_at as "goneAt"`

const toStored = ({ modifiedAt, readAt, goneAt, faults, resume, size, ...row }: FileRow): StoredFile => {
  const kept = resume === null ? null : (JSON.parse(resume) as { reader: unknown; unfinished: boolean })
  return {
    path: row.path, origin: row.origin, hash: row.hash, state: row.state, records: row.records, size: Number(size),
    modifiedMs: modifiedAt === null ? null : Date.parse(modifiedAt), readMs: Date.parse(readAt), gone: goneAt !== null,
    faults: JSON.parse(faults) as FileFault[], resume: kept?.reader ?? null, unfinished: kept?.unfinished ?? false,
  }
}

/** The rows of one plugin's files. */
export const createFileStore = ({ reader, writer }: { reader: Reader; writer: Writer }, plugin: string) => ({
  /** All whose path begins so. */
  under: async (prefix: string): Promise<Map<string, StoredFile>> => {
    const rows = await reader.rows<FileRow>(`select ${columns} from intake_file where plugin = $1 and starts_with(path, $2)`, [plugin, prefix])
    return new Map(rows.map((row) => [row.path, toStored(row)]))
  },

  find: async (path: string): Promise<StoredFile | undefined> => {
    const [row] = await reader.rows<FileRow>(`select ${columns} from intake_file where plugin = $1 and path = $2`, [plugin, path])
    return row && toStored(row)
  },

  put: async ({ path, origin, size, hash, modifiedMs, readMs, state, records, faults, resume, unfinished, gone }: StoredFile, actor: string): Promise<void> => {
    const at = new Date(readMs)
    const values = {
      origin, size, hash: Buffer.from(hash, 'hex'), modifiedAt: modifiedMs === null ? null : new Date(modifiedMs), state, records,
      faults: [...faults], resume: { reader: resume ?? null, unfinished }, readAt: at, goneAt: gone ? at : null, actor,
    }
    await writer.insert(intakeFile).values({ plugin, path, firstSeenAt: at, ...values })
      .onConflictDoUpdate({ target: [intakeFile.plugin, intakeFile.path], set: values })
  },

  /** Marks files as gone from their folder, or as back. */
  mark: async (paths: readonly string[], gone: Date | null): Promise<void> => {
    if (paths.length === 0) return
    await writer.update(intakeFile).set({ goneAt: gone })
      .where(sql`${intakeFile.plugin} = ${plugin} and ${intakeFile.path} = any(${textArray(paths)}::text[])`)
  },
})

export type FileStore = ReturnType<typeof createFileStore>
