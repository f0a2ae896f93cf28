// What authors of plugins test with: `import { startLogline, laws } from 'logline/test'`. Any test runner will do.
import { lawsWith } from './laws.ts'
import { openDatabase } from './own-database.ts'
import { startWith } from './start.ts'

export const startLogline = startWith(openDatabase)
export const laws = lawsWith(openDatabase)
export type { Client } from '../client.ts'
export type { Laws, LawsOptions } from './laws.ts'
export type { JobResult, Logline, StartLogline, StartOptions } from './start.ts'
