import type { Stretch } from './model.ts'

const readMoment = (text: string | null): number | null => {
  const moment = text === null ? Number.NaN : Date.parse(text)
  return Number.isNaN(moment) ? null : moment
}

/** What is seen of a timeline, as the address has it: `from=2024-05-01T10:00:00Z&to=…`. Null is all of it. */
export const readWindow = (parameters: URLSearchParams): Stretch | null => {
  const [start, end] = [readMoment(parameters.get('from')), readMoment(parameters.get('to'))]
  return start !== null && end !== null && start < end ? { start, end } : null
}

const iso = (moment: number) => new Date(Math.round(moment)).toISOString().replace('.000Z', 'Z')

/** The other way round; nothing for all of it. */
export const writeWindow = (window: Stretch | null): string =>
  window ? `from=${iso(window.start)}&to=${iso(window.end)}` : ''
