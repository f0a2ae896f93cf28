type Version = readonly [number, number, number]

const readVersion = (text: string): { version: Version; given: number } | null => {
  const parts = /^v?(\d+)(?:\.(\d+|x|\*))?(?:\.(\d+|x|\*))?$/.exec(text)
  if (!parts) return null
  const numbers = parts.slice(1).map((part) => (part === undefined || part === 'x' || part === '*' ? null : Number(part)))
  return { version: [numbers[0] ?? 0, numbers[1] ?? 0, numbers[2] ?? 0], given: numbers.filter((part) => part !== null).length }
}

const compare = (a: Version, b: Version): number => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]

const comparators: readonly [pattern: RegExp, holds: (is: Version, than: Version, given: number) => boolean][] = [
  [/^\^/, (is, than) => compare(is, than) >= 0 && (than[0] > 0 ? is[0] === than[0] : is[0] === 0 && is[1] === than[1])],
  [/^~/, (is, than, given) => compare(is, than) >= 0 && is[0] === than[0] && (given < 2 || is[1] === than[1])],
  [/^>=/, (is, than) => compare(is, than) >= 0],
  [/^<=/, (is, than) => compare(is, than) <= 0],
  [/^>/, (is, than) => compare(is, than) > 0],
  [/^</, (is, than) => compare(is, than) < 0],
  [/^=?/, (is, than, given) => is.slice(0, given).every((part, index) => part === than[index])],
]

/**
 * Whether a version lies in a range: `^1`, `~1.2`, `1.x`, `>=1.1 <3`, several joined by ` || `.
 * @returns null when the range cannot be read
 */
export const isInRange = (version: string, range: string): boolean | null => {
  const is = readVersion(version)?.version
  if (!is) return null
  const alternatives = range.split('||').map((alternative) => {
    const parts = alternative.trim().replace(/([<>=^~])\s+/g, '$1').split(/\s+/)
    const each = parts.map((part) => {
      if (part === '*') return true
      const [pattern, holds] = comparators.find(([start]) => start.test(part))!
      const than = readVersion(part.replace(pattern, ''))
      return than && holds(is, than.version, than.given)
    })
    return each.includes(null) ? null : each.every(Boolean)
  })
  return alternatives.includes(null) ? null : alternatives.some(Boolean)
}
