import type { EnvironmentAsRead } from './documents.ts'

/** As the list keeps it: with a figure that grows with each report. */
export type EnvironmentRow = EnvironmentAsRead & { readonly revision: number }

/**
 * An environment has no revision of its own. Its time of the last status never goes back, and its letters only grow,
 * also with reports that come late: what is newer has the greater sum.
 */
export const toRow = (read: EnvironmentAsRead): EnvironmentRow => ({
  ...read,
  revision: Date.parse(read.updatedAt) + read.historyLetters.length,
})
