import type { FillItem } from '../../server/import/item.ts'

/** Always the same numbers for the same seed, in [0, 1). */
export const createDice = (seed: number) => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const dotted = (time: Date, blanks = ' ') => {
  const [date = '', clock = ''] = time.toISOString().slice(0, 19).split('T')
  return `${date.replaceAll('-', '.')}${blanks}${clock}`
}

/** `10 hr 59 min` as the tables write it; rounded up it becomes `10 hr 60 min`. */
const hoursAndMinutes = (seconds: number): string => {
  const hour = Math.floor(seconds / 3600)
  return `${hour} hr ${String(Math.round((seconds - hour * 3600) / 60)).padStart(2, '0')} min`
}

const gray = (cell: string) => `<FONT COLOR=GRAY>${cell}</FONT>`

export const fillColumns = [
  'Fill',
  'Create Time',
  'Duration Stable',
  'Bfield',
  'Peak Inst Lumi',
  'Peak Pileup',
  'Peak Spec Lumi',
  'Delivered Lumi',
  'Recorded Lumi',
  'Eff By Lumi',
  'Eff By Time',
  'Begin Time',
  'to Ready',
  'End Time',
  'Type',
  'Energy',
  'I Beam1 (x10^11)',
  'I Beam2 (x10^11)',
  'nB1',
  'nB2',
  'nCol',
  'nTar',
  'xIng (micro rad)',
  'Injection Scheme',
  'Runs',
  'Comments',
] as const

export type FillColumn = (typeof fillColumns)[number]

/** Eras of the fill table: how they spell types, and in which units (powers of ten of cm⁻²) they give luminosity. */
const eras = [
  {
    until: 2013,
    proton: 'Proton - PROTON vs PROTON',
    lead: 'Ion - PB82 vs PB82',
    peak: { p: 30, pb: 21 },
    delivered: { p: 0, pb: 0 },
  },
  {
    until: 2018,
    proton: 'Proton - PROTON vs PROTON',
    lead: 'Ion - PB82 vs PB82',
    peak: { p: 30, pb: 24 },
    delivered: { p: 36, pb: 30 },
  },
  { until: 9999, proton: 'PROTONS', lead: 'IONS', peak: { p: 33, pb: 33 }, delivered: { p: 36, pb: 36 } },
] as const

/** Decimal, with more digits than any table has, because small units need them. */
const figure = (value: number) =>
  value >= 1e21 ? `${BigInt(Math.round(value))}.000` : value >= 1e-4 ? value.toFixed(9) : value.toExponential(9)

export type FillRow = Record<FillColumn, string>

/** A clean row, and what it says. Protons mostly, lead at the end of the year. */
export const makeFill = (number: number, year: number, dice: () => number): { row: FillRow; item: FillItem } => {
  const era = eras.find(({ until }) => year <= until) ?? eras[2]
  const begin = new Date(Date.UTC(year, 3, 1) + Math.floor(dice() * 200 * 86_400) * 1000)
  const seconds = 1200 + Math.floor(dice() * 60_000)
  const end = new Date(begin.getTime() + seconds * 1000)
  const kind = dice() < 0.2 ? 'pb' : 'p'
  const bunches = 10 + Math.floor(dice() * 2000)
  const pileup = kind === 'p' ? 1 + dice() * 60 : 0.001 + dice() * 0.004
  const peak = (pileup * bunches * 11_245.5) / (kind === 'p' ? 8e-26 : 7.8e-24)
  const delivered = peak * seconds * (0.3 + dice() * 0.6)
  const efficiency = 0.5 + dice() * 0.5
  const scheme =
    kind === 'p'
      ? `25ns_${bunches + 12}b_${bunches}_1_2_72bpi_9inj`
      : `100ns_${bunches}Pb_${bunches}Pb_${bunches}_3_24_9inj_PbPb`
  const runs = Array.from({ length: Math.floor(dice() * 6) }, (_, index) => number * 10 + index)
  const current = (bunches * (kind === 'p' ? 1.1 : 0.15)).toFixed(3)
  const deliveredCell = delivered / 10 ** era.delivered[kind]
  const energy = kind === 'p' ? 6500 : 6369
  return {
    item: {
      number,
      beamType: kind === 'p' ? 'PROTON - PROTON' : 'PB82 - PB82',
      fillingScheme: scheme,
      energyGeV: energy,
      stableBeamsStart: begin.toISOString(),
      stableBeamsEnd: end.toISOString(),
      collidingBunches: bunches,
      deliveredLuminosity: delivered / 1e33,
      runs,
    },
    row: {
      Fill: String(number),
      'Create Time': dotted(new Date(begin.getTime() - 7_200_000), '  '),
      'Duration Stable': hoursAndMinutes(seconds),
      Bfield: '3.8',
      'Peak Inst Lumi': figure(peak / 10 ** era.peak[kind]),
      'Peak Pileup': pileup.toFixed(6),
      'Peak Spec Lumi': '-5565.5',
      'Delivered Lumi': figure(deliveredCell),
      'Recorded Lumi': figure(deliveredCell * efficiency),
      'Eff By Lumi': (efficiency * 100).toFixed(3),
      'Eff By Time': '97.5',
      'Begin Time': dotted(begin),
      'to Ready': era.until === 9999 ? '56.0' : '0.974',
      'End Time': dotted(end),
      Type: kind === 'p' ? era.proton : era.lead,
      Energy: String(energy),
      'I Beam1 (x10^11)': current,
      'I Beam2 (x10^11)': current,
      nB1: String(bunches + 12),
      nB2: String(bunches + 12),
      nCol: String(bunches),
      nTar: `${bunches}.0`,
      'xIng (micro rad)': '145.0',
      'Injection Scheme': scheme,
      Runs: runs.join(' '),
      Comments: '',
    },
  }
}

type Oddity = (row: FillRow, item: FillItem) => { row: FillRow; item: FillItem }

const without = (item: FillItem, ...fields: (keyof FillItem)[]): FillItem => {
  const rest = { ...item }
  for (const field of fields) Reflect.deleteProperty(rest, field)
  return rest
}

/** What real tables do to a row, and what must nevertheless be read from it. */
export const oddities: Readonly<Record<string, Oddity>> = {
  clean: (row, item) => ({ row, item }),
  'duration that lost whole days': (row, item) => ({ row: { ...row, 'Duration Stable': '0 hr 03 min' }, item }),
  'to Ready not available': (row, item) => ({ row: { ...row, 'to Ready': 'n/a' }, item }),
  'grey cells': (row, item) => ({
    row: {
      ...row,
      'Peak Inst Lumi': gray(row['Peak Inst Lumi']),
      'Delivered Lumi': gray(row['Delivered Lumi']),
      'Recorded Lumi': gray(row['Recorded Lumi']),
    },
    item,
  }),
  'no colliding bunches measured': (row, item) => ({
    row: { ...row, nCol: '0' },
    item: without(item, 'collidingBunches'),
  }),
  'no scheme': (row, item) => ({
    row: { ...row, 'Injection Scheme': 'no_value' },
    item: { ...without(item, 'fillingScheme'), ...(row.Type === 'IONS' && { beamType: 'IONS' }) },
  }),
  'lost decimal points': (row, item) => ({
    row: {
      ...row,
      'Delivered Lumi': row['Delivered Lumi'].replace('.', ''),
      'Eff By Lumi': row['Eff By Lumi'].replace('.', ''),
    },
    item: without(item, 'deliveredLuminosity'),
  }),
  'run that is no number': (row, item) => ({ row: { ...row, Runs: `${row.Runs} none?`.trim() }, item }),
  'stable beams that end before they begin': (row, item) => ({
    row: { ...row, 'Begin Time': row['End Time'], 'End Time': row['Begin Time'] },
    item: without(item, 'stableBeamsStart', 'stableBeamsEnd', 'deliveredLuminosity'),
  }),
  'negative bunch currents and no pile-up': (row, item) => ({
    row: { ...row, 'I Beam1 (x10^11)': '-0.051', 'Peak Pileup': '0.000' },
    item: without(item, 'deliveredLuminosity'),
  }),
}

/** A dirty fill table with what is true in it: oddities in turn, every seventh fill twice, once with padding blanks. */
export const makeDirtyFills = (seed: number, years: readonly number[], perYear: number) => {
  const dice = createDice(seed)
  const rows: string[][] = []
  const items: FillItem[] = []
  const kinds = Object.values(oddities)
  for (const year of years) {
    for (let index = 0; index < perYear; index++) {
      const number = 1000 + items.length
      const clean = makeFill(number, year, dice)
      const { row, item } = (kinds[index % kinds.length] as Oddity)(clean.row, clean.item)
      const cells = fillColumns.map((column) => row[column])
      rows.push(cells)
      if (index % 7 === 3) rows.push(cells.map((cell) => `   ${cell} `))
      items.push(item)
    }
  }
  return { rows, items }
}
