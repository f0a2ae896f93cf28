import type { Transaction } from '../../drizzle/database.ts'
import { instrument } from '../../drizzle/tables/instrument.ts'
import { suggestion } from '../spelling.ts'

/** So many names are looked at for the one that was meant, and so many unknown ones are thought about. */
const mostNames = 5000
const mostUnknown = 20

/** What to say of names that no instrument has: perhaps another was meant. */
export const unknownInstruments = async (tx: Transaction, unknown: readonly string[]): Promise<Map<string, string>> => {
  if (unknown.length === 0) return new Map()
  const rows = await tx.select({ name: instrument.name }).from(instrument).orderBy(instrument.name).limit(mostNames)
  const names = rows.map(({ name }) => name)
  return new Map(unknown.map((name, index) =>
    [name, `There is no instrument ${name.slice(0, 80)}.${index < mostUnknown ? suggestion(name.slice(0, 64), names) : ''}`]))
}
