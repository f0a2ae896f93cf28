import type { RunRow } from './documents.ts'

/** Where a row stands among neighbours of the same fill. */
export type FillEdge = 'first' | 'last' | 'only'

/** For the rows at which a stretch of runs of one fill begins or ends, by id. */
export const fillEdges = (rows: readonly Pick<RunRow, 'id' | 'fill'>[]): Map<string, FillEdge> => {
  const edges = new Map<string, FillEdge>()
  rows.forEach(({ id, fill }, index) => {
    if (!fill) return
    const differs = (neighbour: number) => rows[neighbour]?.fill?.number !== fill.number
    const [first, last] = [differs(index - 1), differs(index + 1)]
    if (first || last) edges.set(id, first && last ? 'only' : first ? 'first' : 'last')
  })
  return edges
}
