import { randomUUID } from 'node:crypto'
import type { Host, IngestAnswer, IngestRequest, IntakeReader } from '../api/index.ts'
import { textArray } from '../api/list.ts'
import { readFile, type PutPoints, type Resume } from './file.ts'
import type { Settings } from './settings.ts'

/** A file of an instrument, as its panel shows it. */
export type SeriesFile = {
  path: string
  state: 'READ' | 'FAULTY' | 'FAILED'
  size: number
  records: number
  faults: { line?: number; message: string }[]
  /** RFC 3339, UTC */
  readAt: string
  goneAt: string | null
}

/** So many items one ingest takes. */
const mostItems = 500
const instrumentName = /^[A-Za-z0-9][A-Za-z0-9_.:/+-]{0,63}$/

export type SeriesService = ReturnType<typeof createSeries>

export const createSeries = ({ config: settings, intake, domain, actor, db }: Host<Settings>) => {
  const known = new Set<string>()

  /** Data of an instrument that nobody has told of make one. */
  const ensure = async (name: string) => {
    if (!instrumentName.test(name)) throw new Error(`"${name.slice(0, 80)}" is no instrument's name: the folder of a file is that of its instrument`)
    if (known.has(name)) return
    const { faults } = await domain.instruments.create({ name, kind: settings.kind }, actor)
    const fault = faults.find(({ code }) => code !== 'ALREADY_EXISTS')
    if (fault) throw new Error(fault.message)
    known.add(name)
  }

  const putFor = (instrument: string): PutPoints => async (points) => {
    const refused: string[] = []
    for (let at = 0; at < points.length; at += mostItems) {
      const items = points.slice(at, at + mostItems).map((one) => ({ instrument, ...one }))
      // A fresh key: points are known by their channel and their time, which is what makes them repeatable.
      const { value, faults } = await domain.measurements.ingest({ idempotencyKey: randomUUID(), items }, actor)
      if (!value) throw new Error(faults[0]?.message)
      for (const { index, faults: wrong } of value) for (const { message } of wrong) refused.push(`${items[index]!.channel}: ${message}`)
    }
    return refused
  }

  const read: IntakeReader<Resume> = async (source) => {
    const slash = source.path.indexOf('/')
    if (slash < 0) throw new Error('It lies in no folder of an instrument: pump1/may.csv is a file of pump1')
    const instrument = source.path.slice(0, slash)
    await ensure(instrument)
    return readFile(source, { zone: settings.zone, put: putFor(instrument) })
  }

  return {
    /** Takes in what is new or has changed in the watched folder. */
    watch: async (signal: AbortSignal) =>
      settings.folder === null ? 'no folder is set' : intake.folder(settings.folder, { read, signal, patterns: settings.patterns }),

    /** Takes in one file; the same again is UNCHANGED. `?again=1` reads it again from its beginning. */
    upload: async ({ file, name, query, actor: sender }: IngestRequest, signal: AbortSignal): Promise<IngestAnswer> => {
      if (query['instrument']?.includes('/')) return { status: 422, body: { status: 'FAILED', faults: [{ message: 'An instrument with / in its name has no folder' }] } }
      const path = [query['instrument'], name].filter(Boolean).join('/')
      const outcome = await intake.file(file, { read, signal, path, again: query['again'] === '1', actor: sender })
      return { status: outcome.status === 'FAILED' ? 422 : 200, body: outcome }
    },

    /** The latest files of each of these instruments, in one statement. */
    filesOf: async (instruments: readonly string[], first: number): Promise<Map<string, SeriesFile[]>> => {
      const rows = await db.reader.rows<Omit<SeriesFile, 'faults' | 'size'> & { instrument: string; faults: string; size: string }>(
        `select asked.name as instrument, f.path, f.state, f.size, f.records, f.faults::text as faults, f.read_at as "readAt", f.gone_at as "goneAt"
        from unnest($1::text[]) as asked(name) cross join lateral (
          select * from public.intake_file where plugin = 'series' and starts_with(path, asked.name || '/') order by read_at desc, id desc limit $2::int
        ) f`,
        [textArray(instruments), first],
      )
      const files = new Map<string, SeriesFile[]>(instruments.map((name) => [name, []]))
      for (const { instrument, faults, size, ...row } of rows) {
        files.get(instrument)?.push({ ...row, size: Number(size), faults: JSON.parse(faults) as SeriesFile['faults'] })
      }
      return files
    },

    health: async (): Promise<string> => {
      const [row] = await db.reader.rows<{ files: number; failed: number }>(
        `select count(*)::int as files, count(*) filter (where state = 'FAILED')::int as failed from public.intake_file where plugin = 'series'`,
      )
      const { files, failed } = row ?? { files: 0, failed: 0 }
      return `${files} files taken in${failed > 0 ? `, ${failed} could not be read` : ''}`
    },
  }
}
