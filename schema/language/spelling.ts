/** How many letters must be added, dropped, changed or swapped with a neighbour to get from one word to the other. */
const distance = (from: string, to: string): number => {
  const rows = [Array.from({ length: to.length + 1 }, (_, index) => index)]
  const at = (row: number, column: number) => rows[row]?.[column] ?? Infinity
  for (let i = 1; i <= from.length; i++) {
    const row = [i]
    rows.push(row)
    for (let j = 1; j <= to.length; j++) {
      const differs = from[i - 1] === to[j - 1] ? 0 : 1
      const isSwapped = from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1]
      const swapped = isSwapped ? at(i - 2, j - 2) + 1 : Infinity
      row.push(Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + differs, swapped))
    }
  }
  return at(from.length, to.length)
}

/** Longer than any word that could be meant: not compared letter by letter. */
const longest = 40

/** The word that was probably meant: the nearest one, if no more than about a third of it is different. */
export const nearest = (typed: string, words: readonly string[]): string | undefined => {
  const low = typed.toLowerCase()
  if (low === '' || low.length > longest) return undefined
  const [best] = words
    .map((word) => ({ word, away: word.toLowerCase().startsWith(low) ? 0.5 : distance(low, word.toLowerCase()) }))
    .toSorted((a, b) => a.away - b.away)
  return best && best.away <= Math.max(1, Math.ceil(best.word.length / 3)) ? best.word : undefined
}
