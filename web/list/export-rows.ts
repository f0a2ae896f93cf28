export type ExportFormat = 'csv' | 'json' | 'ndjson'

/** Counts the rows of an export while it comes in, piece by piece. A row of CSV may have line breaks in its cells. */
export const createRowCount = (format: ExportFormat) => {
  let ends = 0
  let isQuoted = false
  return {
    add: (text: string): void => {
      for (let at = 0; at < text.length; at++) {
        const code = text.charCodeAt(at)
        if (code === 34 && format === 'csv') isQuoted = !isQuoted
        else if (code === 10 && !isQuoted) ends += 1
      }
    },
    /** Whole rows so far: the first line of CSV is the head. */
    rows: (): number => (format === 'csv' ? Math.max(0, ends - 1) : ends),
  }
}

/** `550000,550001,550002,550007` → `550000..550002,550007`: what names many rows stays a short address. */
export const toRanges = (numbers: readonly number[]): string => {
  const ranges: [number, number][] = []
  for (const number of numbers.toSorted((a, b) => a - b)) {
    const last = ranges.at(-1)
    if (last && number <= last[1] + 1) last[1] = number
    else ranges.push([number, number])
  }
  return ranges.map(([from, to]) => (from === to ? `${from}` : `${from}..${to}`)).join(',')
}

/** logline-runs-quality-bad-20240501T1200Z.csv @param now epoch ms */
export const fileName = (list: string, what: string, format: ExportFormat, now: number): string => {
  const about = what.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-').slice(0, 48).replaceAll(/^-+|-+$/g, '')
  const at = `${new Date(now).toISOString().slice(0, 16).replaceAll(/[-:]/g, '')}Z`
  return `${['logline', list, about, at].filter(Boolean).join('-')}.${format}`
}
