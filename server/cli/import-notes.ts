/** Something to know about a line of a file. */
export type Note = { line: number; text: string }

/** Notes of one kind: their number, the first of them, and where the first few are. */
export type NoteGroup = { count: number; example: string; lines: readonly number[] }

/** Notes as they come, counted and grouped; as many of them as asked for are kept word for word. */
export type Notes = {
  add: (note: Note) => void
  readonly count: number
  readonly kept: readonly Note[]
  /** The commonest first. */
  groups: () => NoteGroup[]
}

const shownLines = 5
/** A file whose every line is odd in its own way must not fill the memory. */
const mostGroups = 200
const other = ''

/** What notes of one kind have in common: their words, without figures and quotations. */
const kindOf = (text: string): string => text.replaceAll(/"[^"]*"|\([^)]*\)|[-+]?\d[\w.:+-]*/g, '…').slice(0, 200)

export const createNotes = (keep: number): Notes => {
  const kept: Note[] = []
  const groups = new Map<string, { count: number; example: string; lines: number[] }>()
  let count = 0
  return {
    add: (note) => {
      count++
      if (kept.length < keep) kept.push(note)
      const own = kindOf(note.text)
      const kind = groups.has(own) || groups.size < mostGroups ? own : other
      const group = groups.get(kind)
      const example = kind === other ? `Of other kinds, such as: ${note.text}` : note.text
      if (!group) groups.set(kind, { count: 1, example, lines: [note.line] })
      else {
        group.count++
        if (group.lines.length < shownLines && group.lines.at(-1) !== note.line) group.lines.push(note.line)
      }
    },
    get count() {
      return count
    },
    kept,
    groups: () => [...groups.values()].toSorted((a, b) => b.count - a.count),
  }
}
