/** What one field of a cron expression says. */
type Field =
  | { readonly kind: 'any' }
  | { readonly kind: 'step'; readonly by: number }
  | { readonly kind: 'range'; readonly from: number; readonly to: number }
  | { readonly kind: 'values'; readonly values: readonly number[] }

const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']
const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']

/** `jan`, `Monday`: names stand for numbers. */
const numberOf = (word: string, names: readonly string[], first: number): number | null => {
  if (/^\d+$/.test(word)) return Number(word)
  const at = word.length < 3 ? -1 : names.findIndex((name) => name.toLowerCase().startsWith(word.toLowerCase()))
  return at < 0 ? null : at + first
}

const readField = (text: string, names: readonly string[] = [], first = 0): Field | null => {
  if (text === '*') return { kind: 'any' }
  const [, by] = /^\*\/(\d+)$/.exec(text) ?? []
  if (by !== undefined) return Number(by) > 1 ? { kind: 'step', by: Number(by) } : { kind: 'any' }
  const [, low, high] = /^(\w+)-(\w+)$/.exec(text) ?? []
  if (low !== undefined && high !== undefined) {
    const [from, to] = [numberOf(low, names, first), numberOf(high, names, first)]
    return from !== null && to !== null && from < to ? { kind: 'range', from, to } : null
  }
  const values = text.split(',').map((word) => numberOf(word, names, first))
  return values.every((value) => value !== null)
    ? { kind: 'values', values: [...new Set(values)].toSorted((a, b) => a - b) }
    : null
}

const two = (number: number): string => String(number).padStart(2, '0')
const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
const ordinal = (day: number): string => {
  const ending = day % 100 >= 11 && day % 100 <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][day % 10] ?? 'th')
  return `${day}${ending}`
}

/** A step that does not divide its unit is uneven where the unit begins again: no words say that well. */
const everyWords = (field: Field, unit: string, inUnit: number): string | null => {
  if (field.kind === 'any') return `every ${unit}`
  return field.kind === 'step' && inUnit % field.by === 0 && field.by < inUnit ? `every ${field.by} ${unit}s` : null
}

/** More times of day than this are not read as a list. */
const mostTimes = 6

type Time = { readonly words: string; readonly isAt: boolean }

const at = (words: string): Time => ({ words, isAt: true })
const every = (words: string): Time => ({ words, isAt: false })

const isZero = (field: Field): boolean => field.kind === 'values' && field.values.length === 1 && field.values[0] === 0

/** Below the minute: only expressions that are the same in each minute. */
const secondWords = (second: Field, minute: Field, hour: Field): Time | null => {
  if (minute.kind !== 'any' || hour.kind !== 'any') return null
  const steady = everyWords(second, 'second', 60)
  if (steady) return every(steady)
  return second.kind === 'values' ? every(`every minute at second ${listed(second.values.map(String))}`) : null
}

const timeWords = (second: Field, minute: Field, hour: Field): Time | null => {
  if (!isZero(second)) return secondWords(second, minute, hour)
  const past = minute.kind === 'values' ? listed(minute.values.map((value) => `:${two(value)}`)) : ''
  const steady = everyWords(minute, 'minute', 60)
  if (hour.kind === 'any') {
    if (minute.kind !== 'values') return steady ? every(steady) : null
    return every(isZero(minute) ? 'every hour' : `every hour at ${past}`)
  }
  if (hour.kind === 'step') {
    const steps = everyWords(hour, 'hour', 24)
    return steps && minute.kind === 'values' ? every(isZero(minute) ? steps : `${steps} at ${past}`) : null
  }
  if (minute.kind !== 'values') {
    const [from, to] = hour.kind === 'range' ? [hour.from, hour.to] : [hour.values[0]!, hour.values.at(-1)!]
    return steady && (hour.kind === 'range' || hour.values.length === 1)
      ? every(`${steady} from ${two(from)}:00 to ${two(to)}:59`)
      : null
  }
  if (hour.kind === 'range') {
    const [only] = minute.values
    return minute.values.length === 1 ? every(`every hour from ${two(hour.from)}:${two(only!)} to ${two(hour.to)}:${two(only!)}`) : null
  }
  const times = hour.values.flatMap((one) => minute.values.map((other) => `${two(one)}:${two(other)}`))
  return times.length <= mostTimes ? at(`at ${listed(times)}`) : null
}

const dayWords = (day: Field, month: Field, weekday: Field): string | null => {
  if (weekday.kind !== 'any') {
    if (day.kind !== 'any' || month.kind !== 'any') return null
    const name = (number: number) => days[number % 7] ?? ''
    if (weekday.kind === 'range') return `${name(weekday.from)} to ${name(weekday.to)}`
    return weekday.kind === 'values' ? listed(weekday.values.map((value) => `${name(value)}s`)) : null
  }
  if (day.kind === 'any') return month.kind === 'any' ? '' : null
  if (day.kind !== 'values') return null
  if (month.kind === 'any') return `on the ${listed(day.values.map(ordinal))} of each month`
  const [first] = day.values
  return month.kind === 'values' && day.values.length === 1
    ? `on ${listed(month.values.map((value) => `${first} ${months[value - 1] ?? ''}`))}`
    : null
}

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`

/**
 * A schedule in plain English: `0 * * * *` → "Every hour"; `15 3 * * 1-5` → "Monday to Friday at 03:15".
 * Null for forms that are clearer as they are written.
 * @param cron five fields, or six with seconds first
 */
export const cronWords = (cron: string): string | null => {
  const texts = cron.trim().split(/\s+/)
  const [second, minute, hour, day, month, weekday] = texts.length === 5 ? ['0', ...texts] : texts
  if (weekday === undefined || texts.length > 6) return null
  const time = [readField(second!), readField(minute!), readField(hour!)] as const
  const date = [readField(day!), readField(month!, months, 1), readField(weekday, days)] as const
  if (time.includes(null) || date.includes(null)) return null
  const when = timeWords(...(time as unknown as [Field, Field, Field]))
  const on = dayWords(...(date as unknown as [Field, Field, Field]))
  if (when === null || on === null) return null
  if (on === '') return capital(when.isAt ? `daily ${when.words}` : when.words)
  return capital(when.isAt ? `${on} ${when.words}` : `${when.words}, ${on}`)
}
