import type { At } from './b-records.ts'
import type { BrewerRecord, SummaryRecord } from './record.ts'

const number = '[+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:E[+-]?\\d+)?'

const mercury = new RegExp(
  `\\(\\s*(${number})\\s*\\)\\s*HG\\s+CAL\\S*\\s+AT\\s+STEP\\s*#?\\s*(${number})\\s+SET\\s+TO\\s+STEP\\s*#?\\s*(${number})(?:\\s+(${number}))?`, 'i',
)
const temperature = new RegExp(`^\\s*BREWER\\s+TEMP\\S*\\s*=\\s*(${number})\\s*(?:DEG\\S*\\s*)?C\\b`, 'i')
const meanOf = new RegExp(`(${number})\\s+(${number})\\s+(${number})\\s+C\\s+DEG\\s+([a-z][a-z0-9])\\s*(\\d+)?\\s*$`, 'i')
const filter = /FILTER\s*#?\s*2\s*\/\s*(\d+)/i
/** Plus or minus is a plus, a byte of some code page, or both signs. */
const mean = new RegExp(`^\\s*(${number})\\s*(?:\\+\\/?-?|±|\\xf1)\\s*(${number})\\s*$`)

/** So many lines after its heading a dead time may stand. */
const deadTimeLines = 30

const orNull = (text: string | undefined) => text === undefined ? null : Number(text)

const numbersOf = (text: string) => text.trim().split(/\s+/).map(Number)

/** The tests whose prints are known: mercury, temperature, means of the standard lamp and others, dead time. */
export const createPrintedTests = (take: (record: BrewerRecord) => void) => {
  let degrees: number | null = null
  // A mean: its heading was seen, then its values, which the deviations may follow.
  let heading: Pick<SummaryRecord, 'of' | 'zenithAngle' | 'airmass' | 'temperature' | 'filter'> | null = null
  let isValues = false
  let summary: SummaryRecord | null = null
  // A dead time is of two intensities; that of the denser filter is the lower.
  let deadTimeAge = Infinity
  let density = -1
  let brighter = -1

  const flush = () => {
    if (summary) take(summary)
    summary = null
  }

  const values = (text: string, place: At) => {
    const [f1 = NaN, f5 = NaN, ...ms] = numbersOf(text)
    if (!heading || [f1, f5, ...ms].some((value) => value !== value) || ms.length < 6) return false
    const { of, ...measured } = heading
    const [ms4, ms5, ms6, ms7, r5, r6] = ms as [number, number, number, number, number, number]
    summary = {
      type: 'summary', ...place, of, ...measured, ms4, ms5, ms6, ms7, r5, r6, so2OrF1: of === 'sl' ? f1 : null, o3OrF5: of === 'sl' ? f5 : null,
      deviations: [], opticalDepths: null,
    }
    heading = null
    isValues = false
    return true
  }

  const deviations = (text: string) => {
    const found = numbersOf(text.replace('+', ' '))
    if (!summary || found.some((value) => value !== value)) return false
    const [f1 = null, f5 = null, ...ms] = found
    summary = { ...summary, deviations: [...ms.slice(0, 6), f1, f5] }
    flush()
    return true
  }

  const deadTime = (text: string, place: At) => {
    const found = mean.exec(text)
    if (!found || deadTimeAge > deadTimeLines) return false
    const isLow = brighter >= 0 && density > brighter
    const value = Number(found[1])
    const deviation = Number(found[2])
    take({
      type: 'deadTime', ...place, temperature: degrees, high: isLow ? null : value, highDeviation: isLow ? null : deviation,
      low: isLow ? value : null, lowDeviation: isLow ? deviation : null,
    })
    brighter = isLow ? -1 : density
    deadTimeAge = Infinity
    return true
  }

  return {
    /** Whether the line belongs to one of them. */
    take(text: string, place: At): boolean {
      deadTimeAge++
      if (summary) {
        if (/^\s*\+/.test(text) && deviations(text)) return true
        flush()
      }
      const hg = mercury.exec(text)
      if (hg) {
        take({
          type: 'mercury', ...place, correlation: Number(hg[1]), calculatedStep: Number(hg[2]), setStep: Number(hg[3]),
          intensity: orNull(hg[4]), temperature: degrees, adjustment: null,
        })
        return true
      }
      const temp = temperature.exec(text)
      if (temp) {
        degrees = Number(temp[1])
        take({
          type: 'housekeeping', ...place, photomultiplier: degrees, fan: null, base: null, relativeHumidity: null, absoluteHumidity: null,
        })
        return true
      }
      const head = meanOf.exec(text)
      if (head) {
        heading = {
          of: head[4]!.toLowerCase(), zenithAngle: Number(head[1]), airmass: Number(head[2]), temperature: Number(head[3]), filter: orNull(head[5]),
        }
        return true
      }
      if (heading && /MS\s*\(\s*4\s*\)/i.test(text)) return isValues = true
      if (isValues && values(text, place)) return true
      const density2 = filter.exec(text)
      if (density2) density = Number(density2[1])
      if (/DEAD\s*TIME/i.test(text)) deadTimeAge = 0
      return deadTime(text, place)
    },
    end: flush,
  }
}
