import { isFault, type Fault, type Read } from './fault.ts'
import { readWhole } from './read-number.ts'
import { shiftAt, shiftBefore } from './shift.ts'
import { nearest } from './spelling.ts'
import { readTime, type Place } from './times.ts'

/** A range as it stands in an address: `from=now-12h&to=now`, `from=run:526080`. Null or empty: open. */
export type RangeText = { from: string | null; to: string | null }

/** [from, to) in epoch ms; null is open. */
export type Range = { from: number | null; to: number | null }

/** What has times of its own, that only the data know. */
export type Thing = { kind: 'run' | 'fill'; number: number }

/** When a thing was, in epoch ms; null where it has no such edge (yet). */
export type ThingTimes = { start: number | null; end: number | null }

export type RangePlace = Place & {
  /** The zone that shifts follow. */
  shiftZone: string
  /** Null: there is no such thing. Undefined: not known yet, ask and read again. */
  find: (thing: Thing) => ThingTimes | null | undefined
}

export type RangeFault = Fault & { at: 'from' | 'to' }

export type RangeReading = {
  range: Range
  faults: RangeFault[]
  /** What must be looked up before the range is right. */
  needs: Thing[]
  /** Whether it moves with the clock. */
  isMoving: boolean
}

type Edge =
  | { start: number | null; end: number | null; isWhole: boolean; isMoving: boolean }
  | { needs: Thing }

const thing = /^(run|fill)\s*:\s*(.*)$/i
const shift = /^shift\s*:\s*(.*)$/i

const readThing = (kind: Thing['kind'], text: string, { find }: RangePlace): Read<Edge> => {
  const number = readWhole(text)
  if (isFault(number)) return { fault: number.fault }
  const asked: Thing = { kind, number: number.value }
  const times = find(asked)
  if (times === undefined) return { value: { needs: asked } }
  if (times === null) return { fault: `There is no ${kind} ${number.value}` }
  if (times.start === null) return { fault: kind === 'run' ? `Nobody said when run ${number.value} started` : `Fill ${number.value} had no stable beams` }
  return { value: { ...times, isWhole: true, isMoving: false } }
}

const readShift = (word: string, { now, shiftZone }: RangePlace): Read<Edge> => {
  const current = shiftAt(now, shiftZone)
  const which = { current, previous: shiftBefore(current, shiftZone) }
  const clean = word.trim().toLowerCase()
  const found = clean === 'current' || clean === 'previous' ? which[clean] : undefined
  if (found) return { value: { start: found.start, end: found.end, isWhole: true, isMoving: true } }
  const near = nearest(clean, Object.keys(which)) ?? 'current'
  return { fault: `There is no shift "${word}". Did you mean shift:${near}?`, fix: `shift:${near}` }
}

const readEdge = (text: string, place: RangePlace): Read<Edge> => {
  const [, kind, number] = thing.exec(text) ?? []
  if (kind !== undefined && number !== undefined) return readThing(kind.toLowerCase() === 'run' ? 'run' : 'fill', number, place)
  const [, word] = shift.exec(text) ?? []
  if (word !== undefined) return readShift(word, place)
  const time = readTime(text, place)
  if (isFault(time)) return time
  const isMoving = /^(now|today|yesterday|tomorrow)/i.test(text)
  return { value: { start: time.value.start, end: time.value.upTo, isWhole: false, isMoving } }
}

/**
 * Reads a range: times as in the filter box, `run:526080`, `fill:8178`, `shift:current`, `shift:previous`. As a start
 * these mean their beginning, as an end their end; a run, fill or shift alone means all of it. Never throws.
 */
export const readRange = (text: RangeText, place: RangePlace): RangeReading => {
  const faults: RangeFault[] = []
  const needs: Thing[] = []
  const read = (at: 'from' | 'to') => {
    const written = text[at]?.trim() ?? ''
    if (written === '') return null
    const edge = readEdge(written, place)
    if (isFault(edge)) {
      faults.push({ at, from: 0, to: text[at]?.length ?? 0, message: edge.fault, ...(edge.fix !== undefined && { fix: edge.fix }) })
      return null
    }
    if (!('needs' in edge.value)) return edge.value
    needs.push(edge.value.needs)
    return null
  }
  const [first, last] = [read('from'), read('to')]
  const isAlone = (text.to?.trim() ?? '') === ''
  const range = { from: first?.start ?? null, to: last ? last.end : isAlone && first?.isWhole ? first.end : null }
  if (range.from !== null && range.to !== null && range.from >= range.to) {
    faults.push({ at: 'to', from: 0, to: text.to?.length ?? 0, message: 'The end is not after the start' })
    range.to = null
  }
  return { range, faults, needs, isMoving: (first?.isMoving ?? false) || (last?.isMoving ?? false) }
}

const amount = /^now-(\d+)(ms|[smhdw])$/i
const units: Readonly<Record<string, string>> = { m: 'min', h: 'h', d: 'days', w: 'weeks', s: 's' }

const wordsOf = (text: string): string => {
  const [, kind, number] = thing.exec(text) ?? []
  if (kind !== undefined) return `${kind.toLowerCase()} ${number}`
  const [, word] = shift.exec(text) ?? []
  if (word !== undefined) return word.trim().toLowerCase() === 'previous' ? 'previous shift' : 'this shift'
  return text.replace(/(\d)[tT](\d)/, '$1 $2')
}

/** The range in words: "last 12 h", "run 526080", "this shift", "2024-05-01 – 2024-05-03", "all time". */
export const describeRange = ({ from, to }: RangeText): string => {
  const [first, last] = [from?.trim() ?? '', to?.trim() ?? '']
  if (!first && !last) return 'all time'
  const [, count, unit = ''] = amount.exec(first) ?? []
  if (count !== undefined && (last === '' || last.toLowerCase() === 'now')) {
    const name = units[unit.toLowerCase()] ?? unit
    return count === '1' && unit === 'h' ? 'last hour' : `last ${count} ${count === '1' ? name.replace(/s$/, '') : name}`
  }
  if (!last) return thing.test(first) || shift.test(first) ? wordsOf(first) : `since ${wordsOf(first)}`
  if (!first) return `until ${wordsOf(last)}`
  if (first.toLowerCase() === last.toLowerCase() || (/^today$/i.test(first) && /^now$/i.test(last))) return wordsOf(first).toLowerCase()
  return `${wordsOf(first)} – ${wordsOf(last)}`
}
