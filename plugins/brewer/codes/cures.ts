import { codeOf } from './code-table.ts'

/** Names of what ends this event: of what its code has, those that fit the routine that told it. In other words than the table's there are none. */
export const curesOf = (code: number, message: string): readonly string[] => {
  const cures = codeOf(code)?.cures ?? []
  // The mercury lamp says nothing of the standard lamp, nor the other way round.
  if (code === 15 || code === 16) return /^\s*hg|hg test/i.test(message) ? ['mercury'] : cures.filter((name) => name !== 'mercury')
  return cures
}
