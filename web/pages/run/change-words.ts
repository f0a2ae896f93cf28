import { toWords } from '../../kit/quantity.ts'
import { definitionWords, qualityWords } from '../../nouns/run-words.ts'

const fields: Readonly<Record<string, string>> = {
  type: 'Type',
  definition: 'Definition',
  definitionIsExplicit: 'Definition as told',
  quality: 'Quality',
  startedAt: 'Started',
  endedAt: 'Ended',
  triggerStartedAt: 'Trigger on',
  triggerEndedAt: 'Trigger off',
  fillNumber: 'Fill',
  environmentId: 'Environment',
  startedBy: 'Started by',
  endedBy: 'Ended by',
  period: 'Period',
  dcs: 'Detector control',
  dataDistribution: 'Data distribution',
  epn: 'Processing nodes',
  trigger: 'Trigger',
  processingMode: 'Processing mode',
  workflowParameters: 'Workflow',
  pdpBeamType: 'Beam type for processing',
  beamMode: 'Beam mode',
  detectors: 'Detectors',
  tags: 'Tags',
  endReasons: 'Why it ended',
}

/** What changed, in the words of the page: `detectors.ITS.quality` is the quality of ITS. */
export const fieldWords = (field: string): string => {
  const detector = /^detectors\.(.+)\.quality$/.exec(field)?.[1]
  if (detector) return `Quality of ${detector}`
  if (field.startsWith('counters.')) return toWords(field.slice('counters.'.length))
  return fields[field] ?? toWords(field)
}

/** A value of the history: words, a moment (epoch ms), or what came and what went of a set. */
export type ChangeValue =
  | { readonly kind: 'words'; readonly text: string }
  | { readonly kind: 'moment'; readonly at: number }
  | { readonly kind: 'nothing' }

const nothing: ChangeValue = { kind: 'nothing' }
const words = (text: string): ChangeValue => ({ kind: 'words', text })

const wordsIn = (table: Readonly<Record<string, string>>, value: unknown): string =>
  typeof value === 'string' ? (table[value] ?? value) : String(value)

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** One side of a change, for reading. */
export const valueWords = (field: string, value: unknown): ChangeValue => {
  if (value === null || value === undefined) return nothing
  if (field === 'quality' || field.endsWith('.quality')) return words(wordsIn(qualityWords, value))
  if (field === 'definition') return words(wordsIn(definitionWords, value))
  if (field.endsWith('At') && typeof value === 'string') return { kind: 'moment', at: Date.parse(value) }
  if (typeof value === 'boolean') return words(field === 'definitionIsExplicit' ? (value ? 'yes' : 'no') : value ? 'on' : 'off')
  if (Array.isArray(value)) return value.length === 0 ? nothing : words(value.join(', '))
  if (isRecord(value)) return words([value['category'], value['title'], value['description']].filter(Boolean).join(' / '))
  return words(String(value))
}

const texts = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : [])

/** Of a set: what came and what went; null for anything else. */
export const setChange = (before: unknown, after: unknown): { came: string[]; went: string[] } | null => {
  if (!Array.isArray(before ?? after)) return null
  const [old, now] = [texts(before), texts(after)]
  return { came: now.filter((text) => !old.includes(text)), went: old.filter((text) => !now.includes(text)) }
}
