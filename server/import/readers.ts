import type { Moment, MomentFault } from '../domain/moment.ts'
import { absent, detached, fault, ofFigure, ofText, shown, textOf, value, type Cell, type CellReader } from './cell.ts'
import type { CounterItem, DetectorItem } from './item.ts'
import { runQualities } from '../domain/run-quality.ts'
import { parseBrilcalcTime, parseTime, parseUtcTime } from './time.ts'

const largestInt = 2_147_483_647

/** A whole number; `4720.0` is one too, because spreadsheets write it so. */
export const wholeNumber = (least: number, most: number): CellReader<number> =>
  ofFigure((text) => {
    if (!/^[-+]?\d{1,15}(\.0*)?$/.test(text)) return fault(`"${shown(text)}" is not a whole number`)
    const number = Number(text)
    return number < least || number > most ? fault(`${text} is not between ${least} and ${most}`) : value(number)
  })

/** The number of a run or a fill: from 1, 32 bits. */
export const serialNumber = wholeNumber(1, largestInt)

/** A decimal number, `5.42e-06` too. A comma in it could mean two things, so it is refused. */
export const decimal = (least = -Infinity, most = Infinity): CellReader<number> =>
  ofFigure((text) => {
    if (!/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text)) return fault(`"${shown(text)}" is not a number`)
    const number = Number(text)
    if (!Number.isFinite(number)) return fault(`${shown(text)} is too large for a number`)
    return number < least || number > most ? fault(`${shown(text)} is out of range`) : value(number)
  })

/** A number that a web page coloured: `<FONT COLOR=GRAY>1.25</FONT>`. */
export const htmlNumber: CellReader<number> = (cell, context) =>
  decimal()(typeof cell === 'string' && cell.includes('<') ? cell.replaceAll(/<[^>]*>|&nbsp;/g, '') : cell, context)

/** A whole number of any size up to 64 bits. */
export const count: CellReader<bigint> = ofFigure((text) => {
  if (!/^-?\d{1,19}(\.0*)?$/.test(text)) return fault(`"${shown(text)}" is not a whole number`)
  const number = BigInt(text.replace(/\..*/, ''))
  return number < 0n || number >= 1n << 63n ? fault(`${text} is not a count`) : value(number)
})

export const text = (longest: number): CellReader<string> =>
  ofText((read) => (read.length > longest ? fault(`Longer than ${longest} characters`) : value(detached(read))))

/** One of a closed list of words, in any case. */
export const oneOf = <Word extends string>(words: readonly Word[]): CellReader<Word> =>
  ofText((read) => {
    const word = words.find((each) => each === read.toUpperCase())
    return word ? value(word) : fault(`"${shown(read)}" is none of ${words.join(', ')}`)
  })

const moment = (parsed: Moment | MomentFault): Cell<Moment> =>
  typeof parsed === 'string' ? value(parsed) : fault(parsed.fault)

/** A time of a file that writes UTC without saying so. */
export const utcTime: CellReader<Moment> = ofFigure((read) => moment(parseUtcTime(read)))
export const brilcalcTime: CellReader<Moment> = ofFigure((read) => moment(parseBrilcalcTime(read)))
/** A time with an offset, or else of the zone that the caller named. */
export const zonedTime: CellReader<Moment> = ofFigure((read, { zone }) => moment(parseTime(read, zone)))

/** A duration in minutes: `10 hr 60 min` (which is 11 h), `1 day 2 hr`, `57:14:59`. */
export const hoursMinutes: CellReader<number> = ofFigure((read) => {
  const clock = /^(\d+):(\d{2}):(\d{2})$/.exec(read)
  if (clock) return value(Number(clock[1]) * 60 + Number(clock[2]) + Number(clock[3]) / 60)
  const words = /^(?:(\d+)\s*d(?:ays?)?,?\s*)?(?:(\d+)\s*h(?:ours?|rs?)?,?\s*)?(?:(\d+)\s*m(?:in(?:utes?)?)?)?$/i.exec(
    read,
  )
  if (!words || read === '') return fault(`"${shown(read)}" is not a duration in hours and minutes`)
  return value(Number(words[1] ?? 0) * 1440 + Number(words[2] ?? 0) * 60 + Number(words[3] ?? 0))
})

/** The parts of a list: of JSON as they are, of text cut at the separators. */
const partsOf = (cell: unknown, separators: RegExp): readonly unknown[] | null => {
  if (Array.isArray(cell)) return cell as unknown[]
  const read = textOf(cell)
  if (read === null) return null
  return read === undefined
    ? [cell]
    : read
        .split(separators)
        .map((part) => part.trim())
        .filter((part) => part !== '')
}

/** Reads each part; parts that cannot be read are left out one by one, with the reason. */
const listOf =
  <Part>(
    separators: RegExp,
    readPart: (part: unknown, context: Parameters<CellReader<Part>>[1]) => Cell<Part>,
  ): CellReader<Part[]> =>
  (cell, context) => {
    const parts = partsOf(cell, separators)
    if (parts === null) return absent
    const read: Part[] = []
    const refused: { value: string; reason: string }[] = []
    for (const part of parts) {
      const found = readPart(part, context)
      if (found.state === 'value') read.push(found.value)
      else refused.push({ value: shown(part), reason: found.state === 'fault' ? found.reason : 'It is empty' })
    }
    return { state: 'value', value: read, ...(refused.length > 0 && { refused }) }
  }

/** `263742 263743`: run numbers, ascending, each once. */
export const runNumbers: CellReader<number[]> = (cell, context) => {
  const read = listOf(/[\s,;]+/, serialNumber)(cell, context)
  if (read.state === 'value') read.value = [...new Set(read.value)].sort((a, b) => a - b)
  return read
}

/** Words separated by commas or semicolons, each once. */
export const words = (longest: number): CellReader<string[]> => {
  const list = listOf(/[,;]/, text(longest))
  return (cell, context) => {
    const read = list(cell, context)
    if (read.state === 'value') read.value = [...new Set(read.value)]
    return read
  }
}

const isRecord = (part: unknown): part is Record<string, unknown> => typeof part === 'object' && part !== null

/** `ITS:GOOD TPC`, or of JSON `[{"name": "ITS", "quality": "GOOD"}, "TPC"]`. */
export const detectors: CellReader<DetectorItem[]> = listOf(/[\s,;]+/, (part, context) => {
  const [name, quality] = isRecord(part) ? [part['name'], part['quality']] : (textOf(part) ?? '').split(':')
  const readName = text(32)(name, context)
  if (readName.state !== 'value') return readName
  const readQuality = oneOf(runQualities)(quality, context)
  if (readQuality.state === 'fault') return readQuality
  return value({ name: readName.value, ...(readQuality.state === 'value' && { quality: readQuality.value }) })
})

/** `events=1325828; runLength=452 s`, or of JSON `[{"name": "runLength", "value": 452, "unit": "s"}]`. */
export const counters: CellReader<CounterItem[]> = listOf(/[;,]/, (part, context) => {
  const written = isRecord(part) ? null : /^([^=]*)=\s*(\S+)(?:\s+(\S+))?$/.exec(textOf(part) ?? '')
  if (!isRecord(part) && !written) return fault('Write name=value, or name=value unit')
  const [name, number, unit] = isRecord(part) ? [part['name'], part['value'], part['unit']] : (written?.slice(1) ?? [])
  const readName = text(64)(name, context)
  if (readName.state !== 'value') return readName.state === 'absent' ? fault('It has no name') : readName
  const readCount = count(number, context)
  if (readCount.state !== 'value') return readCount.state === 'absent' ? fault('It has no value') : readCount
  const readUnit = text(16)(unit, context)
  if (readUnit.state === 'fault') return readUnit
  return value({
    name: readName.value,
    value: readCount.value,
    ...(readUnit.state === 'value' && { unit: readUnit.value }),
  })
})
