/** How many letters must be added, dropped, changed or swapped with a neighbour to get from one word to the other. */
const distance = (from: string, to: string): number => {
  const rows = [Array.from({ length: to.length + 1 }, (_, index) => index)]
  const at = (row: number, column: number) => rows[row]?.[column] ?? Infinity
  for (let i = 1; i <= from.length; i++) {
    const row = [i]
    rows.push(row)
    for (let j = 1; j <= to.length; j++) {
      const differs = from[i - 1] === to[j - 1] ? 0 : 1
      const swapped = from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1] ? at(i - 2, j - 2) + 1 : Infinity
      row.push(Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + differs, swapped))
    }
  }
  return at(from.length, to.length)
}

/** The word that was probably meant: the nearest one, if no more than about a third of it is different. */
export const nearest = (typed: string, words: readonly string[]): string | undefined => {
  const [best] = words
    .map((word) => ({ word, away: word.startsWith(typed) && typed ? 0.5 : distance(typed.toLowerCase(), word.toLowerCase()) }))
    .toSorted((a, b) => a.away - b.away)
  return best && best.away <= Math.max(1, Math.ceil(best.word.length / 3)) ? best.word : undefined
}

/** ` Did you mean "import"?`, or nothing when no word is near. */
export const suggestion = (typed: string, words: readonly string[]): string => {
  const word = nearest(typed, words)
  return word === undefined ? '' : ` Did you mean "${word}"?`
}
