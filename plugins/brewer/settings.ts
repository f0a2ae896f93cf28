import { z } from 'zod'

/** Names as the program gives them: letters, day and year (of two or four digits), the Brewer's number; in any case. */
const usualPatterns = ['[BbDdSs]', '[Uu][VvAaXxFf]', '[Ii][Cc][Ff]']
  .flatMap((letters) => [5, 7].flatMap((day) => [3, 4].map((number) => `**/${letters}${'[0-9]'.repeat(day)}.${'[0-9]'.repeat(number)}`)))

export const settings = z.strictObject({
  /** Folder trees in which files of Brewers may come to lie, looked through each 15 minutes. None: uploads only. */
  folders: z.union([z.string().min(1).transform((folder) => [folder]), z.array(z.string().min(1))]).default([]),
  /** Which paths below them may be such files. */
  patterns: z.array(z.string().min(1)).min(1).default(usualPatterns),
  /** Where the state of each file is written, as `<instrument>/<name>.json`. Nowhere without one. */
  statusFolder: z.string().min(1).nullable().default(null),
  /** Hours for which an event of a code counts, instead of those of the code's own: `{ "26": 6 }` */
  windows: z.record(z.string().regex(/^\d{1,4}$/, 'must be a code'), z.number().min(0).max(24 * 366)).default({}),
})

export type Settings = z.output<typeof settings>
