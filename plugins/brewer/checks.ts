import type { BrewerState, Incident } from './answers.ts'
import type { Level } from './codes/event.ts'
import { quantities, type Quantity } from './codes/quantity.ts'

export const checkConditions = ['OK', 'WARNING', 'ERROR', 'CRITICAL', 'UNKNOWN'] as const
export type CheckCondition = (typeof checkConditions)[number]

/** One cell of the matrix of brewers and checks. */
export type Check = {
  name: string
  title: string
  codes: readonly number[]
  condition: CheckCondition
  level: Level | null
  unit: string | null
  value: number | null
  target: number | null
  bound: number | null
  /** Of the newest reading, or of the worst open event. */
  at: string | null
}

/** Codes that are about the same part of a brewer. */
const groups: readonly { name: string; title: string; codes: readonly number[] }[] = [
  { name: 'AZIMUTH', title: 'Azimuth tracker', codes: [11] },
  { name: 'ZENITH', title: 'Zenith drive', codes: [25] },
  { name: 'WHEELS', title: 'Filter wheels and references', codes: [13, 59] },
  { name: 'MICROMETER', title: 'Micrometer and spectrometer', codes: [17, 21, 24, 58] },
  { name: 'LAMPS', title: 'Lamps', codes: [14, 15, 16] },
  { name: 'LIGHT', title: 'Light', codes: [22, 55] },
  { name: 'INSTRUMENT', title: 'Electronics and motors', codes: [12, 23, 51, 52, 53] },
  { name: 'PROGRAM', title: 'Program and schedule', codes: [26, 33, 38, 45, 47, 54, 56, 57] },
  { name: 'CLOCKS', title: 'Dates and clocks', codes: [42, 43, 44, 86] },
  { name: 'FILES', title: 'Files', codes: [81, 82, 83, 85] },
]

/** Incidents come worst first. */
const worstOf = (incidents: readonly Incident[], codes: readonly number[]): Incident | undefined =>
  incidents.find((incident) => incident.codes.some((code) => codes.includes(code)))

const nothing = { level: null, unit: null, value: null, target: null, bound: null, at: null } as const

/** How each part of a brewer is: groups of codes by their open events, then each quantity with its newest reading. */
export const checksOf = ({ incidents, latest, lastRecordAt }: Pick<BrewerState, 'incidents' | 'latest' | 'lastRecordAt'>): Check[] => [
  ...groups.map(({ name, title, codes }): Check => {
    const worst = worstOf(incidents, codes)
    const condition = worst ? (worst.level as CheckCondition) : lastRecordAt === null ? 'UNKNOWN' : 'OK'
    return { ...nothing, name, title, codes, condition, level: worst?.level ?? null, at: worst?.lastAt ?? null }
  }),
  ...Object.entries(quantities).map(([name, { title, unit, code }]): Check => {
    const worst = worstOf(incidents, [code])
    const newest = latest.find(({ quantity }) => quantity === (name as Quantity))
    const condition = worst ? (worst.level as CheckCondition) : newest ? 'OK' : 'UNKNOWN'
    const { value = null, target = null, bound = null, at = worst?.lastAt ?? null } = newest ?? {}
    return { name, title, codes: [code], condition, level: worst?.level ?? null, unit, value, target, bound, at }
  }),
]
