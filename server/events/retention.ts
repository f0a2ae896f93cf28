import type { Database } from '../../drizzle/database.ts'

const batch = 5000

/**
 * Takes away events from before `before` (epoch ms), oldest first, in small transactions. The place of the last one is
 * kept, so that who resumes from before it is told to read again.
 * @returns how many
 */
export const pruneEvents = async ({ raw }: Pick<Database, 'raw'>, before: number): Promise<number> => {
  let pruned = 0
  for (;;) {
    const count = await raw.begin(async (tx) => {
      // Only the front of the order goes: an event that is younger than its neighbours keeps those behind it.
      const [last] = await tx<{ xid: string; id: string; count: number }[]>`
        with front as (
          select xid, id, bool_and(at < ${new Date(before)}) over (order by xid, id) as old
          from event where xid < pg_snapshot_xmin(pg_current_snapshot()) order by xid, id limit ${batch}
        ), gone as (
          delete from event using front where event.id = front.id and front.old returning event.xid, event.id
        )
        select xid::text, id::text, (select count(*)::int from gone) as count from gone order by gone.xid desc, gone.id desc limit 1`
      if (!last) return 0
      await tx`update installation set pruned_xid = ${last.xid}::xid8, pruned_id = ${last.id}::bigint
        where (pruned_xid, pruned_id) < (${last.xid}::xid8, ${last.id}::bigint)`
      return last.count
    })
    pruned += count
    if (count < batch) return pruned
  }
}

/** Forgets the answers to keyed requests from before `before` (epoch ms). */
export const pruneIdempotencyKeys = async ({ raw }: Pick<Database, 'raw'>, before: number): Promise<number> =>
  (await raw`delete from idempotency_key where created_at < ${new Date(before)}`).count

/**
 * Jobs that run every few seconds would fill the outbox with good news: of those from before `before` (epoch ms) only
 * the latest of each job stays, as a slow subscriber's queue would have it. Failures stay.
 * @returns how many are gone
 */
export const meltJobEvents = async ({ raw }: Pick<Database, 'raw'>, before: number): Promise<number> =>
  (await raw`
    delete from event using (
      select id, at < ${new Date(before)} and data->>'trigger' = 'SCHEDULE' and data->>'state' in ('RUNNING', 'DONE')
        and lead(id) over (partition by key order by xid, id) is not null as is_old_news
      from event where kind in ('job.started', 'job.ended')
    ) as told where told.id = event.id and told.is_old_news`).count
