/** The figures of a fill that a page needs to know how it stands. */
export type FillTimes = {
  readonly stableBeamsStart: string | null
  readonly stableBeamsEnd: string | null
  readonly stableBeamsSeconds: number | null
}

/** Stable beams go on. */
export const isStable = ({ stableBeamsStart, stableBeamsEnd }: FillTimes): boolean =>
  stableBeamsStart !== null && stableBeamsEnd === null

/** Seconds of stable beams, until `now` (epoch ms, by the server's clock) while they go on; null without any. */
export const stableSeconds = (fill: FillTimes, now: () => number): number | null =>
  isStable(fill) ? Math.max(0, now() - Date.parse(fill.stableBeamsStart ?? '')) / 1000 : fill.stableBeamsSeconds

/** 6800 → 6 800; with a narrow space that does not break. */
export const figureWords = (value: number, digits = 0): string =>
  value.toLocaleString('en', { maximumFractionDigits: digits }).replaceAll(',', '\u202f')

/** Small luminosities are those of heavy ions: there the digits behind the point count. @param value in nb⁻¹ */
export const luminosityWords = (value: number): string => `${figureWords(value, value < 10 ? 4 : 1)} nb⁻¹`

/** @param share 0 to 1 */
export const percentWords = (share: number): string => `${(share * 100).toFixed(2)} %`
