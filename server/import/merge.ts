import { shown } from './cell.ts'
import type { Notes } from './mapping.ts'

const same = (a: unknown, b: unknown): boolean =>
  typeof a === 'object' && typeof b === 'object'
    ? JSON.stringify(a, bigintAsText) === JSON.stringify(b, bigintAsText)
    : a === b

const bigintAsText = (_: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value)

const nameOf = (part: unknown): unknown =>
  typeof part === 'object' && part !== null && 'name' in part ? part.name : part

/** Parts that are new are added; a part of the same name that says something else is refused. */
const unite = (field: string, kept: unknown[], next: readonly unknown[], notes: Notes, line: number): boolean => {
  const known = new Map(kept.map((part) => [nameOf(part), part]))
  let grown = false
  for (const part of next) {
    const before = known.get(nameOf(part))
    if (before === undefined) {
      kept.push(part)
      known.set(nameOf(part), part)
      grown = true
    } else if (!same(before, part)) {
      notes.refuseValue(field, JSON.stringify(part, bigintAsText), `Line ${line} says ${show(before)}`)
    }
  }
  return grown
}

const show = (value: unknown) => shown(JSON.stringify(value, bigintAsText))

/**
 * Brings what a later row says into what the row at `line` said: what was absent is filled in, lists are united, and a
 * contradiction keeps the first. So the outcome depends on the file alone, and reading it again changes nothing.
 * Returns the fields that gained something.
 */
export const keepFirst = <Item extends object>(kept: Item, next: Item, notes: Notes, line: number): string[] => {
  const added: string[] = []
  for (const field of Object.keys(next) as (keyof Item & string)[]) {
    const [before, after] = [kept[field], next[field]]
    if (after === undefined) continue
    if (before === undefined) {
      kept[field] = after
      added.push(field)
    } else if (Array.isArray(before) && Array.isArray(after)) {
      if (unite(field, before, after, notes, line)) added.push(field)
    } else if (!same(before, after)) {
      notes.refuseValue(field, after, `Line ${line} says ${show(before)}`)
    }
  }
  return added
}
