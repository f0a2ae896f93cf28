import { codes } from './codes/code-table.ts'

/** Hours for which an event of a code counts, where they are other than the code's own: `{ "26": 6 }` */
export type Windows = Readonly<Record<string, number>>

/** So many hours an event of a code counts. */
export const windowOf = (windows: Windows, { code, windowHours }: { code: number; windowHours: number }): number => windows[code] ?? windowHours

/** Codes by how long they count. */
const byWindow = (windows: Windows): Map<number, number[]> => {
  const found = new Map<number, number[]>()
  for (const one of codes) {
    const hours = windowOf(windows, one)
    found.set(hours, [...(found.get(hours) ?? []), one.code])
  }
  return found
}

/** What needs to stand beside `brewer.event e` for `eventStateSql`, too: `clock`, what time it is by the host's clock. */
export const clockJoin = (now: string) => ` cross join (select ${now}::timestamptz as at) clock`

/** A clock that is ahead by more than a day is wrong: its times are none that a brewer's own time goes by, and none to wait for. */
export const utmost = (now: string) => `${now} + interval '1 day'`

/** The time of a brewer's last record, of those that can be. `now` is SQL. */
export const newestRecord = (instrument: string, now: string) => `select max(l.last_at) as last_at from brewer.file l where l.instrument = ${instrument} and l.last_at <= ${utmost(now)}`

/** What needs to stand behind `clockJoin` for `eventStateSql`: `newest`, the time of each brewer's last record. */
export const newestRecordJoin = ` left join lateral (${newestRecord('e.instrument', 'clock.at')}) newest on true`

/** The names of all Brewers, as an array. */
export const allBrewers = `array(select i.name from public.instrument i where i.name ~ '^brewer-[0-9]{3,4}$')`

/** The first time that another file told of what clears it; its own file's word is `cleared_at`. */
const curedAt = `(select min(hit.at) from unnest(e.cures) as by(name) cross join lateral (
    select case when c.first_at > e.at then c.first_at else c.last_at end as at from brewer.cure c
    where c.instrument = e.instrument and c.name = by.name and c.last_at > e.at and c.last_at <= ${utmost('clock.at')} and c.file_id <> e.file_id order by c.last_at limit 1
  ) hit)`

const isMuted = `exists (select from brewer.mute m where m.instrument = e.instrument and m.code = e.code and m.ended_at is null and m.at <= clock.at and m.until > clock.at)`

/**
 * What an event `e` says of its brewer now, as SQL: the same for lists, filters and the state of brewers. Needs
 * `newestRecordJoin` and `clockJoin`. Windows are of the plugin's settings, numbers all.
 */
export const eventStateSql = (windows: Windows) => {
  const cases = Array.from(byWindow(windows), ([hours, of]) => `when e.code in (${of.join(', ')}) then interval '${Number(hours)} hours'`)
  const window = `(case ${cases.join(' ')} else interval '48 hours' end)`
  const longest = Math.max(48, ...byWindow(windows).keys())
  // Held against the instrument's own time: silence heals nothing. Without any time nothing has grown old.
  const isAged = `(coalesce(e.at < newest.last_at - ${window}, false) or e.at > ${utmost('clock.at')})`
  const isOpen = `(e.level <> 'INFO' and e.cleared_at is null and (newest.last_at is null or e.at >= newest.last_at - interval '${longest} hours') and not ${isAged} and not ${isMuted} and ${curedAt} is null)`
  return {
    clearedAt: `coalesce(e.cleared_at, ${curedAt})`,
    state: `(case when e.level = 'INFO' then 'NOTED' when e.cleared_at is not null or ${curedAt} is not null then 'CLEARED' when ${isAged} then 'AGED' when ${isMuted} then 'MUTED' else 'OPEN' end)`,
    /** What is open now of the Brewers in an array of names: found in each one's last days, however much there is of before. */
    openOf: ({ instruments, now, columns }: { instruments: string; now: string; columns: string }) => `
      select ${columns} from unnest(${instruments}) as newest_of(instrument)
     ${clockJoin(now)} cross join lateral (${newestRecord('newest_of.instrument', 'clock.at')}) newest
      cross join lateral (
        select * from brewer.event o where o.instrument = newest_of.instrument and o.at >= coalesce(newest.last_at - interval '${longest} hours', '-infinity') and o.level <> 'INFO'
      ) e where ${isOpen}`,
  }
}
