import { z } from 'zod'
import { isZone } from '../api/read.ts'

export const settings = z.strictObject({
  /** Watched each minute: a folder for each instrument, with its files in it or below. Nothing is watched without one. */
  folder: z.string().min(1).nullable().default(null),
  /** Of times without an offset. */
  zone: z.string().refine(isZone, 'must be a time zone such as Europe/Zurich').default('UTC'),
  /** Which files of the folder. */
  patterns: z.array(z.string().min(1)).min(1).default(['*/**/*.csv', '*/**/*.tsv']),
  /** The kind of instruments that are made because a file brings data of them. */
  kind: z.string().regex(/^[a-z0-9][a-z0-9_-]{0,31}$/, 'must be small letters, digits, _ and -').default('series'),
})

export type Settings = z.output<typeof settings>
