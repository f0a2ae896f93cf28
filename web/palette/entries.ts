/** A line of the palette. */
export type Entry = {
  /** Names it on the page; the same entry keeps it. */
  readonly id: string
  readonly group: Group
  readonly title: string
  /** Beside the title: a state, an address. */
  readonly detail?: string | undefined
  /** Keys that do the same without the palette. */
  readonly keys?: string
  /** Other words by which it is found. */
  readonly words?: string | undefined
  /** Where it leads; null when it does something else. */
  readonly href: string | null
  readonly run?: () => void
}

export const groups = ['Found', 'Seen lately', 'Pages', 'On this page', 'Settings', 'Search'] as const
export type Group = (typeof groups)[number]

/** Rises with how well one word fits a text; 0 when it doesn't. */
const fit = (word: string, text: string): number => {
  const at = text.indexOf(word)
  if (at === 0) return 4
  if (at > 0) return /[\s./:-]/.test(text[at - 1] ?? '') ? 3 : 2
  // Its letters, in their order: "ev" or "envs" finds environments.
  let from = 0
  for (const letter of word) {
    from = text.indexOf(letter, from) + 1
    if (from === 0) return 0
  }
  return word.length > 1 && text[0] === word[0] ? 1 : 0
}

/** Entries that fit each word of what was typed, the best first; all, as they stand, when nothing was. */
export const rank = (entries: readonly Entry[], typed: string): readonly Entry[] => {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return entries
  const ranked = entries.flatMap((entry) => {
    const [title, others] = [entry.title.toLowerCase(), (entry.words ?? '').toLowerCase()]
    // What it is called counts more than what else it is found by.
    const fits = words.map((word) => Math.max(fit(word, title) * 2, fit(word, others) > 1 ? fit(word, others) : 0))
    return fits.includes(0) ? [] : [{ entry, score: fits.reduce((sum, one) => sum + one, 0) }]
  })
  return ranked.toSorted((a, b) => b.score - a.score).map(({ entry }) => entry)
}

const lists = ['runs', 'fills', 'environments', 'instruments'] as const

const write = (text: string): string => encodeURIComponent(text).replaceAll('%3A', ':').replaceAll('%20', '+')

/** "runs: quality:bad" searches the list that it names; other words are offered for each list. */
export const searches = (typed: string): readonly Entry[] => {
  const [, named, rest] = /^(runs|fills|environments|instruments):\s*(.*)$/i.exec(typed.trim()) ?? []
  const words = (rest ?? typed).trim()
  if (words === '') return []
  return lists
    .filter((list) => named === undefined || list === named.toLowerCase())
    .map((list) => ({
      id: `search-${list}`,
      group: 'Search' as const,
      title: `${list[0]!.toUpperCase()}${list.slice(1)}: ${words}`,
      href: `/${list}?q=${write(words)}`,
    }))
}

/** Under their heads, in the order of the heads. */
export const byGroup = (entries: readonly Entry[]): readonly (readonly [Group, readonly Entry[]])[] =>
  groups.flatMap((group) => {
    const own = entries.filter((entry) => entry.group === group)
    return own.length > 0 ? [[group, own] as const] : []
  })
