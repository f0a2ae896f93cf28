import type { RunDefinition } from './run-definition.ts'
import type { RunQuality } from './run-quality.ts'
import type { Moment } from './moment.ts'
import { fault, type Fault } from './fault.ts'
import { checkTexts } from './text.ts'

/** What the definition rules look at, as the control system reports it. */
export type RunConditions = {
  dcs?: boolean | null | undefined
  dataDistribution?: boolean | null | undefined
  epn?: boolean | null | undefined
  trigger?: string | null | undefined
  processingMode?: string | null | undefined
  workflowParameters?: string | null | undefined
  pdpBeamType?: string | null | undefined
  beamMode?: string | null | undefined
}

/**
 * What somebody says of a run. A field left out stays as it is, null clears it. `detectors` is the complete list;
 * `tags` and `counters` are added to what is there.
 */
export type RunInput = {
  number: number
  type?: string | null | undefined
  definition?: RunDefinition | null | undefined
  quality?: RunQuality | null | undefined
  startedAt?: Moment | null | undefined
  endedAt?: Moment | null | undefined
  triggerStartedAt?: Moment | null | undefined
  triggerEndedAt?: Moment | null | undefined
  fillNumber?: number | null | undefined
  environmentId?: string | null | undefined
  period?: string | null | undefined
  detectors?: readonly { name: string; quality?: RunQuality | null | undefined }[] | null | undefined
  tags?: readonly string[] | null | undefined
  startedBy?: string | null | undefined
  endedBy?: string | null | undefined
  counters?: readonly { name: string; value: bigint | string; unit?: string | null | undefined }[] | null | undefined
  conditions?: RunConditions | null | undefined
  /** Verdicts on detectors that take part; the others stay. */
  detectorQualities?: readonly { name: string; quality: RunQuality }[]
  removeTags?: readonly string[]
  /** Added to those that are there; the same one again changes nothing. */
  endReasons?: readonly EndReasonInput[] | null | undefined
  /** Taken off those that are there; one that is not there changes nothing. */
  removeEndReasons?: readonly EndReasonInput[]
}

/** Why a run ended. The category DETECTORS names a detector as its title. */
export type EndReasonInput = { category: string; title?: string | null | undefined; description?: string | null | undefined }

const maxInt = 2_147_483_647
// PostgreSQL counts U+0085 among the blanks, JavaScript doesn't.
const name64 = /^[^\s\x85](.{0,62}[^\s\x85])?$/
const texts = { startedBy: 128, endedBy: 128 } as const
const conditionTexts = ['trigger', 'processingMode', 'workflowParameters', 'pdpBeamType', 'beamMode'] as const

/** Faults that can be seen without the database. Paths begin at the item. */
export const checkRunInput = (item: RunInput): Fault[] => {
  const faults = checkTexts(item)
  const bad = (path: (string | number)[], message: string) => faults.push(fault('INVALID_INPUT', path, message))
  if (!Number.isInteger(item.number) || item.number < 1) bad(['number'], 'A run number is a whole number from 1')
  if (item.fillNumber != null && (item.fillNumber < 1 || item.fillNumber > maxInt)) {
    bad(['fillNumber'], 'A fill number is a whole number from 1')
  }
  for (const field of ['type', 'period'] as const) {
    const value = item[field]
    if (value != null && !name64.test(value)) bad([field], `A ${field} has 1 to 64 characters, without blanks around`)
  }
  if (item.environmentId != null && !/^[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}$/.test(item.environmentId)) {
    bad(['environmentId'], `"${item.environmentId.slice(0, 80)}" is not an environment id`)
  }
  for (const [field, limit] of Object.entries(texts) as [keyof typeof texts, number][]) {
    if ((item[field]?.length ?? 0) > limit) bad([field], `At most ${limit} characters`)
  }
  for (const field of conditionTexts) {
    if ((item.conditions?.[field]?.length ?? 0) > 4096) bad(['conditions', field], 'At most 4096 characters')
  }
  const seen = new Set<string>()
  item.detectors?.forEach(({ name }, index) => {
    if (seen.has(name)) bad(['detectors', index, 'name'], `${name} is listed twice`)
    seen.add(name)
  })
  item.endReasons?.forEach(({ category, title, description }, index) => {
    const at = (field: string) => ['endReasons', index, field]
    if (category.trim() === '' || category.length > 64) bad(at('category'), 'A category has 1 to 64 characters')
    if (title != null && (title.trim() === '' || title.length > 128)) bad(at('title'), 'A title has 1 to 128 characters')
    if ((description?.length ?? 0) > 2000) bad(at('description'), 'At most 2000 characters')
  })
  const counted = new Set<string>()
  item.counters?.forEach(({ name, value, unit }, index) => {
    if (counted.has(name)) bad(['counters', index, 'name'], `${name} is listed twice`)
    counted.add(name)
    if (!/^[A-Za-z][A-Za-z0-9_.]{0,63}$/.test(name)) bad(['counters', index, 'name'], `"${name}" is not a counter name`)
    if (unit != null && (unit.length < 1 || unit.length > 16)) bad(['counters', index, 'unit'], 'A unit has 1 to 16 characters')
    if (BigInt.asIntN(64, BigInt(value)) !== BigInt(value)) bad(['counters', index, 'value'], `${value} does not fit in 64 bits`)
  })
  return faults
}
