import type { Level } from './codes/event.ts'

/** From the least to the worst. */
export const levels = ['INFO', 'WARNING', 'ERROR', 'CRITICAL'] as const satisfies readonly Level[]

export const worstOf = (found: Iterable<Level>): Level | null => {
  let worst = -1
  for (const level of found) worst = Math.max(worst, levels.indexOf(level))
  return levels[worst] ?? null
}
