import { beamTypeOf } from '../beams.ts'
import { defineMapping } from '../binding.ts'
import type { FillItem } from '../item.ts'
import { proveLuminosity } from '../luminosity.ts'
import { columnsOf, type Notes, type Setting } from '../mapping.ts'
import { decimal, hoursMinutes, htmlNumber, runNumbers, serialNumber, text, utcTime, wholeNumber } from '../readers.ts'
import { createContest, mergeFill } from './fill-rows.ts'

type Draft = {
  number: number
  created: string
  durationMinutes: number
  stableBeamsStart: string
  stableBeamsEnd: string
  beamType: string
  energyGeV: number
  fillingScheme: string
  runs: number[]
  collidingBunches: number
  targeted: number
  current1: number
  current2: number
  peak: number
  pileup: number
  deliveredLuminosity: number
  recorded: number
  efficiency: number
}

const { single } = columnsOf<Draft>()
const weighed = { evidence: true }

/** Bunch places of an LHC beam. */
const mostBunches = 3564
const firstBeam = '2008-09-10T00:00:00.000Z'
const dayMs = 86_400_000
/** The longest fill of the LHC had stable beams for 57 h. */
const longestHours = 72

const hours = (start: string, end: string) => (Date.parse(end) - Date.parse(start)) / 3_600_000

/** Refuses a time before there was beam or in the future, then a pair that runs backwards. */
const stableBeams = (draft: Partial<Draft>, notes: Notes, { now }: Setting) => {
  const credible = (field: string, time: string | undefined) => {
    if (time === undefined) return undefined
    if (time >= firstBeam && Date.parse(time) <= now + dayMs) return time
    notes.refuseValue(field, time, time < firstBeam ? 'The LHC had no beam yet' : 'It lies in the future')
    return undefined
  }
  const start = credible('stableBeamsStart', draft.stableBeamsStart)
  const end = credible('stableBeamsEnd', draft.stableBeamsEnd)
  if (start === undefined && end !== undefined) {
    notes.refuseValue('stableBeamsEnd', end, 'Stable beams have no begin')
    return {}
  }
  if (start !== undefined && end !== undefined && end <= start) {
    notes.refuseValue('stableBeamsStart', start, `Stable beams end before they begin (${end})`)
    notes.refuseValue('stableBeamsEnd', end, `Stable beams end before they begin (${start})`)
    return {}
  }
  if (start !== undefined && draft.created !== undefined) {
    const wait = hours(draft.created, start)
    if (wait < 0 || wait > 7 * 24)
      notes.warn(`Create Time: the fill was made on ${draft.created}, stable beams began on ${start}`)
  }
  if (start !== undefined && end === undefined && hours(start, new Date(now).toISOString()) > longestHours) {
    notes.refuseValue('stableBeamsStart', start, 'Stable beams have no end, and began too long ago to go on still')
    return {}
  }
  if (start === undefined || end === undefined) return { ...(start !== undefined && { stableBeamsStart: start }) }
  const length = hours(start, end)
  if (length > longestHours) notes.warn(`End Time: stable beams of ${length.toFixed(1)} h`)
  if (draft.durationMinutes !== undefined && Math.abs(length * 60 - draft.durationMinutes) > 2) {
    const [stated, real] = [(draft.durationMinutes / 60).toFixed(2), length.toFixed(2)]
    notes.warn(`Duration Stable: ${stated} h, but begin and end are ${real} h apart, which is taken`)
  }
  return { stableBeamsStart: start, stableBeamsEnd: end }
}

/** 0 means "not measured": such fills have delivered luminosity. The numbers of target and scheme are only plans. */
const collidingBunches = (
  { collidingBunches: colliding, targeted }: Partial<Draft>,
  notes: Notes,
): { collidingBunches?: number } => {
  if (colliding === undefined) return {}
  if (colliding > 0) return { collidingBunches: colliding }
  notes.warn(`nCol: 0 in stable beams, which is no measurement${targeted ? ` (planned: ${targeted})` : ''}: left out`)
  return {}
}

const luminosity = (draft: Partial<Draft>, item: FillItem, notes: Notes): { deliveredLuminosity?: number } => {
  if (draft.deliveredLuminosity === undefined) return {}
  const { stableBeamsStart: start, stableBeamsEnd: end } = item
  const proof = proveLuminosity({
    beamType: item.beamType,
    seconds: start !== undefined && end !== undefined ? hours(start, end) * 3600 : undefined,
    delivered: draft.deliveredLuminosity,
    recorded: draft.recorded,
    efficiencyPercent: draft.efficiency,
    peak: draft.peak,
    peakPileup: draft.pileup,
    bunches: draft.collidingBunches || draft.targeted,
    currents:
      draft.current1 !== undefined && draft.current2 !== undefined ? [draft.current1, draft.current2] : undefined,
    energyGeV: draft.energyGeV,
  })
  if ('nb' in proof) return { deliveredLuminosity: proof.nb }
  notes.warn(`Delivered Lumi: ${proof.doubt}; left out`)
  return {}
}

/**
 * The fill tables of CMS (WBM until 2018, OMS since): TSV and CSV. Times are UTC, `Energy` is GeV per beam, `nCol` the
 * bunches colliding at CMS. Luminosity is converted to nb⁻¹ where its unit can be proven. `to Ready` (hours in WBM,
 * minutes in OMS), field, intensities and comments have no place in a fill.
 */
export const lhcFills = defineMapping<Draft, FillItem, FillItem>({
  kind: 'LHC fill table (WBM, OMS)',
  needs: [
    ['Fill', 'Fill Number'],
    ['Begin Time', 'start_stable_beam'],
    ['End Time', 'end_stable_beam'],
  ],
  columns: [
    single('number', ['Fill', 'Fill Number'], serialNumber, { required: true }),
    single('created', ['Create Time', 'start_time'], utcTime, weighed),
    single('durationMinutes', ['Duration Stable'], hoursMinutes, weighed),
    single('stableBeamsStart', ['Begin Time', 'start_stable_beam'], utcTime),
    single('stableBeamsEnd', ['End Time', 'end_stable_beam'], utcTime),
    single('beamType', ['Type', 'fill_type_runtime'], text(200)),
    single('energyGeV', ['Energy'], decimal(1, 7500)),
    single('fillingScheme', ['Injection Scheme'], text(128)),
    single('runs', ['Runs'], runNumbers),
    single('collidingBunches', ['nCol', 'bunches_colliding'], wholeNumber(0, mostBunches)),
    single('targeted', ['nTar', 'bunches_target'], wholeNumber(0, mostBunches), weighed),
    single('current1', ['I Beam1'], decimal(), weighed),
    single('current2', ['I Beam2'], decimal(), weighed),
    single('peak', ['Peak Inst Lumi', 'peak_lumi'], htmlNumber, weighed),
    single('pileup', ['Peak Pileup', 'peak_pileup'], htmlNumber, weighed),
    single('deliveredLuminosity', ['Delivered Lumi', 'delivered_lumi'], htmlNumber),
    single('recorded', ['Recorded Lumi', 'recorded_lumi'], htmlNumber, weighed),
    single('efficiency', ['Eff By Lumi', 'efficiency_lumi'], htmlNumber, weighed),
  ],
  hold: (draft, notes, setting) => {
    if (draft.number === undefined) return 'Fill: it is missing'
    const { beamType, warning } = beamTypeOf(draft.beamType, draft.fillingScheme)
    if (warning) notes.warn(`Type: ${warning}`)
    const item: FillItem = {
      number: draft.number,
      ...(beamType !== undefined && { beamType }),
      ...(draft.fillingScheme !== undefined && { fillingScheme: draft.fillingScheme }),
      ...(draft.energyGeV !== undefined && { energyGeV: draft.energyGeV }),
      ...stableBeams(draft, notes, setting),
      ...collidingBunches(draft, notes),
      runs: draft.runs ?? [],
    }
    return { ...item, ...luminosity(draft, item, notes) }
  },
  keyOf: (item) => item.number,
  merge: mergeFill,
  createClose: createContest,
})
