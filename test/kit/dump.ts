import type { Database } from '../../drizzle/database.ts'

/** Every row of every table, as text: equal dumps mean that nothing was changed. Tokens' last use is no change. */
export const dump = async ({ raw }: Pick<Database, 'raw'>): Promise<Record<string, string[]>> => {
  const tables = await raw<{ name: string }[]>`
    select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`
  const all: Record<string, string[]> = {}
  for (const { name } of tables) {
    const rows = await raw.unsafe<{ row: string }[]>(`select (to_jsonb(t) - 'last_used_at')::text as row from "${name}" t order by 1`)
    all[name] = rows.map(({ row }) => row)
  }
  return all
}
