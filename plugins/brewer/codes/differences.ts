import { codeOf } from './code-table.ts'

/** Why we tell what a plain matcher of texts does not, by code. What is not here has no excuse. */
export const reasons: Readonly<Record<number, string>> = {
  14: 'no text tells it: a mercury calibration with correlation 0 has failed, whatever step it was set to',
  34: 'older programs mark the end of day by a record of its own (ed), without a text',
  42: 'no text tells it: the header’s date is not that of the file’s name',
  43: 'no text tells it: td told another Julian day than the file’s',
  44: 'no text tells it: td corrected the clock by more than 20 s',
  45: 'told by what operators typed or confirmed: a guess',
  47: 'no text tells it: another schedule runs than the one that is expected',
}

type Told = { code: number; line: number }
export type Difference = { what: string; reason: string | null }

const few = (lines: readonly number[]) => `${lines.length > 1 ? 'lines' : 'line'} ${lines.slice(0, 8).join(', ')}${lines.length > 8 ? ' …' : ''}`

/** What two lists of events of one file do not share; each with the reason for it, if there is one. Codes beyond the masks are left out. */
export const differencesOf = (ours: readonly Told[], theirs: readonly Told[]): Difference[] => {
  const codes = new Set([...ours, ...theirs].map(({ code }) => code).filter((code) => codeOf(code)?.mask != null || codeOf(code) === undefined))
  return [...codes].sort((one, other) => one - other).flatMap((code) => {
    const mine = ours.filter((event) => event.code === code).map(({ line }) => line)
    const other = theirs.filter((event) => event.code === code).map(({ line }) => line)
    const more = mine.filter((line) => !other.includes(line))
    const fewer = other.filter((line) => !mine.includes(line))
    return [
      ...(more.length ? [{ what: `${code} ${codeOf(code)?.title ?? ''}: only here, ${few(more)}`, reason: reasons[code] ?? null }] : []),
      ...(fewer.length ? [{ what: `${code} ${codeOf(code)?.title ?? ''}: not here, ${few(fewer)}`, reason: null }] : []),
    ]
  })
}
