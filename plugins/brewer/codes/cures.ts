import type { BrewerRecord, CommentRecord } from '../format/record.ts'
import { codeOf } from './code-table.ts'
import type { Meaning } from './meaning.ts'

/** Names of what ends an event: of what its code has, those that fit the routine that told it. */
export const curesOf = (code: number, message: string): readonly string[] => {
  const cures = codeOf(code)?.cures ?? []
  if (code === 81) return [/^begins\b/i.test(message) ? 'date' : 'number']
  if (code === 24) return /^\s*hp\s*:/i.test(message) ? ['alignment'] : cures
  if (code !== 15 && code !== 16 && code !== 22) return cures
  // The mercury lamp says nothing of the standard lamp, nor the other way round; without a routine (a line of print) either does.
  if (/^\s*hg\s*:|\bhg test/i.test(message)) return ['mercury']
  // No lamp shows that the sun is seen again, and the sun nothing of a lamp.
  const own = lightOf[/^\s*(\w+)\s*:/.exec(message)?.[1]?.toLowerCase() ?? '']
  if (own) return cures.filter((name) => name === own)
  return /^\s*[^:]{1,40}:/.test(message) ? cures.filter((name) => name !== 'mercury') : cures
}

/** What shows light again to routines that look at one thing only. */
const lightOf: Readonly<Record<string, string>> = { sl: 'lamp', ds: 'sun' }

/** Why each of them is a cure. Names of quantities are further ones: a value within its limit again. */
export const cureReasons: Readonly<Record<string, string>> = {
  azimuth: 'The azimuth tracker was zeroed: it found its reference, however far off that was.',
  zenith: 'The zenith drive was zeroed.',
  reset: 'A reset found azimuth and zenith: the drives and the line to the instrument work.',
  answer: 'The instrument measured something after it: it answers.',
  wheel: 'Filterwheel 3 was found and moved to its place, or a reset went well and said nothing of it.',
  micrometer: 'The micrometer found its reference and was set.',
  mercury: 'A mercury calibration with a correlation of 0.95 or more: lamp, micrometer, slit mask and counting work together.',
  lamp: 'The standard lamp was measured to the end: it burns, and light is counted.',
  sun: 'The direct sun was measured to the end.',
  alignment: 'The two spectrometers were aligned (hp): its record is only written when that went well.',
  scan: 'A later UV scan was finished.',
  schedule: 'A schedule runs again: the instrument measures by itself.',
  command: 'The program went on to its next command.',
  'expected schedule': 'The schedule that is expected runs.',
  sighting: 'The sighting was made: new corrections are in force.',
  date: 'A file began on the day that its name says.',
  number: 'The program said that it is of the Brewer of the file’s name.',
  day: 'The Julian day was confirmed.',
  clock: 'The clock was corrected, by 20 seconds or less.',
  steady: 'An hour without a start of the program.',
  'clean file': 'A whole file could be read.',
}

/** Below this a mercury calibration is no proof of anything. */
const GOOD_CORRELATION = 0.95

/** Counts that no lamp is needed for. */
const DARK = 100

/** Minutes in which one reset is done. */
const RESET_MS = 15 * 60_000

type Cured = (name: string, at: number) => void

/** Sees what did well, record by record. */
export const createCures = (cured: Cured): { take(record: BrewerRecord, at: number, meaning: Meaning): void } => {
  let azimuthAt = -Infinity
  let zenithAt = -Infinity
  /** A reset found both drives: it found the wheel as well if the next record does not say otherwise. */
  let wheelAt: number | null = null

  const reset = (routine: string, at: number) => {
    const isReset = routine === '' || routine.toLowerCase() === 're'
    if (!isReset || at - azimuthAt > RESET_MS || at - zenithAt > RESET_MS) return
    cured('reset', at)
    wheelAt = at
  }

  const wheel = (codes: readonly number[]) => {
    if (wheelAt !== null && !codes.includes(13)) cured('wheel', wheelAt)
    wheelAt = null
  }

  const failures = (codes: readonly number[]) => {
    if (codes.includes(23)) azimuthAt = zenithAt = -Infinity
    if (codes.includes(11)) azimuthAt = -Infinity
    if (codes.includes(25)) zenithAt = -Infinity
  }

  const comment = (record: CommentRecord, at: number, { codes, run, well }: Meaning) => {
    if (codes.length > 0) failures(codes)
    if (codes.includes(32)) {
      cured('scan', at)
      cured('answer', at)
    }
    if (run) {
      cured('command', at)
      if (run.isScheduled) cured('schedule', at)
      // A new reset has yet to find both.
      if (run.isReset) azimuthAt = zenithAt = -Infinity
    }
    if (well === null) return
    cured(well, at)
    if (well === 'schedule' || well === 'sighting') return
    cured('answer', at)
    if (well === 'azimuth') azimuthAt = at
    if (well === 'zenith') zenithAt = at
    if (well === 'azimuth' || well === 'zenith') reset(record.routine, at)
  }

  return {
    take(record, at, meaning) {
      if (wheelAt !== null) wheel(meaning.codes)
      switch (record.type) {
        case 'comment': return comment(record, at, meaning)
        case 'mercury':
          if (!meaning.codes.includes(14) && (record.correlation ?? 0) >= GOOD_CORRELATION) cured('mercury', at)
          return cured('answer', at)
        case 'summary': {
          const of = record.of.toLowerCase()
          if (of === 'sl' && (record.so2OrF1 ?? 0) > DARK) cured('lamp', at)
          if (of === 'ds') cured('sun', at)
          return
        }
        case 'other':
          if (record.tag === 'hp') cured('alignment', at)
          if (record.tag === 'hp' || record.tag === 'hgscan' || record.tag === 'hpscan') cured('answer', at)
          return
        case 'measurement':
          if (!record.isPartial) cured('answer', at)
          return
        case 'housekeeping':
          // It is the instrument that is asked for it; what is not fitted is no answer.
          if (record.photomultiplier !== null) cured('answer', at)
          return
        case 'deadTime':
        case 'runStop':
        case 'analog':
        case 'sighting': return cured('answer', at)
      }
    },
  }
}
