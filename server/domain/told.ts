import type { Database, Row } from '../../drizzle/database.ts'
import type { Position } from '../events/cursor.ts'
import { textArray } from './parameters.ts'

/** How far a plugin's hooks have been told. */
export type Told = { position: Position; at: Date | null }

/** Where hooks stand, as the page of plugins shows it. */
export type HookStanding = {
  plugin: string
  /** Seconds that the oldest event still waits to be told; 0 when none does, null before the hooks were ever told. */
  lagSeconds: number | null
  toldUntil: string | null
  parkedCount: number
  missedFrom: string | null
  missedUntil: string | null
}

/** The cursors of hooks. */
export type HookCursors = ReturnType<typeof createHookCursors>

export const createHookCursors = ({ raw, reader }: Pick<Database, 'raw' | 'reader'>, epoch: string) => ({
  /** How far the hooks of a plugin have been told; null before they have been, and while the plugin is not known. */
  read: async (plugin: string): Promise<Told | null> => {
    const [row] = await raw<{ xid: string | null; id: string | null; at: Date | null }[]>`
      select told_xid::text as xid, told_id::text as id, told_at as at from plugin where id = ${plugin}`
    if (!row || row.xid === null || row.id === null) return null
    return { position: { xid: BigInt(row.xid), id: BigInt(row.id) }, at: row.at }
  },

  /**
   * Moves a cursor on; never back, so that who lost its turn unawares spoils nothing.
   * @returns whether the plugin is known
   */
  move: async (plugin: string, { xid, id }: Position, at: Date): Promise<boolean> => {
    const { count } = await raw`
      update plugin set told_epoch = ${epoch}, told_xid = ${xid.toString()}::xid8, told_id = ${id.toString()}::bigint, told_at = ${at}
      where id = ${plugin} and (told_xid is null or (told_xid, told_id) < (${xid.toString()}::xid8, ${id.toString()}::bigint))`
    if (count > 0) return true
    const known = await raw`select from plugin where id = ${plugin}`
    return known.count > 0
  },

  /** Where the outbox begins, when events after this place are no longer there; null when all are. */
  beginning: async ({ xid, id }: Position): Promise<{ position: Position; at: Date | null } | null> => {
    const [row] = await raw<{ xid: string; id: string; at: Date | null }[]>`
      select pruned_xid::text as xid, pruned_id::text as id, (select at from event order by event.xid, event.id limit 1) as at
      from installation where (pruned_xid, pruned_id) > (${xid.toString()}::xid8, ${id.toString()}::bigint)`
    return row ? { position: { xid: BigInt(row.xid), id: BigInt(row.id) }, at: row.at } : null
  },

  /** Remembers a span whose events were never told. */
  noteMissed: async (plugin: string, from: Date | null, until: Date): Promise<void> => {
    await raw`update plugin set missed_from = ${from ?? until}, missed_until = ${until} where id = ${plugin}`
  },

  /** Where the hooks of these plugins stand, in one statement. `kinds` are those that each is told of. */
  standings: async (plugins: readonly { id: string; kinds: readonly string[] }[], now: number): Promise<Map<string, HookStanding>> => {
    const rows = await reader.rows<Row & Omit<HookStanding, 'lagSeconds'> & { waitingSince: string | null; told: boolean }>(
      `select asked.id as plugin, waiting.at as "waitingSince", p.told_xid is not null as told, p.told_at as "toldUntil",
        p.missed_from as "missedFrom", p.missed_until as "missedUntil",
        (select count(*)::int from parked_event e where e.plugin = asked.id and e.state = 'PARKED') as "parkedCount"
      from unnest($1::text[], $2::text[]) as asked(id, kinds)
      left join plugin p on p.id = asked.id
      left join lateral (
        select event.at from event
        where event.kind = any(string_to_array(asked.kinds, ' ')) and (event.xid, event.id) > (p.told_xid, p.told_id)
          and not (event.entity = 'PLUGIN' and event.key = asked.id)
        order by event.xid, event.id limit 1
      ) waiting on true`,
      [textArray(plugins.map(({ id }) => id)), textArray(plugins.map(({ kinds }) => kinds.join(' ')))],
    )
    return new Map(rows.map(({ waitingSince, told, ...row }) => [row.plugin, {
      ...row, lagSeconds: !told ? null : waitingSince === null ? 0 : Math.max(0, (now - Date.parse(waitingSince)) / 1000),
    }]))
  },
})
