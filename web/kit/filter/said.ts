import { closed, literal, plainOf, readWords, type Key, type Said } from '../../../schema/language/index.ts'

/** What a form can show of a key: values wanted and not wanted; or two ends; or, when it is neither, its words. */
export type Shown =
  | ({ kind: 'sets' } & Sets)
  | { kind: 'ends'; from: string; to: string }
  | { kind: 'words' }

/** `mode` is null while one value, or none, means the same either way. */
export type Sets = { values: readonly string[]; mode: 'all' | 'any' | null; none: readonly string[] }

type Spoken = readonly { not: boolean; values: readonly string[] }[]

/** Of a key of which a row has many values, or one. */
export const showSets = (said: Spoken, hasMany: boolean): Shown => {
  const none = said.flatMap(({ not, values }) => (not ? values : []))
  const wanted = said.filter(({ not }) => !not).map(({ values }) => values)
  const [first = []] = wanted
  if (wanted.length <= 1) return { kind: 'sets', values: first, mode: first.length > 1 ? 'any' : null, none }
  if (!hasMany || wanted.some((values) => values.length !== 1)) return { kind: 'words' }
  return { kind: 'sets', values: wanted.flat(), mode: 'all', none }
}

/** `a..b`, `a..`, `..b` and single comparisons that say the same. */
export const showEnds = (said: Spoken): Shown => {
  if (said.length === 0) return { kind: 'ends', from: '', to: '' }
  const [one, ...others] = said
  const [value, ...more] = one?.values ?? []
  if (!one || one.not || others.length > 0 || more.length > 0 || value === undefined) return { kind: 'words' }
  const [, first, last] = /^(.*?)\.\.(.*)$/.exec(value) ?? []
  if (first !== undefined && last !== undefined) return { kind: 'ends', from: plainOf(first), to: plainOf(last) }
  if (value.startsWith('>=')) return { kind: 'ends', from: plainOf(value.slice(2)), to: '' }
  return { kind: 'words' }
}

export const sayEnds = (from: string, to: string): Said[] => {
  const [first, last] = [from.trim(), to.trim()]
  return first === '' && last === '' ? [] : [{ values: [`${written(first)}..${written(last)}`] }]
}

const written = (end: string) => (/[\s,"]/.test(end) ? literal(end) : end)

export const saySets = ({ values, mode, none }: Sets): Said[] => [
  ...(mode === 'all' ? values.map((value) => ({ values: [value] })) : values.length > 0 ? [{ values }] : []),
  ...(none.length > 0 ? [{ not: true, values: none }] : []),
]

/** The words of one key without the key, `-a,b "c d"`, as they are typed in a form. */
export const readSaid = (text: string): Said[] =>
  readWords(text).map(({ from, to, not, isClosed }) => {
    const value = text.slice(not ? from + 1 : from, to)
    return { not, values: [isClosed ? value : closed(value)] }
  })

/** What somebody typed into a form as a value: itself, but for the marks that the key knows. */
export const writeValue = (key: Key, typed: string): string => {
  const clean = typed.trim()
  if (key.kind === 'set' && key.verdict && clean.includes('=')) {
    const at = clean.lastIndexOf('=')
    return `${literal(clean.slice(0, at))}=${clean.slice(at + 1).trim()}`
  }
  if (/^(none|any)$/i.test(clean) && (key.kind === 'text' || key.kind === 'path')) return clean
  if (clean.startsWith('~')) return `~${literal(clean.slice(1).trim())}`
  return key.kind === 'path' ? clean.split('/').map((part) => (part === '' ? '' : literal(part))).join('/') : literal(clean)
}
