import type { Place, ProblemRecord } from './record.ts'

const mostShown = 60

/** What stands in a file as one can print it: shortened, control characters as dots. */
export const shown = (text: string) =>
  // oxlint-disable-next-line no-control-regex
  (text.length > mostShown ? `${text.slice(0, mostShown)}…` : text).replace(/[\x00-\x1f\x7f-\x9f]/g, '·')

/** `what`, in words that are followed by what stands there. */
export const problem = (place: Place & { at: number | null }, what: ProblemRecord['what'], words: string, text = ''): ProblemRecord => ({
  type: 'problem', line: place.line, offset: place.offset, length: place.length, at: place.at, what,
  message: text ? `${words}: ${shown(text)}` : words,
})
