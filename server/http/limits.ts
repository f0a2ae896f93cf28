import {
  Kind,
  type DocumentNode,
  type FieldNode,
  type GraphQLError,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql'
import type { Limits } from '../config.ts'
import { clientError } from './error.ts'
import { fragmentsOf, selectedFields } from './selection.ts'

/** What is counted of a document before it is validated. Fragments count wherever they are spread. */
export type Measure = {
  depth: number
  fields: number
  rootFields: number
  aliases: number
  directives: number
  inputDepth: number
}

const none: Measure = { depth: 0, fields: 0, rootFields: 0, aliases: 0, directives: 0, inputDepth: 0 }

/** Lists and objects in each other, in arguments and variables: a filter is never as deep as that. */
export const maxInputDepth = 32

const valueDepth = (value: ValueNode, left = maxInputDepth + 1): number => {
  if (left === 0) return 1
  const inner =
    value.kind === Kind.LIST
      ? value.values
      : value.kind === Kind.OBJECT
        ? value.fields.map((field) => field.value)
        : null
  return inner ? 1 + inner.reduce((deepest, item) => Math.max(deepest, valueDepth(item, left - 1)), 0) : 0
}

/** Whether a JSON value is nested deeper than `maxInputDepth`. */
export const isTooDeep = (value: unknown, left = maxInputDepth): boolean => {
  if (typeof value !== 'object' || value === null) return false
  if (left === 0) return true
  for (const key in value) if (isTooDeep((value as Record<string, unknown>)[key], left - 1)) return true
  return false
}

const largest = (a: Measure, b: Measure): Measure => ({
  depth: Math.max(a.depth, b.depth),
  fields: Math.max(a.fields, b.fields),
  rootFields: Math.max(a.rootFields, b.rootFields),
  aliases: Math.max(a.aliases, b.aliases),
  directives: a.directives + b.directives,
  inputDepth: Math.max(a.inputDepth, b.inputDepth),
})

/** Measures each fragment once, however often it is spread: the time is that of reading the document. */
export const measure = (document: DocumentNode): Measure => {
  const fragments = fragmentsOf(document)
  const measured = new Map<string, Measure>()
  const known = (name: string): Measure => {
    const fragment = fragments.get(name)
    const before = measured.get(name)
    if (!fragment || before) return before ?? none
    measured.set(name, none)
    const whole = ofSet(fragment.selectionSet)
    measured.set(name, whole)
    return whole
  }
  const ofField = (field: FieldNode): Measure => {
    const inner = field.selectionSet ? ofSet(field.selectionSet) : none
    return {
      depth: inner.depth + 1,
      fields: inner.fields + 1,
      rootFields: 1,
      aliases: inner.aliases + (field.alias ? 1 : 0),
      directives: inner.directives,
      inputDepth: Math.max(inner.inputDepth, ...(field.arguments ?? []).map(({ value }) => valueDepth(value))),
    }
  }
  const ofSet = ({ selections }: SelectionSetNode): Measure => {
    let sum = none
    for (const selection of selections) {
      const part =
        selection.kind === Kind.FIELD
          ? ofField(selection)
          : selection.kind === Kind.INLINE_FRAGMENT
            ? ofSet(selection.selectionSet)
            : { ...known(selection.name.value), directives: 0 }
      sum = {
        depth: Math.max(sum.depth, part.depth),
        fields: sum.fields + part.fields,
        rootFields: sum.rootFields + part.rootFields,
        aliases: sum.aliases + part.aliases,
        directives: sum.directives + part.directives + (selection.directives?.length ?? 0),
        inputDepth: Math.max(sum.inputDepth, part.inputDepth),
      }
    }
    return sum
  }
  return document.definitions.reduce((all, node) => {
    if (node.kind === Kind.FRAGMENT_DEFINITION) return largest(all, known(node.name.value))
    if (node.kind !== Kind.OPERATION_DEFINITION) return all
    const variables = node.variableDefinitions ?? []
    const directives =
      (node.directives?.length ?? 0) + variables.reduce((sum, { directives: own }) => sum + (own?.length ?? 0), 0)
    const inputDepth = Math.max(
      0,
      ...variables.map(({ defaultValue }) => (defaultValue ? valueDepth(defaultValue) : 0)),
    )
    return largest(all, largest(ofSet(node.selectionSet), { ...none, directives, inputDepth }))
  }, none)
}

const words: Record<keyof Measure, string> = {
  depth: 'levels of fields',
  fields: 'fields',
  rootFields: 'fields at the root',
  aliases: 'aliases',
  directives: 'directives',
  inputDepth: 'levels in an argument',
}

/** Fields of one name in one place that must be compared with each other, to see whether they can be merged. */
export const maxOverlaps = 20_000

/**
 * How many comparisons validation makes: it takes every pair of fields that share a name in the answer, and the pairs
 * below them, so that 1900 times `fill { number }` keep it busy for seconds. Counted in the time of one walk.
 */
export const countOverlaps = (document: DocumentNode): number => {
  const fragments = fragmentsOf(document)
  const ofSets = (sets: readonly SelectionSetNode[]): number => {
    const groups = new Map<string, FieldNode[]>()
    for (const set of sets) {
      for (const { field } of selectedFields(set, fragments)) {
        const name = field.alias?.value ?? field.name.value
        const group = groups.get(name)
        if (group) group.push(field)
        else groups.set(name, [field])
      }
    }
    let pairs = 0
    for (const group of groups.values()) {
      pairs += (group.length * (group.length - 1)) / 2
      pairs += ofSets(group.flatMap(({ selectionSet }) => selectionSet ?? []))
    }
    return pairs
  }
  const sets = document.definitions.flatMap((node) => ('selectionSet' in node ? [node.selectionSet] : []))
  return sets.reduce((pairs, set) => pairs + ofSets([set]), 0)
}

const number = new Intl.NumberFormat('en')

/** LIMIT_EXCEEDED, saying which limit, what was asked and what is allowed. */
export const exceeded = (limit: string, what: string, requested: number | null, allowed: number): GraphQLError =>
  clientError(
    'LIMIT_EXCEEDED',
    `${requested === null ? 'Too many' : number.format(requested)} ${what}: at most ${number.format(allowed)} allowed`,
    {
      limit,
      ...(requested === null ? {} : { requested }),
      allowed,
    },
  )

/** One error for each limit that the document breaks. */
export const brokenLimits = (document: DocumentNode, limits: Limits): GraphQLError[] => {
  const measured = measure(document)
  const allowed: Measure = { ...limits, inputDepth: maxInputDepth }
  const broken = (Object.keys(words) as (keyof Measure)[])
    .filter((limit) => measured[limit] > allowed[limit])
    .map((limit) => exceeded(limit, words[limit], measured[limit], allowed[limit]))
  if (broken.length > 0) return broken
  const overlaps = countOverlaps(document)
  return overlaps > maxOverlaps ? [exceeded('overlaps', 'pairs of fields to merge', overlaps, maxOverlaps)] : []
}
