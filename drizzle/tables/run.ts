import { sql } from 'drizzle-orm'
import { boolean, check, doublePrecision, index, integer, pgEnum, pgTable, smallint, text } from 'drizzle-orm/pg-core'
import { moment } from './columns.ts'
import { environment } from './environment.ts'
import { fill } from './fill.ts'
import { period } from './period.ts'
import { runType } from './run-type.ts'

export const runDefinition = pgEnum('run_definition', [
  'PHYSICS', 'COSMICS', 'TECHNICAL', 'SYNTHETIC', 'CALIBRATION', 'COMMISSIONING',
])
export const runQuality = pgEnum('run_quality', ['NONE', 'GOOD', 'BAD', 'TEST'])

/** One period of data taking. */
export const run = pgTable(
  'run',
  {
    number: integer().primaryKey(),
    typeId: smallint().references(() => runType.id),
    definition: runDefinition().notNull(),
    /** The source said the definition itself: the rules don't touch it. */
    definitionIsExplicit: boolean().notNull().default(false),
    quality: runQuality().notNull().default('NONE'),
    startedAt: moment(),
    endedAt: moment(),
    triggerStartedAt: moment(),
    triggerEndedAt: moment(),
    /** Effective edges: the trigger's time where present, else the control system's, each by itself. */
    startAt: moment().generatedAlwaysAs(sql`coalesce(trigger_started_at, started_at)`),
    endAt: moment().generatedAlwaysAs(sql`coalesce(trigger_ended_at, ended_at)`),
    durationSeconds: doublePrecision().generatedAlwaysAs(
      sql`extract(epoch from (coalesce(trigger_ended_at, ended_at) - coalesce(trigger_started_at, started_at)))`,
    ),
    fillNumber: integer().references(() => fill.number),
    environmentId: text().references(() => environment.id),
    periodId: smallint().references(() => period.id),
    startedBy: text(),
    endedBy: text(),
    // What the definition rules look at.
    dcs: boolean(),
    dataDistribution: boolean(),
    epn: boolean(),
    trigger: text(),
    processingMode: text(),
    workflowParameters: text(),
    pdpBeamType: text(),
    beamMode: text(),
    revision: integer().notNull().default(1),
    createdAt: moment().notNull().defaultNow(),
    updatedAt: moment().notNull().defaultNow(),
  },
  (table) => [
    check('run_number_is_positive', sql`${table.number} > 0`),
    check('run_ends_after_it_starts', sql`${table.endedAt} > ${table.startedAt}`),
    check('run_trigger_ends_after_it_starts', sql`${table.triggerEndedAt} > ${table.triggerStartedAt}`),
    check(
      'run_effective_end_after_start',
      sql`coalesce(trigger_ended_at, ended_at) > coalesce(trigger_started_at, started_at)`,
    ),
    check(
      'run_quality_after_end',
      sql`quality = 'NONE' or coalesce(trigger_ended_at, ended_at) is not null or coalesce(trigger_started_at, started_at) is null`,
    ),
    index('run_by_start').on(sql`coalesce(start_at, '-infinity')`, table.number),
    index('run_by_end').on(sql`coalesce(end_at, '-infinity')`, table.number),
    index('run_by_duration').on(sql`coalesce(duration_seconds, -1)`, table.number),
    index('run_by_fill').on(sql`coalesce(fill_number, -1)`, table.number),
    index('run_of_fill').on(table.fillNumber, table.number),
    index('run_by_type').on(table.typeId, table.number),
    index('run_by_definition').on(table.definition, table.number),
    index('run_by_quality').on(table.quality, table.number),
    index('run_by_period').on(table.periodId, table.number),
    index('run_by_starter').on(table.startedBy, table.number),
    index('run_by_ender').on(table.endedBy, table.number),
    index('run_of_environment').on(table.environmentId, table.number),
    index('run_still_open').on(table.startAt).where(sql`end_at is null`),
    index('run_by_words').using(
      'gin',
      sql`(coalesce(started_by, '') || ' ' || coalesce(ended_by, '') || ' ' || coalesce(environment_id, '')) gin_trgm_ops`,
    ),
  ],
)

export type Run = typeof run.$inferSelect
