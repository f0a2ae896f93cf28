import type { PageArguments, PluginDatabase, Wanted } from '../api/index.ts'
import { combine, createList, rowMaker, together, whereEnum, whereKnownMoment, whereMoment, whereText, type Parameters } from '../api/list.ts'
import type { BrewerAnswers, FileFilter, FileRow } from './answers.ts'
import { whereDay } from './store-events.ts'

const whole: Wanted = new Map()

const columns: Readonly<Record<keyof FileRow | 'day', string>> = {
  id: 'f.id::int', path: 'f.path', name: 'f.name', kind: 'f.kind', instrument: 'f.instrument', date: 'f.date::text', station: 'f.station', records: 'f.records', bytes: 'f.bytes',
  firstAt: 'f.first_at', lastAt: 'f.last_at', readAt: 'f.read_at', maskA: 'f.mask_a', maskB: 'f.mask_b', maskC: 'f.mask_c', maskD: 'f.mask_d', worst: 'f.worst',
  counts: 'f.counts', problems: 'f.problems', day: `coalesce(f.date::text, '')`,
}
const select = Object.entries(columns).map(([name, column]) => `${column} as "${name}"`).join(', ')
const make = rowMaker<FileRow & { day: string }>(Object.keys(columns))

const where = (filter: FileFilter | null | undefined, parameters: Parameters): string | null =>
  filter
    ? combine(filter, (part) => [
        whereText('f.instrument', part.instrument, parameters),
        whereText('f.name', part.name, parameters),
        whereText('f.path', part.path, parameters),
        whereEnum('f.kind', 'brewer.kind', part.kind, parameters),
        whereDay('f.date', part.date, parameters),
        whereEnum('f.worst', 'brewer.level', part.level, parameters),
        part.code == null ? null : `jsonb_exists(f.counts, ${parameters.put(String(part.code))}::text)`,
        whereKnownMoment('f.last_at', part.lastAt, parameters),
        whereMoment('f.read_at', part.readAt, parameters),
        part.hasFaults == null ? null : `(jsonb_array_length(f.problems) > 0) = ${parameters.put(part.hasFaults)}::boolean`,
      ])
    : null

/** Files as they were last read, without what stands in them. */
export const createFileLists = ({ reader }: { reader: PluginDatabase['reader'] }) => {
  const list = createList<FileRow, keyof typeof columns, FileFilter, 'DAY'>({
    reader,
    name: 'files of brewers',
    from: 'brewer.file f',
    key: { sql: 'f.id', type: 'int', of: ({ id }) => id },
    // Few enough to be put in order: an index would need an expression that depends on no setting.
    orders: { DAY: { column: 'day', sql: columns.day, type: 'text' } },
    usualOrder: { field: 'DAY', descending: true },
    where,
    plan: () => ({ select, joins: '', toRows: (values) => together(values.map(make)) }),
  })
  const owned = { sql: 'f.instrument', type: 'text' } as const

  return {
    files: async (filter, page) => ({ page: await list.page({ filter, page, wanted: whole }), count: () => list.count(filter) }),
    filesOf: async (instruments: readonly string[], filter: FileFilter | null | undefined, page: PageArguments) => {
      const pages = await list.pagesOf(owned, instruments, { filter, page, wanted: whole })
      let counts: ReturnType<typeof list.countsOf> | undefined
      return (owner: string) => ({ page: pages(owner), count: async () => (await (counts ??= list.countsOf(owned, instruments, filter)))(owner) })
    },
    filesByKey: async (ids) => (await list.byKeys(ids, whole)) as Map<number, FileRow>,
  } satisfies Pick<BrewerAnswers, 'files' | 'filesOf' | 'filesByKey'>
}
