import { sql } from 'drizzle-orm'
import type { Transaction } from '../../drizzle/database.ts'
import { numberArray } from './parameters.ts'

/**
 * Writes the seconds of stable beams that good physics runs cover, for the filter on covered time. The same figure as
 * `fillStatistics(…, 'GOOD_PHYSICS').coveredSeconds`: overlaps are merged before they are summed. A good run has
 * ended, so the figure doesn't move by itself. The fills must be locked.
 * @returns the numbers of the fills whose coverage changed
 */
export const refreshCoverage = async (tx: Transaction, fills: ReadonlySet<number>, now: Date): Promise<number[]> => {
  if (fills.size === 0) return []
  const at = now.toISOString()
  const rows = await tx.execute<{ number: number }>(sql`
    with beams as (
      select number, stable_beams_start as a, coalesce(stable_beams_end, ${at}::timestamptz) as b
      from fill where number = any(${numberArray(fills)}::int[])
    ), merged as (
      select beams.number, range_agg(tstzrange(greatest(run.start_at, a), least(run.end_at, b))) as covered
      from beams join run on run.fill_number = beams.number
      where run.definition = 'PHYSICS' and run.quality = 'GOOD' and run.start_at < b and run.end_at > a and a < b
      group by beams.number
    ), summed as (
      select beams.number, coalesce((
        select sum(extract(epoch from upper(piece) - lower(piece))) from unnest(merged.covered) as piece
      ), 0) as seconds
      from beams left join merged using (number)
    )
    update fill set covered_seconds = summed.seconds, revision = revision + 1, updated_at = ${at}::timestamptz
    from summed where fill.number = summed.number and fill.covered_seconds is distinct from summed.seconds::float8
    returning fill.number`)
  return rows.map(({ number }) => number)
}
