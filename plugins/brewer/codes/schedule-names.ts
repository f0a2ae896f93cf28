const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** Names that are expected: several between commas or blanks, `*` for any letters (names carry the day: o3*), in any case. */
export const expectation = (expected: string | null): RegExp | null => {
  const names = (expected ?? '').split(/[\s,;]+/).filter((name) => name !== '')
  if (names.length === 0) return null
  return new RegExp(`^(?:${names.map((name) => name.split('*').map(literal).join('.*')).join('|')})$`, 'i')
}
