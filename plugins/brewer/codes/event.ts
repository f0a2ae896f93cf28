import type { Place } from '../format/record.ts'
import type { Quantity } from './quantity.ts'

export type Level = 'INFO' | 'WARNING' | 'ERROR' | 'CRITICAL'

/** Where a limit comes from. */
export type LimitSource = 'DEFAULT' | 'BREWER' | 'CONFIGURATION'

/** Something worth telling that a file says. */
export type BrewerEvent = Place & {
  code: number
  level: Level
  /** Epoch ms UTC. */
  at: number
  /** As it stands in the file (twice a blank is twice a blank); of a rule, what it found. */
  message: string
  /** How often this code came in this file until now, from 1. */
  count: number
  /** It cannot be known for certain. */
  isGuess: boolean
  /** Events of one fault have the same: the lamp that is neither detected nor on. */
  incident: string | null
  /** What a limit was held against. */
  measured: { quantity: Quantity; value: number; target: number; limit: number; source: LimitSource } | null
  /** When the same file says that it is well again (epoch ms); null while it doesn't. */
  clearedAt: number | null
}

/** A routine that did well, which clears what it had failed at: the first and the last time in a file. */
export type Cure = { name: string; firstAt: number; lastAt: number }

/** A value with a limit, in time. */
export type Reading = Place & { quantity: Quantity; at: number; value: number }

/** Constants in force from a moment on. */
export type Configuration = { at: number; line: number; deadTimeNs: number | null; calStep: number | null; etcO3: number | null; model: string | null; icf: string | null; schedule: string | null }

/** All that one file says. */
export type Digest = {
  kind: 'B' | 'D' | 'UV' | 'S' | 'ICF' | null
  brewer: number | null
  /** YYYY-MM-DD: of the header, else of the name */
  date: string | null
  station: string | null
  latitude: number | null
  /** East positive. */
  longitude: number | null
  records: number
  bytes: number
  firstAt: number | null
  lastAt: number | null
  events: readonly BrewerEvent[]
  /** Of all events, also of those beyond the ten thousand that are kept. */
  counts: ReadonlyMap<number, number>
  cures: readonly Cure[]
  readings: readonly Reading[]
  configurations: readonly Configuration[]
  /** What could not be read, at most a hundred; with its line. */
  problems: readonly { line: number; message: string }[]
}
