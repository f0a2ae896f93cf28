import type { Database, Row } from '../../drizzle/database.ts'
import { announceWritten } from '../events/outbox.ts'
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

/** What the API calls what is other than before; all of it of a file that nobody knew. */
const changedFields = (before: StoredFile | undefined, after: StoredFile): string[] => {
  const isOther = (field: keyof StoredFile) => !before || JSON.stringify(before[field]) !== JSON.stringify(after[field])
  return [...(['origin', 'size', 'hash', 'state', 'records', 'faults'] as const).filter(isOther), ...(isOther('gone') ? ['goneAt'] : [])]
}

/** The rows of one plugin's files. */
export const createFileStore = ({ reader, raw }: Pick<Database, 'reader' | 'raw'>, plugin: string) => ({
  /** All whose path begins so. */
  under: async (prefix: string): Promise<Map<string, StoredFile>> => {
    const rows = await reader.rows<FileRow>(`select ${columns} from intake_file where plugin = $1 and starts_with(path, $2)`, [plugin, prefix])
    return new Map(rows.map((row) => [row.path, toStored(row)]))
  },

  find: async (path: string): Promise<StoredFile | undefined> => {
    const [row] = await reader.rows<FileRow>(`select ${columns} from intake_file where plugin = $1 and path = $2`, [plugin, path])
    return row && toStored(row)
  },

  /**
   * Writes down what came of a file. It is news, and announced, when it was read, or when something is other than before.
   * One prepared statement: files come by the thousand.
   * @returns whether it was news
   */
  put: async (file: StoredFile, { before, wasRead = false, actor }: { before: StoredFile | undefined; wasRead?: boolean; actor: string }): Promise<boolean> => {
    const { path, origin, size, hash, modifiedMs, readMs, state, records, faults, resume, unfinished, gone } = file
    const at = new Date(readMs)
    const kept = JSON.stringify({ reader: resume ?? null, unfinished })
    const written = raw`
      insert into intake_file (plugin, path, origin, size, hash, modified_at, state, records, faults, resume, first_seen_at, read_at, gone_at, actor)
      values (${plugin}, ${path}, ${origin}, ${size}, decode(${hash}, 'hex'), ${modifiedMs === null ? null : new Date(modifiedMs)}, ${state}, ${records},
        ${JSON.stringify(faults)}::text::jsonb, ${kept}::text::jsonb, ${at}, ${at}, ${gone ? at : null}, ${actor})
      on conflict (plugin, path) do update set (origin, size, hash, modified_at, state, records, faults, resume, read_at, gone_at, actor) =
        row(excluded.origin, excluded.size, excluded.hash, excluded.modified_at, excluded.state, excluded.records, excluded.faults, excluded.resume,
          excluded.read_at, excluded.gone_at, excluded.actor)`
    const changed = changedFields(before, file)
    if (before && changed.length === 0 && !wasRead) {
      await raw`${written}`
      return false
    }
    const hasFailed = state === 'FAILED'
    const data = JSON.stringify({ plugin, path, state, records, ...(hasFailed && { error: faults[0]?.message }) })
    const facts = raw`
      select ${hasFailed ? raw`'intakeFile.failed'` : raw`case when is_new then 'intakeFile.created' else 'intakeFile.updated' end`} as kind, key,
        (case when is_new then 'CREATED' else 'UPDATED' end)::event_change as change, ${textArray([...changed, 'readAt'])}::text::text[] as fields,
        ${data}::text::jsonb as data from written`
    await raw`with written as (${written} returning id::text as key, xmax = 0 as is_new) ${announceWritten(raw, facts, { entity: 'INTAKE_FILE', actor, at })}`
    return true
  },

  /** Marks files as gone from their folder, or as back, and announces it. @returns whether there were any */
  mark: async (paths: readonly string[], gone: Date | null, { actor, at }: { actor: string; at: Date }): Promise<boolean> => {
    if (paths.length === 0) return false
    const facts = raw`
      select 'intakeFile.updated' as kind, id::text as key, 'UPDATED'::event_change as change, array['goneAt'] as fields,
        jsonb_build_object('plugin', plugin, 'path', path, 'state', state, 'records', records) as data from written`
    await raw`
      with written as (
        update intake_file set gone_at = ${gone} where plugin = ${plugin} and path = any(${textArray(paths)}::text::text[]) returning *
      ) ${announceWritten(raw, facts, { entity: 'INTAKE_FILE', actor, at })}`
    return true
  },
})

export type FileStore = ReturnType<typeof createFileStore>
