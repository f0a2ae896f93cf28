import { codes } from './codes/code-table.ts'

/** Hours for which an event of a code counts, where they are other than the code's own: `{ "26": 6 }` */
export type Windows = Readonly<Record<string, number>>

/** Codes by how long they count. */
const byWindow = (windows: Windows): Map<number, number[]> => {
  const found = new Map<number, number[]>()
  for (const { code, windowHours } of codes) {
    const hours = windows[code] ?? windowHours
    found.set(hours, [...(found.get(hours) ?? []), code])
  }
  return found
}

/** What needs to stand beside `brewer.event e` for `eventStateSql`: `newest`, the time of each brewer's last record. */
export const newestRecordJoin =
  ' left join (select instrument, max(last_at) as last_at from brewer.file where instrument is not null group by instrument) newest on newest.instrument = e.instrument'

/** The first time that a later file told of what clears it. */
const curedAt = `(select min(case when c.first_at > e.at then c.first_at else c.last_at end)
  from brewer.cure c where c.instrument = e.instrument and c.name = any(e.cures) and c.last_at > e.at)`

const isMuted = `exists (select from brewer.mute m where m.instrument = e.instrument and m.code = e.code and m.ended_at is null and m.at <= now() and m.until > now())`

/**
 * What an event `e` says of its brewer now, as SQL: the same for lists, filters and the state of brewers. Needs
 * `newestRecordJoin`. Windows are of the plugin's settings, numbers all.
 */
export const eventStateSql = (windows: Windows) => {
  const cases = Array.from(byWindow(windows), ([hours, of]) => `when e.code in (${of.join(', ')}) then interval '${Number(hours)} hours'`)
  const window = `(case ${cases.join(' ')} else interval '48 hours' end)`
  const longest = Math.max(48, ...byWindow(windows).keys())
  // Held against the instrument's own time: silence heals nothing. Without any time nothing has grown old.
  const isAged = `coalesce(e.at < newest.last_at - ${window}, false)`
  return {
    clearedAt: `coalesce(e.cleared_at, ${curedAt})`,
    state: `(case when e.level = 'INFO' then 'NOTED' when e.cleared_at is not null or ${curedAt} is not null then 'CLEARED' when ${isAged} then 'AGED' when ${isMuted} then 'MUTED' else 'OPEN' end)`,
    /** The same as `state = 'OPEN'`, in words that have indexes and leave the dear questions to the last. */
    isOpen: `(e.level <> 'INFO' and e.cleared_at is null and (newest.last_at is null or e.at >= newest.last_at - interval '${longest} hours') and not ${isAged} and not ${isMuted} and ${curedAt} is null)`,
  }
}
