import { sql } from 'drizzle-orm'
import { check, doublePrecision, index, integer, pgTable, text } from 'drizzle-orm/pg-core'
import { moment } from './columns.ts'

/** Two beams in the machine, from injection to dump. */
export const fill = pgTable(
  'fill',
  {
    number: integer().primaryKey(),
    beamType: text(),
    fillingScheme: text(),
    energyGev: doublePrecision(),
    collidingBunches: integer(),
    /** nb⁻¹ */
    deliveredLuminosity: doublePrecision(),
    stableBeamsStart: moment(),
    stableBeamsEnd: moment(),
    stableBeamsSeconds: doublePrecision().generatedAlwaysAs(
      sql`extract(epoch from (stable_beams_end - stable_beams_start))`,
    ),
    /** Seconds of stable beams covered by good physics runs: written with each change of the fill or its runs. */
    coveredSeconds: doublePrecision().notNull().default(0),
    revision: integer().notNull().default(1),
    createdAt: moment().notNull().defaultNow(),
    updatedAt: moment().notNull().defaultNow(),
  },
  (table) => [
    check('fill_number_is_positive', sql`${table.number} > 0`),
    check('fill_stable_beams_end_after_start', sql`${table.stableBeamsEnd} > ${table.stableBeamsStart}`),
    check('fill_stable_beams_end_has_start', sql`${table.stableBeamsEnd} is null or ${table.stableBeamsStart} is not null`),
    check('fill_energy_is_positive', sql`${table.energyGev} > 0`),
    check('fill_colliding_bunches_not_negative', sql`${table.collidingBunches} >= 0`),
    check('fill_luminosity_not_negative', sql`${table.deliveredLuminosity} >= 0`),
    index('fill_by_stable_beams_start').on(sql`coalesce(stable_beams_start, '-infinity')`, table.number),
    index('fill_by_stable_beams_end').on(sql`coalesce(stable_beams_end, '-infinity')`, table.number),
    index('fill_by_stable_beams_seconds').on(sql`coalesce(stable_beams_seconds, -1)`, table.number),
    index('fill_by_covered_seconds').on(table.coveredSeconds, table.number),
    index('fill_by_energy').on(sql`coalesce(energy_gev, -1)`, table.number),
    index('fill_by_beam_type').on(table.beamType, table.number),
    index('fill_by_scheme').using('gin', sql`filling_scheme gin_trgm_ops`),
    index('fill_in_stable_beams').on(table.number).where(sql`stable_beams_start is not null and stable_beams_end is null`),
  ],
)

export type Fill = typeof fill.$inferSelect
