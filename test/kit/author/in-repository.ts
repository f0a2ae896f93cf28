// The same for plugins of this repository: on the PostgreSQL of the suite.
import { createDatabase } from '../database.ts'
import { lawsWith } from './laws.ts'
import { startWith } from './start.ts'

export const startLogline = startWith(createDatabase)
export const laws = lawsWith(createDatabase)
