import type { ConstantsRecord, OperationRecord } from '../format/record.ts'
import type { Configuration } from './event.ts'

/** A day has a few. */
const MOST = 1000

const isSame = (one: Configuration, other: Configuration) =>
  one.deadTimeNs === other.deadTimeNs && one.calStep === other.calStep && one.etcO3 === other.etcO3 && one.model === other.model &&
  one.icf === other.icf && one.schedule === other.schedule

/** The constants as they change within a file: of `inst`, and the names that `op_st` gives. What is said again is not kept again. */
export const createConfigurations = () => {
  const all: Configuration[] = []
  let current: Configuration | null = null
  return {
    take(record: ConstantsRecord | OperationRecord, at: number): void {
      const before: Configuration = current ?? { at, line: record.line, deadTimeNs: null, calStep: null, etcO3: null, model: null, icf: null, schedule: null }
      const told = record.type === 'constants'
        ? { deadTimeNs: record.deadTime === null ? null : Number((record.deadTime * 1e9).toPrecision(6)), calStep: record.calStep, etcO3: record.etcO3, model: record.model }
        : { icf: record.icf ?? before.icf, schedule: record.schedule ?? before.schedule }
      const next = { ...before, ...told, at, line: record.line }
      if (current && isSame(current, next)) return
      current = next
      if (all.length < MOST) all.push(next)
    },
    /** The newest; null before the first. */
    now: (): Configuration | null => current,
    all: (): readonly Configuration[] => all,
  }
}

/** Of configurations in the order of time, the one in force at a moment. */
export const inForce = (ordered: readonly Configuration[], at: number): Configuration | null => {
  let low = 0
  let high = ordered.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (ordered[middle]!.at <= at) low = middle + 1
    else high = middle
  }
  return ordered[low - 1] ?? null
}
