import type { Host } from '../api/index.ts'
import { textArray } from '../api/list.ts'
import type { BrewerState } from './answers.ts'
import { codeOf } from './codes/code-table.ts'
import type { News } from './intake.ts'
import { reasonOf } from './state.ts'
import type { States } from './store-states.ts'

type CoreRow = { name: string; place: string | null; latitude: number | null; longitude: number | null; reportedStatus: string; reportedReason: string | null }

type Parts = Pick<Host<unknown>, 'db' | 'domain' | 'actor' | 'log'> & { states: States }

const within = (value: number | null, bound: number): number | null => (value !== null && Math.abs(value) <= bound ? value : null)

/** Tells the core what it knows instruments by: that they are there, their newest record, and how they are. */
export const createTell = ({ db: { reader }, domain: { instruments }, actor, log, states }: Parts) => {
  const coreRows = async (names: readonly string[]): Promise<Map<string, CoreRow>> => {
    const rows = await reader.rows<CoreRow>(
      `select name, place, latitude, longitude, reported_status as "reportedStatus", reported_reason as "reportedReason" from public.instrument where name = any($1::text[])`, [textArray(names)])
    return new Map(rows.map((row) => [row.name, row]))
  }

  /** Makes it, or says of it what nobody has said yet: what people wrote stays. */
  const ensure = async (name: string, known: CoreRow | undefined, { station, latitude, longitude }: Pick<BrewerState, 'station' | 'latitude' | 'longitude'>): Promise<void> => {
    const said = { place: station === null ? null : station.trim().slice(0, 200) || null, latitude: within(latitude, 90), longitude: within(longitude, 180) }
    if (!known) {
      const { faults } = await instruments.create({ name, kind: 'brewer', ...said }, actor)
      const wrong = faults.find(({ code }) => code !== 'ALREADY_EXISTS')
      if (wrong) throw new Error(wrong.message)
      return
    }
    const missing = Object.fromEntries(Object.entries(said).filter(([field, value]) => value !== null && known[field as keyof typeof said] === null))
    if (Object.keys(missing).length > 0) await instruments.update({ name, ...missing, reason: 'From its newest file' }, actor)
  }

  /** Reports those that are other than the core knows. */
  const report = async (names: readonly string[] | null): Promise<number> => {
    const now = await states.stateOf(names)
    const known = await coreRows([...now.keys()])
    let reported = 0
    for (const [name, { openLevel, incidents }] of now) {
      const row = known.get(name)
      if (!row) continue
      const status = openLevel === null || openLevel === 'INFO' ? 'OK' : openLevel
      const [worst] = incidents
      // The same trouble again is no news, though its words or the others beside it are other ones.
      const isSame = row.reportedStatus === status && (worst ? row.reportedReason?.startsWith(codeOf(worst.code)?.title ?? '') : row.reportedReason === null)
      if (isSame) continue
      const { faults } = await instruments.reportStatus({ name, status, reason: reasonOf(incidents) }, actor)
      if (faults.length > 0) log.warn(`the status of ${name} was not taken`, { faults: faults.map(({ message }) => message) })
      reported++
    }
    return reported
  }

  return {
    report,

    /** What came, by instrument: made or completed, heard of, its status reported. Doing it again tells nothing. */
    tell: async (news: News): Promise<void> => {
      if (news.size === 0) return
      const names = [...news.keys()]
      const known = await coreRows(names)
      for (const [name, { place }] of news) await ensure(name, known.get(name), place)
      await instruments.heard(Array.from(news, ([name, { points, lastAt }]) => ({ name, at: lastAt === null ? null : new Date(lastAt).toISOString(), points })), actor)
      await instruments.touched(Array.from(news).filter(([, { points, isChanged }]) => isChanged && points === 0).map(([name]) => name), ['brewer'], actor)
      await report(names)
    },

    /** What was decided or judged of them is other by now. */
    changed: async (names: readonly string[]): Promise<void> => {
      await instruments.touched(names, ['brewer'], actor)
      await report(names)
    },
  }
}
