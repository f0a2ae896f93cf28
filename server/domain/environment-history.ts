/**
 * The life of an environment as a word: one letter for each status that was recorded, in order. So "which environments
 * went straight from STANDBY to ERROR" is a search for "SE" in short texts, which an index over their parts answers.
 */

export const environmentStatuses = [
  'PENDING',
  'STANDBY',
  'DEPLOYED',
  'CONFIGURED',
  'RUNNING',
  'ERROR',
  'MIXED',
  'DESTROYED',
  'DONE',
] as const
export type EnvironmentStatus = (typeof environmentStatuses)[number]

/** D is taken by DEPLOYED; both ways to be gone share the X. */
const letterOf: Readonly<Record<EnvironmentStatus, string>> = {
  PENDING: 'P',
  STANDBY: 'S',
  DEPLOYED: 'D',
  CONFIGURED: 'C',
  RUNNING: 'R',
  ERROR: 'E',
  MIXED: 'M',
  DESTROYED: 'X',
  DONE: 'X',
}

const knownLetters = [...new Set(Object.values(letterOf))].join(' ')

/** The history as letters, oldest first. A status recorded twice in a row stands there twice. */
export const historyLetters = (statuses: readonly EnvironmentStatus[]): string =>
  statuses.map((status) => letterOf[status]).join('')

/**
 * Reads a pattern such as `S-E`, `SE` or `s - e`: each status directly followed by the next. Returns its letters, to be
 * found as they are in `historyLetters`, or one sentence about what is wrong.
 */
export const parseHistoryPattern = (text: string): { letters: string } | { fault: string } => {
  const pattern = text.toUpperCase().replaceAll(/\s/g, '')
  if (pattern === '') return { fault: `a history pattern needs at least one letter of ${knownLetters}` }
  for (const letter of pattern) {
    if (letter !== '-' && !knownLetters.includes(letter)) {
      return { fault: `"${letter}" stands for no status: use the letters ${knownLetters}` }
    }
  }
  if (/^-|--|-$/.test(pattern)) return { fault: `a dash in "${text.trim()}" does not stand between two letters` }
  return { letters: pattern.replaceAll('-', '') }
}

const pairs = (letters: string): string[] => {
  const found: string[] = []
  for (let at = 0; at + 1 < letters.length; at++) found.push(letters.slice(at, at + 2))
  return found
}

/** What the index keeps of a history: its distinct substrings of one and of two letters. */
export const historyGrams = (letters: string): string[] => [...new Set([...letters, ...pairs(letters)])]

/**
 * What a history must have in the index to contain the pattern's letters. Enough by itself for one or two letters;
 * a longer pattern must still be looked for in the history, which may have the pairs in other places.
 */
export const patternGrams = (letters: string): string[] =>
  letters.length === 1 ? [letters] : [...new Set(pairs(letters))]
