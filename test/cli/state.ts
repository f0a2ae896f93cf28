import type { Database } from '../../drizzle/database.ts'

/** A fingerprint of every table: two that are equal mean that nothing was written in between. */
export const stateOf = async ({ reader }: Pick<Database, 'reader'>): Promise<Record<string, string>> => {
  const tables = await reader.rows<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public' order by 1`,
  )
  const state: Record<string, string> = {}
  for (const { name } of tables) {
    const [row] = await reader.rows<{ print: string }>(
      `select count(*) || ' ' || coalesce(md5(string_agg(t::text, e'\\n' order by t::text)), '') as print
       from "${name}" as t`,
    )
    state[name] = row?.print ?? ''
  }
  return state
}

/** Rows of the tables that say what happened. */
export const historyOf = async ({ reader }: Pick<Database, 'reader'>): Promise<{ events: number; changes: number }> => {
  const [row] = await reader.rows<{ events: number; changes: number }>(
    `select (select count(*)::int from event) as events, (select count(*)::int from change) as changes`,
  )
  return row ?? { events: -1, changes: -1 }
}
