/** Real things to fill the variables with, as far as this server has any. */
export type Known = {
  /** Of the newest run. */
  run: number
  /** Of the newest run that has ended. */
  endedRun: number
  /** A detector of that run. */
  detector: string
  fill: number
  /** Epoch ms. */
  now: number
}

export type Example = {
  /** Stands in the address. */
  id: string
  title: string
  /** What one learns from it. */
  what: string
  kind: 'query' | 'mutation' | 'subscription'
  document: string
  variables?: (known: Known) => Record<string, unknown>
  /** Needed besides reading. */
  right?: string
}

const day = 86_400_000

/** A moment some days ago, to the second, as the API takes it. */
export const daysBefore = (now: number, days: number): string =>
  `${new Date(now - days * day).toISOString().slice(0, 19)}Z`
