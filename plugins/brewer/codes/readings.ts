import type { BrewerRecord } from '../format/record.ts'
import type { Quantity } from './quantity.ts'

type Emit = (quantity: Quantity, value: number | null) => void

/** The slit that is furthest from 1; slit 1 is dark and means nothing. */
const furthest = (ratios: readonly (number | null)[]): number | null => {
  let worst: number | null = null
  for (const slit of [0, 2, 3, 4, 5, 6]) {
    const ratio = ratios[slit] ?? null
    if (ratio !== null && (worst === null || Math.abs(ratio - 1) > Math.abs(worst - 1))) worst = ratio
  }
  return worst
}

/**
 * Values of a record that have limits; what a comment tells of them is in its meaning. `calStep`: of the constants in
 * force. `hasHousekeeping`: temperatures come from `hk` records; older programs have none, there the mercury test tells them.
 */
export const readingsOf = (record: BrewerRecord, calStep: number | null, hasHousekeeping: boolean, emit: Emit): void => {
  switch (record.type) {
    case 'runStop': return emit('RUN_STOP', furthest(record.ratios))
    case 'deadTime': return emit('DEAD_TIME', record.high)
    case 'mercury':
      emit('HG_STEP', record.setStep === null || calStep === null ? null : record.setStep - calStep)
      emit('HG_CORRELATION', record.correlation)
      if (!hasHousekeeping) emit('TEMPERATURE', record.temperature)
      return
    case 'summary':
      if (record.of.toLowerCase() !== 'sl') return
      emit('R6', record.r6)
      emit('R5', record.r5)
      return emit('SL_INTENSITY', record.so2OrF1)
    case 'analog':
      // A channel that is not connected reads nothing.
      emit('PLUS_5V', record.plus5 || null)
      emit('HIGH_VOLTAGE', record.highVoltage || null)
      return emit('HUMIDITY', record.absoluteHumidity)
    case 'housekeeping':
      emit('TEMPERATURE', record.photomultiplier)
      return emit('HUMIDITY', record.absoluteHumidity)
  }
}
