/** A line of a log, as the server keeps it: `2026-05-01T12:00:00.000Z what was said`. */
export type LogLine = {
  /** Epoch ms; null when the line does not say. */
  readonly at: number | null
  readonly text: string
}

export const readLogLine = (line: string): LogLine => {
  const [, time, text] = /^(\d{4}-\d\d-\d\dT[\d:.]+Z) ?(.*)$/s.exec(line) ?? []
  const at = time === undefined ? Number.NaN : Date.parse(time)
  return Number.isNaN(at) ? { at: null, text: line } : { at, text: text ?? '' }
}
