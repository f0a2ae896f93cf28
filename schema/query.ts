import { GraphQLError } from 'graphql'
import { readFilter, type Fault, type List, type Place } from './language/index.ts'
import type { Builder } from './builder.ts'

/** A filter of the domain as the API takes it: `query` may say in words what the other fields say. */
export type Asked<Filter> = Omit<Filter, 'and' | 'or' | 'not'> & {
  query?: string | null | undefined
  and?: readonly Asked<Filter>[] | null | undefined
  or?: readonly Asked<Filter>[] | null | undefined
  not?: Asked<Filter> | null | undefined
}

const longestWord = 80

const refuse = (text: string, faults: readonly Fault[]): GraphQLError => {
  const said = faults.map(({ from, to, message, fix }) => ({
    word: text.slice(from, to).slice(0, longestWord), from, to, message, ...(fix !== undefined && { fix }),
  }))
  const [first] = said
  return new GraphQLError(`query: "${first?.word}" at ${(first?.from ?? 0) + 1}: ${first?.message}`, {
    extensions: { code: 'BAD_USER_INPUT', faults: said },
  })
}

/**
 * The filter with its words read, all parts joined by and, as the domain takes it.
 * @throws BAD_USER_INPUT that names the word, its place and what would be right; all faults are in `extensions.faults`
 */
export const readQueries = <Filter extends object>(list: List, asked: Asked<Filter> | null | undefined, place: Place): Filter | null => {
  if (!asked) return null
  const { query, and, or, not, ...own } = asked
  const given = {
    ...own,
    ...(and && { and: and.map((part) => readQueries<Filter>(list, part, place)) }),
    ...(or && { or: or.map((part) => readQueries<Filter>(list, part, place)) }),
    ...(not && { not: readQueries<Filter>(list, not, place) }),
  }
  if (query == null) return given as Filter
  const { filter, faults } = readFilter(list, query, place)
  if (faults.length > 0) throw refuse(query, faults)
  // Its type is held to the schema's, and so to the domain's, in schema/language/inputs.test.ts.
  return (filter === null ? given : { ...given, and: [...(given.and ?? []), filter] }) as Filter
}

/** The field of a filter that takes words. */
export const queryField = (t: Parameters<Parameters<Builder['inputType']>[1]['fields']>[0], example: string) =>
  t.string({ description: `The same in the words of the filter box: ${JSON.stringify(example)}. Times without an offset are of the experiment's zone; a sort: in it is left to orderBy.` })
