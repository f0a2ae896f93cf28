import type { Reader } from '../../drizzle/database.ts'

/** When a run took data, or a fill had stable beams, in epoch ms; an edge that isn't known is null. */
export type TimesOf = (thing: { kind: 'run' | 'fill'; number: number }) => Promise<{ start: number | null; end: number | null } | null>

const statements = {
  run: 'select start_at, end_at from run where number = $1::int',
  fill: 'select stable_beams_start, stable_beams_end from fill where number = $1::int',
}

export const createTimesOf = ({ reader }: { reader: Reader }): TimesOf => async ({ kind, number }) => {
  const [row] = await reader.values(statements[kind], [number])
  const time = (text: unknown) => (typeof text === 'string' ? Date.parse(text) : null)
  return row ? { start: time(row[0]), end: time(row[1]) } : null
}
