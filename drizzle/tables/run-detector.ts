import { index, integer, pgTable, primaryKey, smallint } from 'drizzle-orm/pg-core'
import { detector } from './detector.ts'
import { run, runQuality } from './run.ts'

/** A detector that takes part in a run, with the quality of its own data there. */
export const runDetector = pgTable(
  'run_detector',
  {
    runNumber: integer().notNull().references(() => run.number, { onDelete: 'cascade' }),
    detectorId: smallint().notNull().references(() => detector.id),
    quality: runQuality().notNull().default('NONE'),
  },
  (table) => [
    primaryKey({ columns: [table.runNumber, table.detectorId] }),
    index('run_detector_by_quality').on(table.detectorId, table.quality, table.runNumber),
  ],
)

export type RunDetector = typeof runDetector.$inferSelect
