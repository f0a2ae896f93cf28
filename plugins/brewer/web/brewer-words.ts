import { silenceAt } from '../../../web/nouns/instrument-words.ts'

/** How bad an event is. */
export type BrewerLevel = 'INFO' | 'WARNING' | 'ERROR' | 'CRITICAL'
/** How a brewer is: by its open events, then by the age of its last record. */
export type BrewerCondition = 'OK' | 'WARNING' | 'ERROR' | 'CRITICAL' | 'STALE' | 'LOST'
/** What became of an event. */
export type BrewerEventState = 'OPEN' | 'CLEARED' | 'AGED' | 'MUTED' | 'NOTED'
/** Where a limit comes from. */
export type BrewerLimitSource = 'DEFAULT' | 'BREWER' | 'CONFIGURATION'

/** What may be changed of how a Brewer is seen takes the right that a report of its status takes. */
export const brewerRight = 'instrument:write'

/** What most needs a look stands first. */
export const brewerLevels = ['CRITICAL', 'ERROR', 'WARNING', 'INFO'] as const satisfies readonly BrewerLevel[]

export const levelWords: Readonly<Record<BrewerLevel, string>> = {
  CRITICAL: 'critical',
  ERROR: 'error',
  WARNING: 'warning',
  INFO: 'info',
}

export const brewerConditions = ['CRITICAL', 'ERROR', 'LOST', 'STALE', 'WARNING', 'OK'] as const satisfies readonly BrewerCondition[]

export const conditionHints: Readonly<Record<BrewerCondition, string>> = {
  CRITICAL: 'A critical event is open',
  ERROR: 'An event of the level error is open',
  WARNING: 'A warning is open',
  OK: 'Nothing of warning or above is open, and records come',
  STALE: 'Its last record is older than 24 hours',
  LOST: 'Its last record is older than 48 hours',
}

export const eventStates = ['OPEN', 'MUTED', 'CLEARED', 'AGED', 'NOTED'] as const satisfies readonly BrewerEventState[]

export const eventStateWords: Readonly<Record<BrewerEventState, string>> = {
  OPEN: 'open',
  MUTED: 'muted',
  CLEARED: 'cleared',
  AGED: 'aged',
  NOTED: 'noted',
}

export const eventStateHints: Readonly<Record<BrewerEventState, string>> = {
  OPEN: 'It counts for the state of the instrument',
  MUTED: 'Its code is muted for now',
  CLEARED: 'The same routine did well later',
  AGED: 'Older, by the last record, than its code is kept open',
  NOTED: 'For information: it never opens',
}

export const sourceWords: Readonly<Record<BrewerLimitSource, string>> = {
  DEFAULT: 'the same for all Brewers',
  BREWER: 'its own',
  CONFIGURATION: 'of its constants',
}

/** Where a limit comes from that holds now: of its own is what somebody set for it, else what is usual with it. */
export const sourceOf = ({ source, setBy }: { source: BrewerLimitSource; setBy: string | null }): string =>
  source === 'BREWER' && setBy === null ? 'around its own median' : sourceWords[source]

/** Bytes of the seed: A has codes 11 to 18, D has 41 to 48. */
export const maskBytes = ['a', 'b', 'c', 'd'] as const
export type MaskByte = (typeof maskBytes)[number]

export type MaskBit = {
  /** From 1, the lowest. */
  readonly bit: number
  readonly code: number
  readonly isSet: boolean
}

/** The bits of one byte as they are written: bit 8 first. */
export const bitsOf = (byte: MaskByte, value: number): MaskBit[] =>
  [8, 7, 6, 5, 4, 3, 2, 1].map((bit) => ({
    bit,
    code: 10 * (maskBytes.indexOf(byte) + 1) + bit,
    isSet: (value & (1 << (bit - 1))) !== 0,
  }))

/** 32 → 00100000 */
export const binaryOf = (value: number): string => value.toString(2).padStart(8, '0')

/** One of something, or how many of it: 1 message, 2,311 messages. */
export const counted = (count: number, one: string, many = `${one}s`): string => (count === 1 ? `1 ${one}` : `${count.toLocaleString('en')} ${many}`)

/**
 * How a brewer is at this moment, by the rule of the server: silence counts from its last record, so a page that is open
 * turns stale by itself. @param now epoch ms by the server's clock
 */
export const conditionAt = (openLevel: BrewerLevel | null, lastRecordAt: string | null, now: number): BrewerCondition =>
  silenceAt(lastRecordAt === null ? -Infinity : Date.parse(lastRecordAt), now)?.status ?? (openLevel === null || openLevel === 'INFO' ? 'OK' : openLevel)

/** A limit in words: 1750 ± 10 counts. */
export const limitWords = (target: number | null, limit: number | null, unit: string | null): string => {
  const end = unit === null ? '' : ` ${unit}`
  if (limit === null) return 'none'
  return `${target === null ? 'its usual value' : numberWords(target)} ± ${numberWords(limit)}${end}`
}

/** Without the digits that arithmetic leaves behind, large ones in groups: 0.30000000000000004 → 0.3, 737796 → 737,796 */
export const numberWords = (value: number): string =>
  Number(value.toPrecision(7))
    .toLocaleString('en', { maximumFractionDigits: 12, useGrouping: Math.abs(value) >= 10_000 })
    .replace('-', '\u2212')
