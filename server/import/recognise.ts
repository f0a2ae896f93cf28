import type { AnyMapping } from './binding.ts'
import { shown } from './cell.ts'
import { UnreadableFile } from './item.ts'
import { plainName } from './mapping.ts'

const fits = <Item>(mapping: AnyMapping<Item>, columns: readonly string[]): boolean => {
  const seen = new Set(columns.map(plainName))
  return mapping.needs.every((names) => names.some((name) => seen.has(plainName(name))))
}

const listed = (names: readonly string[]) =>
  names.length > 40 ? `${names.slice(0, 40).join(', ')} … (${names.length})` : names.join(', ')

const kindsOf = <Item>(mappings: readonly AnyMapping<Item>[]) =>
  mappings.map(({ kind, needs }) => `${kind} (${needs.map((names) => names.join(' or ')).join(', ')})`).join('; ')

/** The first mapping that finds the columns it needs. Throws UnreadableFile, with the columns seen, when none does. */
export const recogniseColumns = <Item>(
  mappings: readonly AnyMapping<Item>[],
  columns: readonly string[],
): AnyMapping<Item> => {
  const tables = mappings.filter(({ needsMember }) => !needsMember)
  const found = tables.find((mapping) => fits(mapping, columns))
  if (found) return found
  const seen = listed(columns.map((name) => shown(name)).filter((name) => name !== ''))
  throw new UnreadableFile(`No kind of file that can be read has these columns: ${seen}. Known: ${kindsOf(tables)}`)
}

/** The same for a JSON object, by its first member. */
export const recogniseMember = <Item>(
  mappings: readonly AnyMapping<Item>[],
  key: string,
  member: unknown,
): AnyMapping<Item> => {
  const found = mappings.find(({ needsMember }) => needsMember?.(key, member))
  if (found) return found
  const seen = `"${shown(key)}": ${shown(member)}`
  throw new UnreadableFile(`The file is a JSON object of no kind that can be read here; it begins with ${seen}`)
}
