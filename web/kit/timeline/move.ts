import type { Bar, Layout } from './layout.ts'

const centre = ({ x, width }: Bar) => x + width / 2

/** The bar that an arrow key leads to from another: along the row, or to the nearest one of the next row that has any. */
export const barAfter = (layout: Layout, id: string, key: string): Bar | undefined => {
  const rows = layout.rows.map(({ bars }) => bars).filter((bars) => bars.length > 0)
  const at = rows.findIndex((bars) => bars.some((bar) => bar.id === id))
  const bars = rows[at]
  const index = bars?.findIndex((bar) => bar.id === id) ?? -1
  const from = bars?.[index]
  if (!bars || !from) return rows[0]?.[0]
  if (key === 'ArrowLeft') return bars[index - 1]
  if (key === 'ArrowRight') return bars[index + 1]
  if (key === 'Home') return bars[0]
  if (key === 'End') return bars.at(-1)
  const others = rows[at + (key === 'ArrowUp' ? -1 : 1)]
  if (!others) return undefined
  return others.reduce((best, bar) =>
    Math.abs(centre(bar) - centre(from)) < Math.abs(centre(best) - centre(from)) ? bar : best,
  )
}

export const moveKeys: ReadonlySet<string> = new Set(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End'])
