/** A piece of a filter input, by field; which fields there are is the table's affair. */
export type Condition = { readonly [field: string]: unknown }

const isPlain = (value: unknown): value is Condition => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Two comparisons of one field as one, or null when they say the same thing differently. */
const mergeField = (field: string, one: unknown, other: unknown): Condition | null => {
  if (!isPlain(one) || !isPlain(other) || field === 'not') return null
  const merged: Record<string, unknown> = { ...one }
  for (const [name, value] of Object.entries(other)) {
    const known = merged[name]
    if (known === undefined) merged[name] = value
    // Each of these and each of those; none of these and none of those.
    else if ((name === 'all' || name === 'none') && Array.isArray(known) && Array.isArray(value)) merged[name] = [...new Set([...known, ...value])]
    else return null
  }
  return merged
}

/** Fields whose parts speak of one thing: two of them must not become one. */
const isOneThing = (field: string, value: unknown) => isPlain(value) && (field === 'endReason' || field === 'detectorQuality')

/** All of these as one filter; as flat as it can be said. Null of nothing. */
export const allOf = (conditions: readonly Condition[]): Condition | null => {
  const flat: Record<string, unknown> = {}
  const rest: Condition[] = []
  for (const condition of conditions) {
    const merged: Record<string, unknown> = {}
    let isMerged = true
    for (const [field, value] of Object.entries(condition)) {
      const known = flat[field]
      const both = known === undefined ? value : isOneThing(field, value) ? null : mergeField(field, known, value)
      if (both === null) isMerged = false
      else merged[field] = both
    }
    if (isMerged) Object.assign(flat, merged)
    else rest.push(condition)
  }
  if (rest.length > 0) flat['and'] = rest
  return Object.keys(flat).length > 0 ? flat : null
}

/** Any of these. */
export const anyOf = (conditions: readonly Condition[]): Condition =>
  conditions.length === 1 && conditions[0] ? conditions[0] : { or: conditions }
