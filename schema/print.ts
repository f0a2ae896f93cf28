// Prints the schema to schema.graphql: checked in, reviewed, and all that clients know.
import { writeFileSync } from 'node:fs'
import { lexicographicSortSchema, printSchema } from 'graphql'
import { createSchema } from './schema.ts'

export const printed = (): string =>
  `${printSchema(lexicographicSortSchema(createSchema({ version: '', startedAt: '', experimentZone: '', node: '', postgres: '' })))}\n`

if (process.argv[1] === import.meta.filename) writeFileSync(new URL('./schema.graphql', import.meta.url), printed())
