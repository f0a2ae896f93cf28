import type { Reader } from '../../../../drizzle/database.ts'
import { bare, createWriters, itemColumns, itemTables, quoted, type Names, type Values } from './write.ts'

const matching = `r.quality = 'GOOD' and r.start_at >= $1::timestamptz and r.start_at < $2::timestamptz
  and exists (select from run_detector x where x.run_number = r.number and x.detector_id = $3::smallint)
  and exists (select from run_detector x where x.run_number = r.number and x.detector_id = $4::smallint)`

const page = (condition: string) =>
  `select ${itemColumns} from ${itemTables} where ${condition} order by r.number desc limit 50`

export const createListAnswers = (reader: Reader, names: Names) => {
  const write = createWriters(names)
  const idOf = (wanted: string) => [...names.detectors].find(([, name]) => name === wanted)?.[0]

  const item = (v: Values) =>
    `{${write.head(v)},"fill":${v[9] === null ? 'null' : `{"number":${v[9]},"beamType":${quoted(v[10])}}`}` +
    `,"environment":${v[11] === null ? 'null' : `{"id":"${v[11]}","status":${bare(v[12])}}`}` +
    `,"detectors":[${write.detectors(v[13])}]` +
    `,"tags":[${write.tagIds(v[14]).map((id) => `{"text":${quoted(names.tags.get(id))}}`).join(',')}]}`

  const items = (rows: unknown[][]) => (rows as Values[]).map(item).join(',')

  return {
    list: async ({ below }: { below: number }): Promise<string> => {
      const rows = await reader.values(page('r.number < $1::int'), [below])
      return `{"data":{"runs":{"nodes":[${items(rows)}]}}}`
    },

    filtered: async ({ from, to }: { from: string; to: string }): Promise<string> => {
      const parameters = [from, to, idOf('ITS'), idOf('TPC')]
      const [rows, [count]] = await Promise.all([
        reader.values(page(matching), parameters),
        reader.values(`select count(*)::int from run r where ${matching}`, parameters),
      ])
      return `{"data":{"runs":{"totalCount":${count?.[0] as number},"nodes":[${items(rows)}]}}}`
    },
  }
}
