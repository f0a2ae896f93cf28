import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import postgres from 'postgres'
import { guarded } from '../../drizzle/guarded.ts'
import { messageOf, PluginFailure } from './fault.ts'

/** The PostgreSQL schema of a plugin. */
export const pgSchemaOf = (id: string): string => id.replaceAll('-', '_')

type Migration = { sql: string[]; folderMillis: number; hash: string }

const readJournal = (id: string, folder: string): Migration[] => {
  if (!existsSync(folder)) throw new PluginFailure(id, 'MIGRATION', 'its folder of migrations is not there')
  const read = readMigrationFiles({ migrationsFolder: folder }) as Migration[]
  const late = read.findIndex((one, index) => index > 0 && one.folderMillis <= read[index - 1]!.folderMillis)
  if (late > 0) throw new PluginFailure(id, 'MIGRATION', `migration ${late} of its journal is not younger than the one before it`)
  return read
}

/** Statements without what is quoted or said about them: in there no word is a command. */
const bare = (text: string): string =>
  text.replace(/\$(\w*)\$[\s\S]*?\$\1\$/g, "''").replace(/'(?:[^']|'')*'/g, "''").replace(/--.*$/gm, '').replace(/\/\*[\s\S]*?\*\//g, '')

const endsTransaction = /(?:^|;)\s*(commit|rollback|abort|end|begin|start\s+transaction|prepare\s+transaction|vacuum|create\s+database|drop\s+database|alter\s+system)\b/i

/**
 * Everything in the catalog that is not of this plugin's PostgreSQL schema, as one hash for each schema. What references
 * of the plugin's tables leave on tables of the core (internal triggers) doesn't count.
 */
const catalogQuery = (own: string) => `
  with space as (
    select oid, nspname, nspowner, nspacl from pg_namespace
    where nspname <> '${own}' and nspname !~ '^pg_(toast|temp)' and nspname not in ('pg_catalog', 'information_schema')
  ), thing as (
    select n.nspname as space, 'schema ' || n.nspname as name, (n.nspowner, n.nspacl)::text as fact from space n
    union all select n.nspname, 'relation ' || c.relname, (c.oid, c.relkind, c.relowner, c.relacl, c.relfilenode, c.reloptions, c.relrowsecurity)::text
      from pg_class c join space n on n.oid = c.relnamespace where not (n.nspname = 'drizzle' and c.relname like 'journal\\_plugin\\_%')
    union all select n.nspname, 'column ' || c.relname || '.' || a.attname, (a.attnum, a.atttypid, a.atttypmod, a.attnotnull, a.attisdropped, a.attidentity, a.attgenerated, pg_get_expr(d.adbin, d.adrelid))::text
      from pg_attribute a join pg_class c on c.oid = a.attrelid join space n on n.oid = c.relnamespace left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
      where a.attnum > 0 and not (n.nspname = 'drizzle' and c.relname like 'journal\\_plugin\\_%')
    union all select n.nspname, 'constraint ' || k.conname, pg_get_constraintdef(k.oid)
      from pg_constraint k join space n on n.oid = k.connamespace where k.conname not like 'journal\\_plugin\\_%'
    union all select n.nspname, 'trigger ' || t.tgname, pg_get_triggerdef(t.oid) || t.tgenabled::text
      from pg_trigger t join pg_class c on c.oid = t.tgrelid join space n on n.oid = c.relnamespace where not t.tgisinternal
    union all select n.nspname, 'rule ' || r.rulename, pg_get_ruledef(r.oid) from pg_rewrite r join pg_class c on c.oid = r.ev_class join space n on n.oid = c.relnamespace
    union all select n.nspname, 'function ' || p.proname, p.oid::text || md5(p.prosrc) from pg_proc p join space n on n.oid = p.pronamespace
    union all select n.nspname, 'type ' || t.typname, (t.oid, (select string_agg(e.enumlabel, ',' order by e.enumsortorder) from pg_enum e where e.enumtypid = t.oid))::text
      from pg_type t join space n on n.oid = t.typnamespace where t.typname !~ '^_?journal_plugin_'
    union all select '', 'extension ' || extname, extversion from pg_extension
    union all select '', 'event trigger ' || evtname, oid::text from pg_event_trigger
  )
  select name || ' of ' || space as name, fact from thing`

const differenceOf = (before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string | undefined =>
  [...after.keys()].find((name) => before.get(name) !== after.get(name)) ?? [...before.keys()].find((name) => !after.has(name))

/** Tables of others that rows were written to, or would have been: whoever writes holds this lock until the end. */
const writtenQuery = (own: string) => `
  select c.relname from pg_locks l join pg_class c on c.oid = l.relation join pg_namespace n on n.oid = c.relnamespace
  where l.pid = pg_backend_pid() and l.locktype = 'relation' and l.mode = 'RowExclusiveLock' and c.relkind in ('r', 'p')
    and n.nspname not in ('${own}', 'pg_catalog', 'information_schema', 'pg_toast') and c.relname not like 'journal\\_plugin\\_%' limit 1`

type Sql = postgres.TransactionSql

const catalog = async (sql: Sql, own: string) =>
  new Map((await sql.unsafe<{ name: string; fact: string }[]>(catalogQuery(own))).map(({ name, fact }) => [name, fact]))

const applyAll = async (sql: Sql, id: string, journal: string, pending: readonly Migration[]): Promise<void> => {
  const own = pgSchemaOf(id)
  await sql.unsafe(`create schema if not exists "${own}"`)
  const before = await catalog(sql, own)
  await sql.unsafe(`set local search_path to "${own}", public`)
  for (const { sql: statements, hash, folderMillis } of pending) {
    for (const statement of statements.filter((text) => bare(text).trim() !== '')) {
      if (endsTransaction.test(bare(statement))) throw new PluginFailure(id, 'MIGRATION', 'a migration must not begin or end transactions: all of it is one')
      // drizzle-kit writes the schema down like a table; it is here already.
      await sql.unsafe(statement.replace(/^\s*create\s+schema\s+(?!if\b)/i, 'create schema if not exists '))
    }
    await sql.unsafe(`insert into drizzle."${journal}" (hash, created_at) values ($1, $2)`, [hash, folderMillis])
  }
  const changed = differenceOf(before, await catalog(sql, own))
  if (changed !== undefined) throw new PluginFailure(id, 'MIGRATION', `it touched what is not its own: ${changed}`)
  const [written] = await sql.unsafe<{ relname: string }[]>(writtenQuery(own))
  if (written) throw new PluginFailure(id, 'MIGRATION', `it wrote to a table that is not its own: ${written.relname}`)
}

/**
 * Brings the tables of a plugin up to date: all pending migrations in one transaction, in a PostgreSQL schema and with a
 * journal of its own. What touches anything else is taken back as a whole. Repeating it changes nothing.
 * @param seconds for each statement, and for all
 * @throws PluginFailure of MIGRATION; nothing was changed then
 */
export const migratePlugin = async ({ url, id, folder, seconds }: { url: string; id: string; folder: URL; seconds: number }): Promise<void> => {
  const journal = `journal_plugin_${pgSchemaOf(id)}`
  let client: postgres.Sql | undefined
  let late: NodeJS.Timeout | undefined
  try {
    const migrations = readJournal(id, fileURLToPath(folder))
    if (migrations.length === 0) return
    client = guarded(postgres(url, { max: 1, onnotice: () => undefined, connect_timeout: 10, fetch_types: false, connection: { application_name: `logline:${id}`, statement_timeout: seconds * 1000 } }))
    const last = async (sql: postgres.Sql | Sql): Promise<number> => {
      const [known] = await sql.unsafe<{ there: boolean }[]>(`select to_regclass('drizzle."${journal}"') is not null as there`)
      if (!known?.there) return -1
      const [row] = await sql.unsafe<{ last: string | null }[]>(`select max(created_at) as last from drizzle."${journal}"`)
      return Number(row?.last ?? -1)
    }
    if ((await last(client)) >= migrations.at(-1)!.folderMillis) return
    const connection = client
    // On the connection, which ends with this: servers that start together wait for each other before they look.
    await connection.unsafe(`set lock_timeout = '${Math.min(seconds, 10)}s'`)
    await connection`select pg_advisory_lock(hashtextextended(${`logline plugin ${id}`}, 0))`
    // What other plugins lay down meanwhile is not seen, and so not taken for the work of this one.
    const work = connection.begin('isolation level repeatable read', async (sql) => {
      await sql.unsafe(`create table if not exists drizzle."${journal}" (id serial primary key, hash text not null, created_at bigint)`)
      const applied = await last(sql)
      const pending = migrations.filter(({ folderMillis }) => folderMillis > applied)
      if (pending.length > 0) await applyAll(sql, id, journal, pending)
    })
    const given = new Promise<never>((_, reject) => {
      late = setTimeout(() => {
        reject(new PluginFailure(id, 'MIGRATION', `took longer than ${seconds} s and was taken back`, { timedOut: true }))
        void connection.end({ timeout: 0 })
      }, seconds * 1000 + 500)
    })
    work.catch(() => undefined)
    await Promise.race([work, given])
  } catch (error) {
    if (error instanceof PluginFailure) throw error
    throw new PluginFailure(id, 'MIGRATION', messageOf(error, fileURLToPath(folder)), { cause: error })
  } finally {
    clearTimeout(late)
    await client?.end({ timeout: 1 })
  }
}
