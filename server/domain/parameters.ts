import { BadQuestion } from './fault.ts'

/** Collects the values of one statement: `put(value)` gives its place, `$1`, `$2` … Throws BadQuestion for a text with NUL. */
export type Parameters = { values: unknown[]; put: (value: unknown) => string }

export const createParameters = (): Parameters => {
  const values: unknown[] = []
  return {
    values,
    put: (value) => {
      if (typeof value === 'string' && value.includes('\0')) throw new BadQuestion('A text with the NUL character is never found: none can be stored')
      return `$${values.push(value)}`
    },
  }
}

/** Numbers as a PostgreSQL array literal, for `= any($1::int[])`. */
export const numberArray = (numbers: Iterable<number | bigint>): string => `{${[...numbers].join(',')}}`

/** Texts as a PostgreSQL array literal, for `= any($1::text[])`. */
export const textArray = (texts: Iterable<string>): string =>
  `{${Array.from(texts, (text) => `"${text.replace(/[\\"]/g, '\\$&')}"`).join(',')}}`

/** Text taken literally inside a LIKE pattern. */
export const likeLiteral = (text: string): string => text.replace(/[\\%_]/g, '\\$&')
