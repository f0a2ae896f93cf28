import { defineMapping } from '../binding.ts'
import { fault, ofFigure, ofText, shown, value } from '../cell.ts'
import type { CounterItem, RunItem } from '../item.ts'
import { luminosityPower, lumisectionSeconds } from '../luminosity.ts'
import { columnsOf, type Notes } from '../mapping.ts'
import { addRange, rangeCount, type Ranges } from '../ranges.ts'
import { brilcalcTime, count } from '../readers.ts'

/** Luminosity is summed without rounding, in 10^12 cm⁻²; the counter's b⁻¹ (10^24 cm⁻²) hold brilcalc's last digit. */
const finestPower = 12

type Draft = {
  runFill: { run: number; fill: number | undefined }
  section: { section: number; recorded: boolean }
  time: string
  sections: bigint
  recordedSections: bigint
  delivered: bigint
  recorded: bigint
}

/** A run while its lumisections come in. */
type Held = {
  run: number
  fill: number | undefined
  ranges: Ranges
  first: { section: number; time: string } | undefined
  last: { section: number; time: string } | undefined
  sections: bigint | undefined
  recordedSections: bigint | undefined
  delivered: bigint | undefined
  recorded: bigint | undefined
}

const { single } = columnsOf<Draft>()

const runFill = ofText((read) => {
  const [, run, fill] = /^(\d{1,9})(?::(\d{1,9}))?$/.exec(read) ?? []
  if (!run || Number(run) === 0) return fault(`"${shown(read)}" is not run:fill`)
  return value({ run: Number(run), fill: fill && Number(fill) > 0 ? Number(fill) : undefined })
})

/** `12:12`: the lumisection, and CMS's number for it, which is 0 when CMS did not record. */
const section = ofText((read) => {
  const [, number, cms] = /^(\d{1,6})(?::(\d{1,6}))?$/.exec(read) ?? []
  if (!number || Number(number) === 0) return fault(`"${shown(read)}" is not a lumisection`)
  return value({ section: Number(number), recorded: cms !== '0' })
})

/** Luminosity in whole 10^12 cm⁻², with the unit of the header: `delivered(/pb)`. */
const luminosity = ofFigure((read, { unit }) => {
  const power = luminosityPower(unit) ?? 0
  const [, whole, decimals = '', exponent = '0'] = /^(\d{1,18})(?:\.(\d{0,24}))?(?:e([-+]?\d{1,2}))?$/i.exec(read) ?? []
  if (whole === undefined) return fault(`"${shown(read)}" is not a luminosity`)
  const shift = power - finestPower + Number(exponent) - decimals.length
  const digits = BigInt(whole + decimals)
  return value(shift >= 0 ? digits * 10n ** BigInt(shift) : digits / 10n ** BigInt(-shift))
})

/** With `-u hz/ub` brilcalc gives the instantaneous luminosity, which has no sum. */
const integrated = { takesUnit: (unit: string) => luminosityPower(unit) !== undefined }

const sum = (a: bigint | undefined, b: bigint | undefined) => (b === undefined ? a : (a ?? 0n) + b)

const add = (kept: Held, next: Held, notes: Notes, line: number): string[] | null => {
  if (next.fill !== undefined && next.fill !== kept.fill) {
    if (kept.fill === undefined) kept.fill = next.fill
    else notes.refuseValue('fillNumber', next.fill, `Line ${line} says ${kept.fill}`)
  }
  const [range] = next.ranges
  if (!range) {
    if (next.sections === undefined) return null
    notes.refuseValue('run', next.run, `Line ${line} sums up this run already`)
    return null
  }
  if (addRange(kept.ranges, range[0], range[1]) === 0) {
    notes.refuseValue('lumisection', range[0], 'It has been counted before')
    return null
  }
  if (next.first && (!kept.first || next.first.section < kept.first.section)) kept.first = next.first
  if (next.last && (!kept.last || next.last.section > kept.last.section)) kept.last = next.last
  kept.recordedSections = sum(kept.recordedSections, next.recordedSections)
  kept.delivered = sum(kept.delivered, next.delivered)
  kept.recorded = sum(kept.recorded, next.recorded)
  return null
}

const counter = (name: string, held: bigint | undefined, unit?: string): CounterItem[] =>
  held === undefined ? [] : [{ name, value: held, ...(unit !== undefined && { unit }) }]

/** Rounded to whole b⁻¹. */
const inBarns = (held: bigint | undefined): bigint | undefined => {
  const scale = 10n ** BigInt(24 - finestPower)
  return held === undefined ? undefined : (held + scale / 2n) / scale
}

const close = (held: Held, notes: Notes): RunItem => {
  const { run, fill, first, last, ranges } = held
  const endedAt = last && new Date(Date.parse(last.time) + Math.round(lumisectionSeconds * 1000)).toISOString()
  if (first && first.section > 1) {
    notes.warn(`The file begins with lumisection ${first.section} of the run: startedAt is the start of that one`)
  }
  return {
    number: run,
    ...(fill !== undefined && { fillNumber: fill }),
    ...(first && { startedAt: first.time }),
    ...(endedAt && { endedAt }),
    counters: [
      ...counter('lumisections', held.sections ?? BigInt(rangeCount(ranges))),
      ...counter('recordedLumisections', held.recordedSections),
      ...counter('deliveredLuminosity', inBarns(held.delivered), 'b⁻¹'),
      ...counter('recordedLuminosity', inBarns(held.recorded), 'b⁻¹'),
    ],
  }
}

/**
 * brilcalc's tables of luminosity (CMS): one row for each lumisection (`--byls`), which are summed to runs, or one for
 * each run. Times are UTC, the start of the lumisection; a lumisection is 2^18 orbits, 23.31 s, so a run ends that much
 * after its last one starts. The table by run has only the start of the first.
 */
export const brilcalcRuns = defineMapping<Draft, Held, RunItem>({
  kind: 'brilcalc luminosity table',
  needs: [['run:fill'], ['ls', 'nls']],
  columns: [
    single('runFill', ['run:fill'], runFill, { required: true }),
    single('section', ['ls'], section, { required: true }),
    single('time', ['time'], brilcalcTime),
    single('sections', ['nls'], count),
    single('recordedSections', ['ncms'], count),
    single('delivered', ['delivered'], luminosity, integrated),
    single('recorded', ['recorded'], luminosity, integrated),
  ],
  hold: (draft) => {
    if (draft.runFill === undefined) return 'run:fill: it is missing'
    const { section: at, time } = draft
    const edge = time === undefined ? undefined : { section: at?.section ?? 1, time }
    return {
      ...draft.runFill,
      ranges: at ? [[at.section, at.section]] : [],
      first: edge,
      last: at ? edge : undefined,
      sections: at ? undefined : draft.sections,
      recordedSections: at ? BigInt(Number(at.recorded)) : draft.recordedSections,
      delivered: draft.delivered,
      recorded: draft.recorded,
    }
  },
  keyOf: ({ run }) => run,
  merge: add,
  createClose: () => close,
})
