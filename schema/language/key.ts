/** A value of a key that is known beforehand, and what it means. */
export type KeyValue = { readonly value: string; readonly what: string }

/** How a key's values are read and what they become in the schema's input. Fields are those of schema.graphql. */
export type KeyKind =
  /** One of a few; written small, asked large. */
  | { readonly kind: 'enum'; readonly field: string; readonly values: readonly KeyValue[] }
  /** A set of names: all, any or none of them; with `=quality` the verdict on one of them. */
  | { readonly kind: 'set'; readonly field: string; readonly verdict?: { field: string; name: string; value: string; values: readonly KeyValue[] } }
  /** A name as a whole, or `~part` of it; `orField` has such a name too, and either may be meant. */
  | { readonly kind: 'text'; readonly field: string; readonly orField?: string }
  /** A number; `ranges` is a field that takes many at once, as text. */
  | { readonly kind: 'number'; readonly field?: string; readonly ranges?: string; readonly isWhole: boolean; readonly units?: Readonly<Record<string, number>> }
  | { readonly kind: 'duration'; readonly field: string }
  | { readonly kind: 'time'; readonly field: string }
  | { readonly kind: 'flag'; readonly field: string }
  /** Letters that follow each other. */
  | { readonly kind: 'letters'; readonly field: string; readonly values: readonly KeyValue[] }
  /** `category/title/description`; each may be left out. */
  | { readonly kind: 'path'; readonly field: string; readonly parts: readonly string[]; readonly containing: string }

/** A key of the language: the parser, the help, the form and the suggestions read it from here. */
export type Key = KeyKind & {
  readonly name: string
  readonly also?: readonly string[]
  /** Over the control in the form. */
  readonly label: string
  /** In a line, for help and suggestions. */
  readonly what: string
  readonly examples: readonly string[]
  /** Whether the data know its values: then `suggestions(key)` has them. */
  readonly isSuggested?: boolean
}

export type Sort = { readonly name: string; readonly field: string; readonly what: string }

export type List = 'runs' | 'fills' | 'environments' | 'instruments'

/** The language of one list, as data. */
export type Language = {
  readonly list: List
  readonly keys: readonly Key[]
  readonly sorts: readonly Sort[]
  /** The order of the list when nobody says one. */
  readonly usualSort: { readonly name: string; readonly isDescending: boolean }
  /** Where a word without a key is looked for; the word is found in any of these. */
  readonly words: { readonly what: string; readonly fields: readonly { field: string; isContaining: boolean }[] }
  /** Which field takes bare numbers and ranges; `alsoWords` when a number may be a part of a name as well. Null: they are words. */
  readonly numbers: { readonly what: string; readonly field: string; readonly alsoWords: boolean } | null
}

/** The words that stand for `sort:` in every list. */
export const sortKey = 'sort'

export const findKey = ({ keys }: Language, name: string): Key | undefined => {
  const low = name.toLowerCase()
  return keys.find((key) => key.name === low || key.also?.includes(low))
}
