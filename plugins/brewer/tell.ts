import type { Host } from '../api/index.ts'
import { textArray } from '../api/list.ts'
import type { BrewerState } from './answers.ts'
import { codeOf } from './codes/code-table.ts'
import type { News } from './intake.ts'
import { reasonOf } from './state.ts'
import type { States } from './store-states.ts'

type CoreRow = { name: string; place: string | null; latitude: number | null; longitude: number | null; reportedStatus: string; reportedReason: string | null }

type Parts = Pick<Host<unknown>, 'db' | 'domain' | 'actor' | 'log'> & { states: States }

type LeftRow = Pick<BrewerState, 'station' | 'latitude' | 'longitude'> & { name: string; lastAt: string | null }

/**
 * Brewers whose newest file the core has not heard of: who took it in ended before telling. It hears of no time that is
 * yet to come, but of that at which the file was read.
 */
const leftOver = `
  select newest.instrument as name, newest.last_at as "lastAt", place.station, place.latitude, place.longitude
  from (select f.instrument, max(f.last_at) as last_at from brewer.file f where f.instrument is not null group by 1) newest
  left join public.instrument i on i.name = newest.instrument
  left join lateral (
    select min(f.read_at) as at from brewer.file f where f.instrument = newest.instrument and f.last_at = newest.last_at
  ) seen on true
  left join lateral (
    select f.station, f.latitude, f.longitude from brewer.file f where f.instrument = newest.instrument and f.latitude is not null
    order by coalesce(f.last_at, '-infinity'::timestamptz) desc, f.id desc limit 1
  ) place on true
  where i.id is null or coalesce(i.last_data_at, '-infinity') < least(newest.last_at, seen.at)`

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

  /** What came, by instrument: made or completed, heard of, its status reported. Doing it again tells nothing. */
  const tell = async (news: News): Promise<void> => {
    if (news.size === 0) return
    const names = [...news.keys()]
    const known = await coreRows(names)
    for (const [name, { place }] of news) await ensure(name, known.get(name), place)
    await instruments.heard(Array.from(news, ([name, { points, lastAt }]) => ({ name, at: lastAt === null ? null : new Date(lastAt).toISOString(), points })), actor)
    await instruments.touched(Array.from(news).filter(([, { points, isChanged }]) => isChanged && points === 0).map(([name]) => name), ['brewer'], actor)
    await report(names)
  }

  return {
    report,
    tell,

    /** Tells what was kept and never told: an intake that was ended takes its news with it. */
    tellLeftOver: async (): Promise<void> => {
      const rows = await reader.rows<LeftRow>(leftOver)
      await tell(new Map(rows.map(({ name, lastAt, ...place }) => [name, { points: 0, isChanged: true, lastAt: lastAt === null ? null : Date.parse(lastAt), place }])))
    },

    /** What was decided or judged of them is other by now. */
    changed: async (names: readonly string[]): Promise<void> => {
      await instruments.touched(names, ['brewer'], actor)
      await report(names)
    },
  }
}
