import {
  type At, readAnalog, readComment, readConstants, readDeadTime, readHeader, readHousekeeping, readMercury, readOperation,
  readRunStop, readSighting, readSummary,
} from './b-records.ts'
import { createFields } from './fields.ts'
import type { LineReader } from './line-reader.ts'
import { problem, shown } from './problem.ts'
import type { BrewerRecord, FileName, ProblemRecord } from './record.ts'
import { createClock, midnightOf } from './times.ts'
import { createWords } from './words.ts'

const CR = 13
const endOfFile = 0x1a

/** Of two letters, as a number that a switch can take. */
const tag = (letters: string) => letters.charCodeAt(0) << 8 | letters.charCodeAt(1)
const [co, hk, hg, hp, ap] = [tag('co'), tag('hk'), tag('hg'), tag('hp'), tag('ap')]
const [fv, dh, ed, um, ds] = [tag('fv'), tag('dh'), tag('ed'), tag('um'), tag('ds')]

const isLetter = (byte: number) => byte >= 97 && byte <= 122

/** Fields that a record must have to mean anything, its tag among them. */
const least = {
  comment: 3, housekeeping: 7, mercury: 7, analog: 34, sighting: 10, summary: 18, deadTime: 29, runStop: 30, constants: 24, operation: 18,
  header: 6,
}

/** Where the time of day stands in what else has one. */
const timeFields: Readonly<Record<string, number>> = { vers: 1, hpscan: 1, hgscan: 4, hp: 1 }

/** Fields of a comment and what belongs to it; those that have more may have another record in them. */
const mostOfComment = 4

/** More than these begin in the middle of nothing that a program wrote. */
const mostWithin = 5

/** A comment as it begins, tag and time. */
const commentBegins = /co\r\d\d:\d\d:\d\d\r/g

/** Where the next comment begins behind `start`; -1 for none. */
const commentWithin = (bytes: Buffer, start: number, end: number) => {
  commentBegins.lastIndex = 1
  const found = commentBegins.exec(bytes.toString('latin1', start, end))
  return found ? start + found.index : -1
}

/** B files: records of fields. */
export const createBReader = (name: FileName | null, take: (record: BrewerRecord) => void): LineReader => {
  const fields = createFields()
  const clock = createClock()
  const words = createWords()
  const names = new Map<number, string>()
  let hasHeader = false
  let lacksHeader = false
  /** The record is not as it should be: another one may stand in it. */
  let isOdd = false
  clock.begin(midnightOf(name))

  const place: At = { line: 0, offset: 0, length: 0, at: null }
  const tell = (what: ProblemRecord['what'], words: string, text = '') => take(problem(place, what, words, text))

  /** A record at a time of day, which goes on. What has no time that can be read is told, and has none. */
  const timed = (field: number) => {
    const seconds = fields.seconds(field)
    const at = seconds === seconds ? clock.of(seconds) : NaN
    place.at = at === at ? at : null
    if (seconds !== seconds) tell('BAD_TIME', 'No time of day', fields.raw(field))
  }

  const checked = <R extends BrewerRecord>(record: R) => {
    take(record)
    const bad = fields.badField()
    if (bad >= 0) tell('BROKEN_RECORD', `Field ${bad + 1} of ${fields.text(0)} is no number`, fields.raw(bad))
  }

  const isWhole = (count: number) => {
    if (fields.count() >= count) return true
    isOdd = true
    tell('BROKEN_RECORD', `${shown(fields.text(0))} has ${fields.count()} fields and should have ${count}`)
    return false
  }

  const header = (from: number) => {
    hasHeader = true
    if (!isWhole(from + least.header)) return
    const { day, ...record } = readHeader(fields, place, from)
    clock.begin(day ?? midnightOf(name))
    take(record)
    if (day === null) tell('BAD_DATE', 'No date', `${fields.raw(from + 1)} ${fields.raw(from + 2)} ${fields.raw(from + 3)}`)
  }

  const nameOf = (code: number) => {
    let text = names.get(code)
    if (text === undefined) names.set(code, text = String.fromCharCode(code >> 8, code & 255))
    return text
  }

  /** Counts of all slits, and what was made of them; of dark counts only where there is light. */
  const isPartial = (of: string, minutesField: number) =>
    fields.count() < minutesField + (of === 'dz' ? 5 : 6) + fields.number(minutesField + 2) - fields.number(minutesField + 1)

  /** Decimal minutes stand in the fourth field, of `um` after a header of its own. */
  const measurement = (of: string, minutesField: number) => {
    const minutes = fields.number(minutesField)
    const isTime = minutes >= 0 && minutes < 2880
    const at = isTime ? clock.of(minutes * 60) : NaN
    place.at = at === at ? at : null
    if (!isTime) tell('BAD_TIME', 'No minutes of the day', fields.raw(minutesField))
    const isBroken = isPartial(of, minutesField)
    isOdd ||= isBroken || !isTime
    take({ type: 'measurement', line: place.line, offset: place.offset, length: place.length, at: place.at, of, isPartial: isBroken })
  }

  const summary = () => {
    if (!isWhole(least.summary)) return
    const seconds = fields.seconds(1)
    if (seconds !== seconds) timed(1)
    else {
      const at = clock.near(seconds)
      const last = clock.last()
      // Stamped midnight, with zeros, when nothing could be measured.
      const isUnstamped = seconds === 0 && Math.abs(at - last) > 600_000
      place.at = isUnstamped ? last : at === at ? at : null
    }
    checked(readSummary(fields, place))
  }

  const other = (of: string) => take({ type: 'other', line: place.line, offset: place.offset, length: place.length, at: place.at, tag: of })

  const short = (code: number, bytes: Buffer, start: number, end: number) => {
    const count = fields.split(bytes, start, end)
    switch (code) {
      case co:
        if (!isWhole(least.comment)) return
        isOdd = count > mostOfComment
        timed(1)
        return take(readComment(fields, place))
      case hk:
        if (!isWhole(least.housekeeping)) return
        timed(1)
        return checked(readHousekeeping(fields, place))
      case hg:
        if (!isWhole(least.mercury)) return
        timed(1)
        return checked(readMercury(fields, place))
      case ap:
        if (!isWhole(least.analog)) return
        timed(1)
        return checked(readAnalog(fields, place))
      case fv:
        if (!isWhole(least.sighting)) return
        timed(1)
        return checked(readSighting(fields, place))
      case hp:
        if (!isWhole(2)) return
        timed(1)
        return other('hp')
      case dh: return header(0)
      case ed: return other('ed')
      case um: return isWhole(12) && measurement('um', 11)
    }
    // Any routine may measure: its letters, a mode, filter, minutes.
    if (count > 3 && fields.width(1) === 1) return measurement(nameOf(code), 3)
    if (code === ds) return isWhole(4)
    other(nameOf(code))
  }

  const long = (bytes: Buffer, start: number, end: number, tagEnd: number) => {
    const word = words(bytes, start, tagEnd).toLowerCase()
    switch (word) {
      case 'vers':
      case 'hpscan':
      case 'hgscan':
        fields.split(bytes, start, end, timeFields[word]! + 1)
        if (!isWhole(timeFields[word]! + 1)) return
        timed(timeFields[word]!)
        return other(word)
      case 'uvr':
      case 'schedule': return other(word)
    }
    fields.split(bytes, start, end)
    switch (word) {
      case 'summary': return summary()
      case 'dto3':
        if (!isWhole(least.deadTime)) return
        timed(4)
        return checked(readDeadTime(fields, place))
      case 'rso3':
        if (!isWhole(least.runStop)) return
        timed(4)
        return checked(readRunStop(fields, place))
      case 'inst': return isWhole(least.constants) && take(readConstants(fields, place))
      case 'op_st': return isWhole(least.operation) && take(readOperation(fields, place))
    }
    if (word.startsWith('version=')) return fields.text(1).toLowerCase() === 'dh' ? header(1) : other('version')
    if (/^[a-z][a-z0-9_]{0,11}$/.test(word)) return other(word)
    isOdd = true
    tell('UNKNOWN_RECORD', 'No known record', bytes.toString('latin1', start, Math.min(end, start + 80)))
  }

  const record = (bytes: Buffer, start: number, end: number) => {
    let tagEnd = start
    while (tagEnd < end && bytes[tagEnd] !== CR) tagEnd++
    if (!hasHeader && !lacksHeader && bytes[start] !== 118 && !(bytes[start] === 100 && bytes[start + 1] === 104)) {
      lacksHeader = true
      tell('NO_HEADER', 'The file does not begin with its day')
    }
    const first = bytes[start]! | 32
    const second = bytes[start + 1]! | 32
    if (tagEnd - start === 2 && isLetter(first) && (isLetter(second) || second >= 48 && second <= 57)) short(first << 8 | second, bytes, start, end)
    else long(bytes, start, end, tagEnd)
  }

  return {
    line(bytes, from, to, line, offset) {
      let start = from
      let end = to
      while (end > start && (bytes[end - 1] === CR || bytes[end - 1] === endOfFile)) end--
      // What a power cut leaves are zeros.
      while (start < end && (bytes[start] === CR || bytes[start] === endOfFile || bytes[start] === 0)) start++
      if (start === end) return
      // The end of the day is marked without a record of its own.
      const isEnd = end - start > 3 && bytes[end - 1] === 100 && bytes[end - 2] === 101 && bytes[end - 3] === CR
      place.line = line
      place.offset = offset
      place.length = to - from
      place.at = null
      const recordEnd = isEnd ? end - 3 : end
      isOdd = false
      record(bytes, start, recordEnd)
      // Broken off without the end of a record, the program begins the next one right there.
      for (let within = 0; isOdd && within < mostWithin; within++) {
        isOdd = false
        start = commentWithin(bytes, start, recordEnd)
        if (start < 0) break
        // Its place is that of the whole record.
        place.at = null
        record(bytes, start, recordEnd)
      }
      if (!isEnd) return
      take({ type: 'other', line, offset: offset + end - from - 2, length: 2, at: null, tag: 'ed' })
    },
    tooLong(line, offset, length) {
      take(problem({ line, offset, length, at: null }, 'TOO_LONG', `A record of ${length} bytes`))
    },
    end() {},
  }
}
